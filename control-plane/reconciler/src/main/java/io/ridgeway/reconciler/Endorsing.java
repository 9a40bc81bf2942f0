package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether nodes can do what members ask of them, from how often they say that they couldn't.
 *
 * <p>One burst, as while a contract's service restarts, says nothing: failures must go on for a
 * while. From then on they must be absent for longer before all is well. The counts are remembered
 * here alone; a new worker leaves what is kept as it is until it has watched as long.
 */
final class Endorsing {
  private static final Duration GO_ON = Duration.ofMinutes(1);
  private static final Duration ABSENT = Duration.ofMinutes(10);

  private final Map<NetworkId, Watched> networks = new ConcurrentHashMap<>();

  /** One network, since when, and its nodes. A pass at a time has it. */
  private record Watched(Instant since, Map<NodeName, Counted> nodes) {}

  /**
   * One node's count.
   *
   * @param first when it rose for the first time of those that aren't long ago
   * @param last when it rose last
   */
  private record Counted(long count, Optional<Instant> first, Optional<Instant> last) {
    Counted now(long seen, Instant now) {
      // A node that was started again counts anew.
      boolean rose = seen > (seen < count ? 0 : count);
      if (!rose) {
        return new Counted(seen, first, last);
      }
      boolean goesOn = last.filter(l -> now.isBefore(l.plus(ABSENT))).isPresent();
      return new Counted(seen, goesOn ? first : Optional.of(now), Optional.of(now));
    }

    boolean fails(Instant now) {
      return last.filter(l -> now.isBefore(l.plus(ABSENT)))
          .filter(l -> !l.isBefore(first.orElse(l).plus(GO_ON)))
          .isPresent();
    }
  }

  /**
   * The condition; nothing of a network whose nodes don't tell.
   *
   * @param failures how often each answering node couldn't, since it started
   */
  Optional<Condition> condition(
      NetworkId network, Map<NodeName, Long> failures, Instant now, Optional<Condition> before) {
    if (failures.isEmpty()) {
      return before;
    }
    Watched watched = networks.computeIfAbsent(network, id -> new Watched(now, new TreeMap<>()));
    failures.forEach(
        (node, count) ->
            watched.nodes.merge(
                node,
                new Counted(count, Optional.empty(), Optional.empty()),
                (old, fresh) -> old.now(count, now)));
    String failing =
        watched.nodes.entrySet().stream()
            .filter(node -> node.getValue().fails(now))
            .map(node -> node.getKey().value())
            .collect(joining(", "));
    if (!failing.isEmpty()) {
      return Optional.of(
          new Condition(
              Type.ENDORSING,
              Status.FALSE,
              "Failing",
              "Can't run the contracts that they are asked to: " + failing + ".",
              now));
    }
    Optional<Condition> kept =
        before.filter(b -> b.status() == Status.FALSE && now.isBefore(watched.since.plus(ABSENT)));
    return kept.isPresent()
        ? kept
        : Optional.of(
            new Condition(
                Type.ENDORSING,
                Status.TRUE,
                "Endorsing",
                "Peers run the contracts that they are asked to.",
                now));
  }

  void forget(NetworkId network) {
    networks.remove(network);
  }
}
