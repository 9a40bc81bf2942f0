package io.ridgeway.framework;

import io.ridgeway.model.network.NodeName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How nodes of a framework are backed up: by snapshots that they make themselves, each a directory
 * on a volume of theirs, from which another node of the network can begin. Who carries the files is
 * told only where they are.
 *
 * <p>Members of a consensus group are never backed up: one that is restored has forgotten what it
 * agreed to, and a copy of one speaks twice.
 */
public interface Snapshots {
  /** Why nodes of that role have none, for people; empty if they have. */
  Optional<String> obstacle(String role);

  /** The volume on which they are. */
  String volume();

  /**
   * Where on it those are that are finished: each in a directory that is named by its height, all
   * of it or nothing.
   */
  String finished(BirthRecord birth);

  /**
   * Has a node make one of what it has now, unless it is making one. Bounded in time (10 s); that
   * it is finished is seen by its being there.
   *
   * @throws LedgerException if the node doesn't answer, or will not
   */
  void take(LedgerEndpoints nodes, Administrators administrators, NodeName node);

  /** The small files that say what a snapshot is. */
  Set<String> descriptions();

  /**
   * What a snapshot is.
   *
   * @param files the content of {@link #descriptions} by name
   * @throws io.ridgeway.model.problem.Refusal if they can't be read, or it is another ledger's
   */
  Description describe(BirthRecord birth, Map<String, byte[]> files);

  /**
   * What a snapshot says of itself.
   *
   * @param ledger the name that the ledger has itself
   * @param height of its newest block, which counts from 0
   * @param blockHash the newest block's, hexadecimal
   * @param sums SHA-256 of its files by their names, hexadecimal, as far as the node knows them
   */
  record Description(String ledger, long height, String blockHash, Map<String, String> sums) {
    public Description {
      sums = Collections.unmodifiableMap(new TreeMap<>(sums));
    }
  }
}
