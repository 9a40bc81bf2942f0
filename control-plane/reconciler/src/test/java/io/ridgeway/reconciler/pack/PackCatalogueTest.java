package io.ridgeway.reconciler.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.catalogue.Frameworks.Feasibility;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.reconciler.FakePack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackCatalogueTest {
  private static final Resources ROOM = new Resources(10_000, 10_000, 1_000);

  private final PackCatalogue packs = new PackCatalogue(List.of(new FakePack()));

  @Test
  void everyPackIsOfferedAsItDescribesItself() {
    assertThat(packs.all())
        .singleElement()
        .satisfies(
            offer -> {
              assertThat(offer.name()).isEqualTo("sample-ledger");
              assertThat(offer.roles())
                  .extracting(FrameworkOffer.Role::allowed)
                  .containsExactly(List.of(1, 4, 7));
              assertThat(offer.software()).containsExactly(Set.of(FakePack.SOFTWARE));
              assertThat(offer.cityNodes()).isEmpty();
            });
  }

  @Test
  void placingIsFeasibleWhereCityNodesWereHeardToHaveRoom() {
    // When
    Feasibility one = packs.place(spec("sample-ledger"), List.of(heard("a", "")));
    Feasibility four =
        packs.place(
            spec("sample-ledger"),
            List.of(heard("a", ""), heard("b", ""), heard("c", ""), heard("d", "")));
    // Then
    assertThat(one).isEqualTo(new Feasibility(List.of(), false));
    assertThat(four).isEqualTo(new Feasibility(List.of(), true));
  }

  @Test
  void aCityNodeHasSoftwareOnceItHasEveryProgramOfIt() {
    // Given
    FakePack pack = new FakePack();
    pack.programs = Set.of(FakePack.SOFTWARE, new Software("sample-helper", "1"));
    PackCatalogue two = new PackCatalogue(List.of(pack));

    // When
    Feasibility one = two.place(spec("sample-ledger"), List.of(heard("a", "")));
    Feasibility both =
        two.place(
            spec("sample-ledger"), List.of(heard("a", "", pack.programs.toArray(Software[]::new))));

    // Then
    assertThat(two.all().get(0).software()).containsExactly(pack.programs);
    assertThat(one.violations())
        .extracting(Violation::message)
        .containsExactly(
            "City node a has none of the software that can run this network: sample 1.");
    assertThat(both.violations()).isEmpty();
  }

  @Test
  void onlyKeysThatApplicationsSignWithHaveAnAccount() {
    assertThat(packs.applicationKeys("sample-ledger")).hasValue(Curve.SECP256K1);
    assertThat(packs.account("sample-ledger", key(Curve.SECP256K1))).isPresent();
    assertThat(packs.account("sample-ledger", key(Curve.P256))).isEmpty();
  }

  private static ManagedKey key(Curve curve) {
    return new ManagedKey(
        new KeyId("k000000000001"),
        new TenantId("t000000000001"),
        new NetworkId("n000000000001"),
        "clerk",
        curve,
        Purpose.TRANSACTION,
        "00".repeat(64),
        Instant.EPOCH);
  }

  @Test
  void whatWasNotHeardCannotBePlacedAt() {
    // When
    CityNodeEntry never = new CityNodeEntry(cityNode("b"), Map.of(), Optional.empty());
    Feasibility none =
        packs.place(spec("sample-ledger"), List.of(heard("a", "It is down."), never));
    // Then
    assertThat(none.violations())
        .extracting(Violation::message)
        .containsExactly(
            "City node a can't be heard now; it is tried again.",
            "City node b has not been heard yet; it is asked every few seconds.");
  }

  @Test
  void nothingIsPlacedWhereACityNodeIsDrainedOrUnderAnotherLaw() {
    // Given
    CityNodeEntry heard = heard("a", "");
    CityNode node = heard.node();
    CityNodeEntry draining =
        new CityNodeEntry(
            new CityNode(
                node.id(),
                node.city(),
                node.country(),
                node.jurisdiction(),
                node.provider(),
                node.adapter(),
                node.maxTps(),
                CityNode.State.DRAINING),
            Map.of(),
            heard.heard());

    // When, Then
    assertThat(packs.place(spec("sample-ledger"), List.of(draining)).violations())
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("a takes no new nodes"));
    assertThat(packs.place(spec("sample-ledger").under(Set.of("SG")), List.of(heard)).violations())
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("a is under the law of CN"));
    assertThat(packs.place(spec("sample-ledger").under(Set.of("CN", "SG")), List.of(heard)))
        .isEqualTo(new Feasibility(List.of(), false));
  }

  @Test
  void anUnknownFrameworkIsRefused() {
    assertThatThrownBy(() -> packs.check(spec("nonsense")))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.type()).isEqualTo(ProblemType.NOT_FOUND));
    assertThat(packs.find("nonsense")).isEmpty();
  }

  @Test
  void twoPacksOfOneNameAreRefused() {
    assertThatThrownBy(() -> new PackCatalogue(List.of(new FakePack(), new FakePack())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample-ledger");
  }

  private static NetworkSpec spec(String framework) {
    return new NetworkSpec(
        "one",
        new Framework(framework, "1"),
        Tier.DEDICATED,
        Map.of("validator", 4),
        Map.of(),
        List.of(new CityNodeId("a")),
        10,
        10);
  }

  private static CityNodeEntry heard(String id, String problem) {
    return heard(id, problem, FakePack.SOFTWARE);
  }

  private static CityNodeEntry heard(String id, String problem, Software... software) {
    return new CityNodeEntry(
        cityNode(id),
        Map.of(),
        Optional.of(new Heard(new Capacity(ROOM, ROOM), Set.of(software), Instant.EPOCH, problem)));
  }

  private static CityNode cityNode(String id) {
    return new CityNode(
        new CityNodeId(id), "Nowhere", "CN", "CN", "nobody", "fake", 10, CityNode.State.ACTIVE);
  }
}
