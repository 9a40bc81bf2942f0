package io.ridgeway.reconciler.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.reconciler.place.Placing.Impossible;
import io.ridgeway.reconciler.place.Placing.Placed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacerTest {
  private static final Software BEST = new Software("best", "2");
  private static final Software GOOD = new Software("good", "1");
  private static final Resources VOTER = new Resources(1_000, 1_024, 10);
  private static final Resources LARGE = new Resources(4_000, 4_096, 40);

  private final NetworkPlan plan = Plans.of(4, VOTER, 1, VOTER);

  @Test
  void oneSiteHoldsAllAndSaysThatNothingSurvivesItsLoss() {
    // When
    Placed placed = (Placed) place(plan, site("a", LARGE.plus(LARGE), GOOD));
    // Then
    assertThat(placed.software()).isEqualTo(GOOD);
    assertThat(placed.placement().survivesSiteLoss()).isFalse();
    assertThat(placed.placement().reasons())
        .containsExactly(
            "All 5 nodes are at a, the only city node that was chosen.",
            "Survives no site loss: group voters may lose 1 of its 4 members at once, and they are at: a 4.");
  }

  @Test
  void fourSitesEachHoldOneVoter() {
    // When
    Placed placed =
        (Placed)
            place(
                plan,
                site("a", LARGE, BEST),
                site("b", LARGE, BEST),
                site("c", LARGE, BEST),
                site("d", LARGE, BEST));
    // Then
    assertThat(placed.placement().survivesSiteLoss()).isTrue();
    assertThat(placed.placement().nodes().get(new NodeName("other-1")))
        .as("equal sites: the preferred one")
        .isEqualTo(new CityNodeId("a"));
    assertThat(placed.placement().reasons())
        .contains(
            "Survives the loss of any one city node: group voters may lose 1 of its 4 members, and none holds more than 1.");
  }

  @Test
  void theBestSoftwareThatAllSitesHaveIsTaken() {
    // When
    Placed placed = (Placed) place(plan, site("a", LARGE, BEST, GOOD), site("b", LARGE, GOOD));
    // Then
    assertThat(placed.software()).isEqualTo(GOOD);
    assertThat(placed.placement().cityNodes()).hasSize(2);
  }

  @Test
  void whatSurvivesASiteLossIsPreferredToBetterSoftware() {
    // When
    Placed placed =
        (Placed)
            place(
                plan,
                site("a", LARGE, BEST, GOOD),
                site("b", LARGE, BEST),
                site("c", LARGE, GOOD),
                site("d", LARGE, GOOD),
                site("e", LARGE, GOOD));
    // Then
    assertThat(placed.software()).isEqualTo(GOOD);
    assertThat(placed.placement().survivesSiteLoss()).isTrue();
    assertThat(placed.placement().reasons()).contains("b holds none: it doesn't have good 1.");
  }

  @Test
  void aLargeNodeIsNotCrowdedOutBySmallOnes() {
    // Given
    NetworkPlan mixed = Plans.of(4, VOTER, 1, LARGE);
    // When
    Placing placing = place(mixed, site("a", LARGE, GOOD), site("b", LARGE, GOOD));
    // Then
    assertThat(placing).isInstanceOf(Placed.class);
  }

  @Test
  void whatIsShortIsSaidWithFigures() {
    // When
    Impossible answer =
        (Impossible)
            place(
                plan,
                site("a", new Resources(3_000, 2_048, 1_000), GOOD),
                site("b", new Resources(1_000, 8_192, 1_000), GOOD),
                site("c", LARGE),
                new Site(
                    new CityNodeId("d"), LARGE, Set.of(GOOD), "City node d can't be heard: no."));
    // Then
    assertThat(answer.violations())
        .extracting(Violation::message)
        .containsExactly(
            "City node c has none of the software that can run this network: best 2, good 1.",
            "City node d can't be heard: no.",
            "CPU: the nodes need 5000 thousandths of a core, 4000 are free at a, b, so 1000 are missing.");
  }

  @Test
  void roomInTooSmallPiecesIsSaidSo() {
    // Given
    NetworkPlan large = Plans.of(1, LARGE, 0, LARGE);
    Resources half = new Resources(2_500, 4_096, 40);
    // When
    Impossible answer = (Impossible) place(large, site("a", half, GOOD), site("b", half, GOOD));
    // Then
    assertThat(answer.violations())
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.message())
                    .contains("too small pieces")
                    .contains("voter 4000/1000 cores, 4096 MiB, 40 GiB")
                    .contains("a 2500/1000 cores"));
  }

  @Test
  void amongEqualsTheCheapestAreTakenWhateverWasPreferred() {
    // Given: two voters too few to need all five
    NetworkPlan four = Plans.of(4, VOTER, 0, VOTER);

    // When
    Placed placed =
        (Placed)
            place(
                four,
                costing("a", "9", "USD"),
                costing("b", "1", "USD"),
                costing("c", "2", "USD"),
                site("d", LARGE, GOOD),
                costing("e", "3", "USD"),
                costing("f", "4", "USD"));

    // Then: one whose cost isn't known counts as the dearest
    assertThat(placed.placement().cityNodes())
        .extracting(CityNodeId::value)
        .containsExactly("b", "c", "e", "f");
    assertThat(placed.placement().reasons()).anyMatch(r -> r.contains("costs its operator"));
    assertThat(placed.placement().reasons()).noneMatch(r -> r.contains("USD"));
  }

  @Test
  void costsInSeveralCurrenciesSayNothingSoThePreferenceDecides() {
    NetworkPlan one = Plans.of(1, VOTER, 0, VOTER);

    Placed placed = (Placed) place(one, costing("a", "9", "USD"), costing("b", "1", "CNY"));

    assertThat(placed.placement().cityNodes()).containsExactly(new CityNodeId("a"));
  }

  private static Site costing(String name, String core, String currency) {
    return new Site(
        new CityNodeId(name),
        LARGE,
        Set.of(GOOD),
        "",
        Optional.of(UnitCost.of(core, "0", "0", currency)));
  }

  private static Placing place(NetworkPlan plan, Site... sites) {
    return Placer.place(plan, Map.of(), List.of(BEST, GOOD), List.of(sites));
  }

  private static Site site(String name, Resources free, Software... software) {
    return new Site(new CityNodeId(name), free, Set.of(software), "");
  }
}
