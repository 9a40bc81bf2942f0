package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.fiscobcos.ChainIdentities.Credential;
import io.ridgeway.framework.fiscobcos.ChainIdentities.DualTls;
import io.ridgeway.framework.fiscobcos.ChainIdentities.NodeIdentity;
import io.ridgeway.framework.fiscobcos.ChainIdentities.RsaTls;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityCheckTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final NodeName FIRST = new NodeName("sealer-1");
  private static final NodeName SECOND = new NodeName("sealer-2");

  private static Scenario scenario(Cryptography cryptography) {
    return Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
  }

  private static ChainIdentities identities(Cryptography cryptography) {
    return scenario(cryptography).identities(PACK).identities();
  }

  private static List<Violation> check(
      Cryptography cryptography, ChainIdentities identities, Instant now) {
    NetworkSpec spec = scenario(cryptography).spec();
    NetworkPlan plan = PACK.plan(spec);
    return PACK.check(spec, plan, identities, now);
  }

  private static ChainIdentities with(ChainIdentities all, NodeName node, NodeIdentity identity) {
    Map<NodeName, NodeIdentity> nodes = new TreeMap<>(all.nodes());
    nodes.put(node, identity);
    return new ChainIdentities(all.authority(), all.governor(), nodes);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void whatTheOfficialToolWouldIssueIsFine(Cryptography cryptography) {
    assertThat(check(cryptography, identities(cryptography), NOW)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aNodeIdThatTwoNodesHaveIsRefused(Cryptography cryptography) {
    // Given
    ChainIdentities all = identities(cryptography);
    NodeIdentity second = all.of(SECOND);
    ChainIdentities same =
        with(all, SECOND, new NodeIdentity(all.of(FIRST).id(), second.key(), second.tls()));

    // Then
    assertThat(check(cryptography, same, NOW))
        .containsExactly(
            new Violation(
                "nodes.sealer-2.id",
                "It has the same node id as sealer-1: two nodes with one key would vote against"
                    + " each other. Give it a key of its own."));
  }

  @Test
  void aNodeOfTheStandardSuiteIsRefusedOnAGuomiChain() {
    // Given
    ChainIdentities guomi = identities(Cryptography.GUOMI);
    ChainIdentities mixed = with(guomi, SECOND, identities(Cryptography.STANDARD).of(SECOND));

    // Then
    assertThat(check(Cryptography.GUOMI, mixed, NOW))
        .containsExactly(
            new Violation(
                "nodes.sealer-2.id",
                "Its key is not of the guomi suite, which all nodes of this chain share."),
            new Violation(
                "nodes.sealer-2.tls",
                "It has the certificate of the standard suite on a Guomi chain: give it a pair,"
                    + " one to sign and one to encipher."));
  }

  @Test
  void aGuomiNodeIsRefusedOnAChainOfTheStandardSuite() {
    // Given
    ChainIdentities standard = identities(Cryptography.STANDARD);
    ChainIdentities mixed = with(standard, FIRST, identities(Cryptography.GUOMI).of(FIRST));

    // Then
    assertThat(check(Cryptography.STANDARD, mixed, NOW))
        .extracting(Violation::field)
        .containsExactly("nodes.sealer-1.id", "nodes.sealer-1.tls");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void certificatesOutsideTheirWindowAreRefused(Cryptography cryptography) {
    // Given
    ChainIdentities all = identities(cryptography);
    int each = cryptography == Cryptography.STANDARD ? 1 : 2;

    // When
    List<Violation> early = check(cryptography, all, Instant.parse("2025-12-31T23:59:59Z"));
    List<Violation> late = check(cryptography, all, Instant.parse("2125-12-08T00:00:01Z"));

    // Then
    assertThat(early).hasSize(1 + 4 * each).extracting(Violation::field).contains("authority");
    assertThat(early.get(1))
        .isEqualTo(
            new Violation(
                "nodes.sealer-1.certificate",
                "It is valid from 2026-01-01T00:00:00Z only, and now is 2025-12-31T23:59:59Z."));
    assertThat(late).hasSize(1 + 4 * each);
    assertThat(late.get(1).message()).isEqualTo("It expired at 2125-12-08T00:00:00Z: rotate it.");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aCertificateOfAnotherChainIsRefused(Cryptography cryptography) {
    // Given
    ChainIdentities all = identities(cryptography);
    ChainIdentities other =
        TestIdentities.make(cryptography, List.of(FIRST), new SeededRandom("other")).identities();

    // Then
    assertThat(check(cryptography, with(all, FIRST, other.of(FIRST)), NOW))
        .isNotEmpty()
        .extracting(Violation::message)
        .containsOnly("It was not issued by this chain's authority: issue it anew.");
  }

  @Test
  void theTwoCertificatesOfGuomiCanNotStandInForEachOther() {
    // Given
    ChainIdentities all = identities(Cryptography.GUOMI);
    NodeIdentity first = all.of(FIRST);
    DualTls tls = (DualTls) first.tls();
    NodeIdentity swapped =
        new NodeIdentity(first.id(), first.key(), new DualTls(tls.encipherment(), tls.signing()));

    // Then
    assertThat(check(Cryptography.GUOMI, with(all, FIRST, swapped), NOW))
        .containsExactly(
            new Violation(
                "nodes.sealer-1.certificate",
                "It may not be used to sign: issue one with that key usage."),
            new Violation(
                "nodes.sealer-1.encipherment",
                "It may not be used to encipher: issue one with that key usage."));
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    // Given
    ChainIdentities all = identities(Cryptography.STANDARD);
    NodeIdentity first = all.of(FIRST);
    Credential torn = new Credential(first.key(), "-----BEGIN CERTIFICATE-----\n");

    // Then
    assertThat(
            check(
                Cryptography.STANDARD,
                with(all, FIRST, new NodeIdentity(first.id(), first.key(), new RsaTls(torn))),
                NOW))
        .containsExactly(
            new Violation("nodes.sealer-1.certificate", "It is no X.509 certificate in PEM."));
  }

  @Test
  void aNodeWithoutIdentityIsNamed() {
    // Given
    ChainIdentities all = identities(Cryptography.STANDARD);
    Map<NodeName, NodeIdentity> three = new TreeMap<>(all.nodes());
    three.remove(SECOND);

    // Then
    assertThat(
            check(
                Cryptography.STANDARD,
                new ChainIdentities(all.authority(), all.governor(), three),
                NOW))
        .containsExactly(
            new Violation(
                "nodes.sealer-2", "It has no identity: issue its keys and certificates."));
  }

  @Test
  void aChainIsNotBornWithUnfitCertificates() {
    // Given
    ChainIdentities guomi = identities(Cryptography.GUOMI);

    // Then
    assertThatThrownBy(() -> scenario(Cryptography.STANDARD).render(PACK, guomi))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.violations())
                    .extracting(Violation::field)
                    .contains("authority", "nodes.sealer-1.tls"));
  }
}
