package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Manifest;
import io.ridgeway.engine.network.Manifests.CityNodeManifests;
import io.ridgeway.engine.network.Manifests.Document;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowingTest {
  private final World world = new World();
  private final Reconciler reconciler = world.reconciler();

  private List<CityNodeManifests> show() {
    return reconciler.of(world.network, Optional.empty());
  }

  @Test
  void showsWhatItsPassesApplyAndWritesNothing() {
    // Given
    world.provider.showing = d -> List.of(new Manifest("names", names(d.workloads())));
    world.converge(reconciler);
    List<String> before = world.traces();
    Network kept = world.network();
    // When
    List<CityNodeManifests> all = show();
    // Then
    assertThat(all)
        .extracting(CityNodeManifests::cityNode)
        .containsExactly(World.NORTH, World.SOUTH);
    assertThat(all).extracting(CityNodeManifests::problem).containsOnly(Optional.empty());
    assertThat(all)
        .extracting(CityNodeManifests::documents)
        .containsExactlyElementsOf(
            world.deployments().stream()
                .sorted((a, b) -> a.cityNode().compareTo(b.cityNode()))
                .map(d -> List.of(new Document("names", names(d.workloads()))))
                .toList());
    assertThat(world.traces()).isEqualTo(before);
    assertThat(world.network()).as("not even taken over").isEqualTo(kept);
  }

  @Test
  void oneCityNodeCanBeAskedFor() {
    // Given
    world.provider.showing = d -> List.of(new Manifest("a", d.cityNode().value()));
    world.converge(reconciler);
    // When, Then
    assertThat(reconciler.of(world.network, Optional.of(World.SOUTH)))
        .containsExactly(
            new CityNodeManifests(
                World.SOUTH, Optional.empty(), List.of(new Document("a", "south"))));
    assertThatThrownBy(() -> reconciler.of(world.network, Optional.of(new CityNodeId("elsewhere"))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no nodes at elsewhere, but at [north, south]");
  }

  @Test
  void aCityNodeWithoutManifestsOrOutOfReachSaysSoAndHindersNoOther() {
    // Given
    world.converge(reconciler);
    world.provider.cut.add(World.SOUTH);
    // When
    List<CityNodeManifests> all = show();
    // Then
    assertThat(all.get(0).problem())
        .contains("The adapter of city node north has no manifests to show.");
    assertThat(all.get(1).problem())
        .contains("City node south can't be heard now; it is tried again.");
    assertThat(all).allMatch(m -> m.documents().isEmpty());
  }

  @Test
  void beforeTheGenesisIsMadeThereIsNothingToShow() {
    assertThatThrownBy(this::show)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("genesis must be settled");
  }

  private static String names(List<Workload> workloads) {
    return workloads.stream().map(w -> w.name().value()).toList().toString();
  }
}
