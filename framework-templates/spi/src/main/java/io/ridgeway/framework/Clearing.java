package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How nodes are rid of what deleted guests left there, which takes that they stand still: one node
 * after the other is stopped, {@link #task} is run on its volumes for each guest, and it is started
 * again.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>All but {@link #held} is pure.
 *   <li>A task may be run again that was run to its end, or to any point of it; where nothing was
 *       left to remove, {@link #wasGone} tells that from its output.
 *   <li>What other guests and the host itself have on the node stays.
 * </ul>
 */
public interface Clearing {
  /** Why it can't be done at that host, for people; empty if it can. */
  Optional<String> obstacle(NetworkSpec host);

  /**
   * What can't be used while one node after the other stands still, for who decides on it; empty if
   * all is used on throughout.
   */
  Optional<String> interruption(NetworkSpec host);

  /** The roles whose nodes hold what guests leave. */
  Set<String> roles();

  /**
   * Which of these guests the nodes hold something of, by each node's own word; nodes that don't
   * answer are missing. Bounded in time (2 s in all).
   */
  Map<NodeName, Set<NetworkId>> held(LedgerEndpoints host, Set<NetworkId> guests);

  /** The run that removes what a guest left on a node that stands still. */
  Task task(Workload node, NetworkId guest);

  /** Whether a task that failed found nothing to remove, by the end of its output. */
  boolean wasGone(List<String> output);

  /** Where in a node's volume the bulk of what a guest left is, if files tell its size. */
  default Optional<Place> place(NetworkId guest) {
    return Optional.empty();
  }

  /**
   * A directory of a volume.
   *
   * @param path within the volume, with {@code /}
   */
  record Place(String volume, String path) {}
}
