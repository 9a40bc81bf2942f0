package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Watches a chain through its nodes' doors of applications. Those ask for a certificate, so each
 * look takes one signature a node.
 *
 * <p>Sealers make no empty blocks (the nodes' {@code SealingManager} proposes nothing while no
 * transaction waits), so an idle chain stands still, and works if its sealers agree: all answer,
 * have the same block, are in one view and hear a quorum.
 */
final class FiscoDriver implements FrameworkDriver {
  /** All of them must end within 2 s. */
  private static final Duration LOOK = Duration.ofMillis(1_300);

  private static final Duration COMPARISON = Duration.ofMillis(500);

  private final Clock clock;
  private final Executor threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fisco-bcos");
            thread.setDaemon(true);
            return thread;
          });

  FiscoDriver(Clock clock) {
    this.clock = clock;
  }

  /** {@inheritDoc} Nobody is answered without a name, so nothing is heard. */
  @Override
  public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    return LedgerHealth.UNHEARD;
  }

  @Override
  public LedgerHealth observe(
      LedgerEndpoints nodes, LedgerHealth before, Administrators administrators) {
    Chain chain = Chain.of(nodes.birth());
    Map<NodeName, NodeDoor> doors = new TreeMap<>();
    nodes
        .nodes()
        .forEach(
            (node, at) -> {
              HostPort there = at.get(FiscoBcosPack.DOOR);
              if (there != null) {
                doors.put(
                    node, NodeDoor.open(node, there, chain.cryptography(), administrators, LOOK));
              }
            });
    Map<NodeName, NodeSight> sights =
        all(doors, LOOK, (node, door) -> NodeSight.look(door, chain.groupId()));
    doors.keySet().retainAll(sights.keySet());
    doors.keySet().retainAll(nodes.voters());
    long lowest = Findings.lowest(nodes, sights);
    Map<NodeName, String> hashes =
        all(
            doors,
            COMPARISON,
            (node, door) -> {
              NodeSight sight = sights.get(node);
              return sight != null && sight.height() == lowest
                  ? sight.hash()
                  : NodeSight.hashAt(door, chain.groupId(), lowest);
            });
    return new Findings(nodes, sights, hashes).health(before, Instant.now(clock));
  }

  /** What was heard in time: whatever goes wrong with one node, it doesn't answer. */
  private <T> Map<NodeName, T> all(
      Map<NodeName, NodeDoor> doors, Duration patience, BiFunction<NodeName, NodeDoor, T> ask) {
    Map<NodeName, CompletableFuture<T>> asked = new TreeMap<>();
    doors.forEach(
        (node, door) ->
            asked.put(
                node,
                CompletableFuture.supplyAsync(() -> ask.apply(node, door), threads)
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)));
    Map<NodeName, T> heard = new TreeMap<>();
    asked.forEach(
        (node, answer) ->
            answer
                .handle(
                    (value, failure) -> {
                      if (failure == null) {
                        heard.put(node, value);
                      }
                      return value;
                    })
                .join());
    return heard;
  }

  @Override
  public boolean growsWhenIdle() {
    return false;
  }
}
