package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold of a world once all has come to rest, whatever happened on the way. */
record Checks(World world) {
  private static final String[] NODES = {
    "rpc-1", "validator-1", "validator-2", "validator-3", "validator-4"
  };

  static Checks of(World world) {
    return new Checks(world);
  }

  /** Everything is there, once. */
  void stands() {
    assertThat(world.network().state()).isInstanceOf(NetworkState.Ready.class);
    finishedOnce(Operation.Kind.CREATE);
    List<ObservedWorkload> seen =
        world.cities.stream()
            .flatMap(c -> c.open().observe(world.network).workloads().stream())
            .toList();
    assertThat(seen).extracting(w -> w.name().value()).containsExactlyInAnyOrder(NODES);
    assertThat(seen).extracting(ObservedWorkload::phase).containsOnly(Phase.RUNNING);
    assertThat(seen).as("nothing was made twice").allMatch(w -> w.restarts() == 0);
    assertThat(world.traces()).hasSize(2 * NODES.length);
    assertIdentities();
    assertThat(geneses()).hasSize(1).first().isEqualTo(kept());
  }

  /** What the plan asks for is there, and nothing was issued twice. */
  private void assertIdentities() {
    IdentityPlan plan = world.pack.plan(world.network().spec()).identities();
    List<String> keys =
        Stream.concat(
                plan.keys().stream().map(PlannedKey::name),
                plan.authorities().stream().map(PlannedAuthority::name))
            .toList();
    assertThat(world.store.asSystem(() -> world.store.custody.living(world.network)))
        .extracting(ManagedKey::name)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(world.certificates())
        .hasSize(plan.authorities().size() + plan.certificates().size())
        .allMatch(c -> c.generation() == 1);
  }

  /** Nothing is there, and the books are right. */
  void isGone() {
    Network network = world.network();
    assertThat(network.state()).isInstanceOf(NetworkState.Deleted.class);
    finishedOnce(Operation.Kind.DELETE);
    assertThat(world.operations()).noneMatch(o -> o.state() == Operation.State.RUNNING);
    assertThat(world.traces()).isEmpty();
    assertThat(world.store.asSystem(() -> world.store.custody.living(world.network))).isEmpty();
    boolean cameBack = world.operations().stream().anyMatch(o -> o.kind() == Operation.Kind.RESUME);
    if (cameBack) {
      // Its hours have a gap, for as long as it stood still.
      assertThat(nodeHours()).isNotEmpty();
    } else if (network.readyAt().isPresent()) {
      countedOnce(
          network.readyAt().get(),
          network.suspension().map(Suspension::since).or(network::removalAt).orElseThrow());
    } else {
      assertThat(nodeHours()).isEmpty();
    }
  }

  /** The usage book has each node once for each moment between these. */
  void countedOnce(Instant from, Instant to) {
    long micros = nodeHours().stream().mapToLong(UsageRecord::micros).sum();
    Instant end = from;
    for (UsageRecord hour : nodeHours()) {
      assertThat(hour.from()).isEqualTo(end);
      end = hour.to();
    }
    assertThat(end).isEqualTo(to);
    // Whole seconds are counted, in each bucket.
    Network network = world.network();
    Instant changed = network.made().since().orElse(to);
    double exact =
        (millis(from, changed) * NODES.length + millis(changed, to) * network.spec().nodeCount())
            * 1_000d
            / 3_600;
    assertThat((double) micros).isBetween(exact - nodeHours().size() * 2_000d, exact + 1);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private List<UsageRecord> nodeHours() {
    return world
        .store
        .asSystem(() -> world.store.usage.of(world.network, World.BEGIN, Instant.MAX))
        .stream()
        .filter(r -> r.meter() == Meter.NODE_HOURS)
        .toList();
  }

  private void finishedOnce(Operation.Kind kind) {
    assertThat(world.operations().stream().filter(o -> o.kind() == kind))
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.state()).isEqualTo(Operation.State.SUCCEEDED);
              assertThat(o.percent()).isEqualTo(100);
              assertThat(o.message()).isEmpty();
              assertThat(o.finishedAt()).isPresent();
            });
  }

  private String kept() {
    return world.network().made().birth().orElseThrow().get("genesis");
  }

  private List<String> geneses() {
    Pattern text = Pattern.compile("genesis \\d+ of \\d+");
    return world.traces().stream()
        .flatMap(t -> text.matcher(t).results())
        .map(MatchResult::group)
        .distinct()
        .toList();
  }
}
