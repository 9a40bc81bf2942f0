package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.Ids;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NodeName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FabricIdentitiesTest {
  @Test
  void everyNodeAndAdministratorHasItsKeysAndCertificates() {
    // When
    IdentityPlan plan = plan("alpha", "regulator");

    // Then
    assertThat(plan.keys())
        .containsExactly(
            new PlannedKey("orderer-1", Curve.P256, Purpose.NODE),
            new PlannedKey("orderer-1-tls", Curve.P256, Purpose.TLS),
            new PlannedKey("peer-alpha-1", Curve.P256, Purpose.NODE),
            new PlannedKey("peer-alpha-1-tls", Curve.P256, Purpose.TLS),
            new PlannedKey("observer-regulator-1", Curve.P256, Purpose.NODE),
            new PlannedKey("observer-regulator-1-tls", Curve.P256, Purpose.TLS),
            new PlannedKey("orderer-admin", Curve.P256, Purpose.TRANSACTION),
            new PlannedKey("alpha-admin", Curve.P256, Purpose.TRANSACTION),
            new PlannedKey("regulator-admin", Curve.P256, Purpose.TRANSACTION));
    assertThat(plan.authorities())
        .extracting(PlannedAuthority::name)
        .containsExactly(
            "orderer-ca",
            "orderer-tlsca",
            "alpha-ca",
            "alpha-tlsca",
            "regulator-ca",
            "regulator-tlsca");
    assertThat(plan.certificates())
        .extracting(FabricIdentitiesTest::text)
        .containsExactly(
            "orderer-ca orderer-1 of orderer-1: IDENTITY [orderer]",
            "orderer-tlsca orderer-1-tls of orderer-1-tls: TLS [] at orderer-1",
            "alpha-ca peer-alpha-1 of peer-alpha-1: IDENTITY [peer]",
            "alpha-tlsca peer-alpha-1-tls of peer-alpha-1-tls: TLS [] at peer-alpha-1",
            "regulator-ca observer-regulator-1 of observer-regulator-1: IDENTITY [peer]",
            "regulator-tlsca observer-regulator-1-tls of observer-regulator-1-tls: TLS [] at"
                + " observer-regulator-1",
            "orderer-ca orderer-admin of orderer-admin: IDENTITY [admin]",
            "alpha-ca alpha-admin of alpha-admin: IDENTITY [admin]",
            "regulator-ca regulator-admin of regulator-admin: IDENTITY [admin]",
            "orderer-tlsca orderer-admin of orderer-admin: TLS []");
  }

  @Test
  void noTwoNamesAreTheSameWhateverOrganisationsAreCalled() {
    // Given
    List<String> unlucky =
        List.of("a", "a-1", "a-admin", "a-ca", "a-tls", "a-tlsca", "peer-a", "peer", "observer");

    // When
    for (String one : unlucky) {
      for (String other : unlucky) {
        if (!one.equals(other)) {
          IdentityPlan plan = plan(one, other);

          // Then
          Set<String> seen = new HashSet<>();
          plan.keys().forEach(key -> assertThat(seen.add(key.name())).isTrue());
          plan.authorities().forEach(a -> assertThat(seen.add(a.name())).isTrue());
          seen.forEach(name -> Ids.label("name", name, 63));
          Map<String, Set<String>> issued = new HashMap<>();
          plan.certificates()
              .forEach(
                  c ->
                      assertThat(
                              issued
                                  .computeIfAbsent(c.authority(), a -> new HashSet<>())
                                  .add(c.name()))
                          .isTrue());
        }
      }
    }
  }

  @Test
  void aNodesNameTellsItsOwner() {
    // Given
    Topology topology =
        Topology.of(
            TestNetwork.spec(
                "3.1",
                Map.of("orderer", 3, "peer", 8, "observer", 2),
                Map.of("organisations", "a,a-1,b-2-c,peer", "observers", "peer-1")));

    // Then
    topology.owners().forEach((node, owner) -> assertThat(Topology.owner(node)).isEqualTo(owner));
    assertThat(topology.owners().keySet().stream().map(NodeName::value))
        .contains("peer-peer-1", "observer-peer-1-2", "peer-b-2-c-1");
  }

  private static IdentityPlan plan(String member, String observer) {
    return Topology.of(
            TestNetwork.spec(
                "3.1",
                Map.of("orderer", 1, "peer", 1, "observer", 1),
                Map.of("organisations", member, "observers", observer)))
        .plan()
        .identities();
  }

  private static String text(PlannedCertificate c) {
    assertThat(c.subject().organisation()).isEqualTo(Optional.of(c.authority().split("-")[0]));
    assertThat(c.use()).isIn(CertificateUse.IDENTITY, CertificateUse.TLS);
    return c.authority()
        + " "
        + c.name()
        + " of "
        + c.key()
        + ": "
        + c.use()
        + " "
        + c.subject().units()
        + c.reachedAt().map(node -> " at " + node).orElse("");
  }
}
