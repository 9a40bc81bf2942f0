package io.ridgeway.engine.host;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A deleted guest of which something waits on its host's nodes for a window.
 *
 * @param since when its deletion was over
 */
public record Waiting(Network guest, Instant since) {

  /** Those of a host, the oldest first. Called in the system's scope. */
  public static List<Waiting> at(NetworkId host, Networks networks, Operations operations) {
    return networks.guests(host).stream()
        .filter(guest -> guest.state() instanceof Deleted)
        .map(guest -> new Waiting(guest, since(guest, operations)))
        .sorted(Comparator.comparing(Waiting::since))
        .toList();
  }

  private static Instant since(Network guest, Operations operations) {
    return operations.of(guest.id()).stream()
        .filter(o -> o.kind() == Operation.Kind.DELETE)
        .map(Operation::finishedAt)
        .flatMap(Optional::stream)
        .findFirst()
        .or(guest::removalAt)
        .orElse(guest.createdAt());
  }
}
