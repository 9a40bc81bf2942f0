package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.network.Network;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.network.NetworkSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pass that finds everything as it was renders nothing. */
class RenderingsTest {
  private static final int LARGER = 20;

  private final World world = new World().created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void aNetworkThatStaysAsItIsIsRenderedOnce() {
    // Given
    int before = world.pack.renderings.get();
    // When
    world.run(reconciler, Duration.ofMinutes(5));
    // Then
    assertThat(world.pack.renderings).hasValue(before + 1);
  }

  @Test
  void whatChangesIsRenderedAnewAndApplied() {
    // Given
    world.run(reconciler, Duration.ofMinutes(1));
    // When
    world.store.runAsSystem(
        () -> world.store.networks.changeDesire(larger(world.store.networks.get(world.network))));
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.deployments())
        .isNotEmpty()
        .flatMap(d -> d.workloads())
        .flatMap(w -> w.volumes())
        .isNotEmpty()
        .extracting(Volume::sizeGib)
        .containsOnly(LARGER);
  }

  private static Network larger(Network n) {
    NetworkSpec spec = n.spec();
    return new Network(
        n.id(),
        n.tenant(),
        new NetworkSpec(
            spec.name(),
            spec.framework(),
            spec.tier(),
            spec.nodes(),
            spec.parameters(),
            spec.cityNodes(),
            spec.tps(),
            LARGER,
            spec.jurisdictions(),
            spec.acceptsNoSiteLoss()),
        n.createdAt(),
        n.desire(),
        n.fence(),
        n.removalAt(),
        n.state(),
        n.found(),
        n.suspension());
  }
}
