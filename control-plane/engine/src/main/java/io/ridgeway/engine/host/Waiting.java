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
import java.util.OptionalLong;

/**
 * A deleted guest of which something waits on its host's nodes for a window.
 *
 * @param since when its deletion was over
 * @param bytes how much its blocks take at all nodes together; empty where the city nodes don't
 *     tell
 */
public record Waiting(Network guest, Instant since, OptionalLong bytes) {
  /** In a guest's birth record, once it was deleted: how many bytes it left, if that is known. */
  public static final String REMAINS = "remains";

  /** Those of a host, the oldest first. Called in the system's scope. */
  public static List<Waiting> at(NetworkId host, Networks networks, Operations operations) {
    return networks.guests(host).stream()
        .filter(guest -> guest.state() instanceof Deleted)
        .map(guest -> new Waiting(guest, since(guest, operations), bytes(guest)))
        .sorted(Comparator.comparing(Waiting::since))
        .toList();
  }

  /** As the pass over it found it in the end. */
  private static OptionalLong bytes(Network guest) {
    return guest.made().birth().map(record -> record.get(REMAINS)).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
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
