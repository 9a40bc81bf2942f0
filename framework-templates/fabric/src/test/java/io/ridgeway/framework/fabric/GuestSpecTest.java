package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestSpecTest {
  private final FrameworkPack pack = new FabricPack();
  private final Hosting hosting = pack.hosting().orElseThrow();

  @Test
  void aChannelOnOthersNodesHasOneOrganisationAndNoNodes() {
    // When
    NetworkSpec guest = guest(Map.of("organisations", "firm", "contract", "notary"));

    // Then
    assertThat(pack.check(guest)).isEmpty();
    NetworkPlan plan = pack.plan(guest);
    assertThat(plan.nodes()).isEmpty();
    assertThat(plan.identities().keys()).extracting("name").containsExactly("firm-admin");
    assertThat(pack.enrolment(guest, "clerk", Optional.empty()).orElseThrow().organisation())
        .isEqualTo("firm");
  }

  @Test
  void whatIsTheHostsIsRefused() {
    assertThat(wrong(Map.of())).containsExactly("parameters.organisations");
    assertThat(wrong(Map.of("organisations", "firm,other")))
        .containsExactly("parameters.organisations");
    assertThat(wrong(Map.of("organisations", "orderer")))
        .containsExactly("parameters.organisations");
    assertThat(
            wrong(
                Map.of(
                    "organisations", "firm",
                    "observers", "regulator",
                    "ordering", "bft",
                    "channel", "mine")))
        .containsExactly("parameters.channel", "parameters.observers", "parameters.ordering");
    assertThat(wrong(Map.of("organisations", "firm", "batchTimeoutMillis", "100")))
        .containsExactly("parameters.batchTimeoutMillis");
    assertThat(wrong(Map.of("organisations", "firm", "host", "somebody")))
        .containsExactly("parameters.host");
    assertThat(wrong(Map.of("organisations", "firm", "authorities", "firm=AAAA")))
        .containsExactly("parameters.authorities");
    // A form says what is usual.
    assertThat(wrong(Map.of("organisations", "firm", "ordering", "raft", "channel", "channel1")))
        .isEmpty();
  }

  @Test
  void nodesAndAHostDoNotGoTogether() {
    NetworkSpec withNodes = spec(Tier.SHARED, Map.of("peer", 2), Map.of("organisations", "firm"));
    NetworkSpec withHost =
        spec(
            Tier.DEDICATED,
            Map.of("orderer", 1, "peer", 1),
            Map.of("organisations", "alpha", "host", "n0123456789ab"));

    assertThat(pack.check(withNodes)).extracting(Violation::field).containsExactly("nodes");
    assertThat(pack.check(withHost))
        .extracting(Violation::field)
        .containsExactly("parameters.host");
  }

  @Test
  void aHostHasTwoMembersAndNobodyWhoWatches() {
    assertThat(hosting.obstacle(host("alpha,beta", ""))).isEmpty();
    assertThat(hosting.obstacle(host("alpha", "")).orElseThrow()).contains("one member");
    assertThat(hosting.obstacle(host("alpha,beta", "regulator")).orElseThrow())
        .contains("observers");
    assertThat(hosting.obstacle(guest(Map.of("organisations", "firm"))).orElseThrow())
        .contains("no nodes of its own");
  }

  @Test
  void aGuestFitsItsHost() {
    NetworkSpec host = host("alpha,beta", "");
    NetworkSpec guest = guest(Map.of("organisations", "firm"));

    assertThat(hosting.obstacle(guest, host)).isEmpty();
    assertThat(hosting.obstacle(guest(Map.of("organisations", "beta")), host).orElseThrow())
        .contains("an organisation named beta");
    assertThat(
            hosting
                .obstacle(guest(Map.of("organisations", "firm", "contract", "notary")), host)
                .orElseThrow())
        .contains("no contract");
    assertThat(hosting.obstacle(guest, host("alpha", ""))).isPresent();
  }

  @Test
  void onOnesOwnNodesOneMemberWillDo() {
    NetworkSpec guest = guest(Map.of("organisations", "apps", "host", "n0123456789ab"));

    assertThat(pack.check(guest)).isEmpty();
    assertThat(hosting.named(guest)).contains(new NetworkId("n0123456789ab"));
    assertThat(hosting.obstacle(guest, host("alpha", "regulator"))).isEmpty();
  }

  private List<String> wrong(Map<String, String> parameters) {
    return pack.check(guest(parameters)).stream().map(Violation::field).distinct().toList();
  }

  @Test
  void itsOrderChangesInWhatItMayUse() {
    // Given
    NetworkSpec guest = guest(Map.of("organisations", "firm"));

    // Then
    assertThat(pack.checkChange(guest, counts(guest, 2))).isEmpty();
    assertThat(pack.checkChange(counts(guest, 2), guest)).isEmpty();
    assertThat(pack.checkChange(guest, becoming(guest, "3.1", "firm", "local-1"))).isEmpty();
    assertThat(pack.whyNoContracts(guest).orElseThrow()).contains("have its order changed");
    assertThat(pack.whyNoContracts(counts(guest, 1))).isEmpty();

    // Then all else is for good
    assertThat(pack.checkChange(guest, becoming(guest, "2.5", "firm", "local-1")))
        .extracting(Violation::field)
        .containsExactly("framework.version");
    assertThat(pack.checkChange(guest, becoming(guest, "3.1", "other", "local-1")))
        .extracting(Violation::field)
        .containsExactly("parameters.organisations");
    assertThat(pack.checkChange(guest, becoming(guest, "3.1", "firm", "local-2")))
        .extracting(Violation::field)
        .containsExactly("cityNodes");
    assertThat(pack.checkChange(guest, host("alpha,beta", "")))
        .extracting(Violation::field)
        .containsExactly("tier");
    assertThat(pack.checkChange(host("alpha,beta", ""), guest))
        .extracting(Violation::field)
        .containsExactly("tier");
  }

  private static NetworkSpec counts(NetworkSpec guest, int contracts) {
    return guest.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, contracts));
  }

  private static NetworkSpec becoming(
      NetworkSpec guest, String version, String organisation, String at) {
    return guest.becoming(
        new Framework("fabric", version),
        guest.nodes(),
        Map.of("organisations", organisation),
        List.of(new CityNodeId(at)),
        20,
        4);
  }

  private static NetworkSpec host(String members, String observers) {
    int count = members.split(",", -1).length;
    return observers.isEmpty()
        ? spec(
            Tier.DEDICATED, Map.of("orderer", 3, "peer", count), Map.of("organisations", members))
        : spec(
            Tier.DEDICATED,
            Map.of("orderer", 3, "peer", count, "observer", 1),
            Map.of("organisations", members, "observers", observers));
  }

  static NetworkSpec guest(Map<String, String> parameters) {
    return spec(Tier.SHARED, Map.of(NetworkSpec.SHARE, 1), parameters);
  }

  private static NetworkSpec spec(
      Tier tier, Map<String, Integer> nodes, Map<String, String> parameters) {
    return new NetworkSpec(
        "trade",
        new Framework("fabric", "3.1"),
        tier,
        nodes,
        parameters,
        List.of(new CityNodeId("local-1")),
        10,
        1);
  }
}
