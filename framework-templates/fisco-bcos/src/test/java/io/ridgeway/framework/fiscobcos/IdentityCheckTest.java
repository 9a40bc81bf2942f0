package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityCheckTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static Scenario scenario(Cryptography cryptography) {
    return Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
  }

  private static Identities identities(Cryptography cryptography) {
    return scenario(cryptography).identities(PACK).identities();
  }

  private static List<Violation> check(
      Cryptography cryptography, Identities identities, Instant now) {
    NetworkPlan plan = PACK.plan(scenario(cryptography).spec());
    return IdentityCheck.check(plan, identities, now);
  }

  private static Identities withKey(Identities all, ManagedKey key) {
    List<ManagedKey> keys = new ArrayList<>(all.keys().values());
    keys.removeIf(k -> k.name().equals(key.name()));
    keys.add(key);
    return Identities.of(keys, certificates(all));
  }

  private static List<Certificate> certificates(Identities all) {
    return all.certificates().values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void whatCustodyMakesOfThePlanIsFine(Cryptography cryptography) {
    assertThat(check(cryptography, identities(cryptography), NOW)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aNodeIdThatTwoNodesHaveIsRefused(Cryptography cryptography) {
    // Given
    Identities all = identities(cryptography);
    ManagedKey second = all.key("sealer-2");
    ManagedKey same =
        new ManagedKey(
            second.id(),
            second.tenant(),
            second.network(),
            second.name(),
            second.curve(),
            second.purpose(),
            all.key("sealer-1").publicKey(),
            second.createdAt());

    // Then
    assertThat(check(cryptography, withKey(all, same), NOW))
        .containsExactly(
            new Violation(
                "keys.sealer-2",
                "It has the same node id as sealer-1: two nodes with one key would vote against"
                    + " each other. Give it a key of its own."));
  }

  @Test
  void aNodeOfTheStandardSuiteIsRefusedOnAGuomiChain() {
    // Given
    Identities guomi = identities(Cryptography.GUOMI);
    ManagedKey standard = identities(Cryptography.STANDARD).key("sealer-2");

    // Then
    assertThat(check(Cryptography.GUOMI, withKey(guomi, standard), NOW))
        .containsExactly(
            new Violation(
                "keys.sealer-2",
                "It is a key of SECP256K1 and must be one of SM2: all nodes of a chain share its"
                    + " suite, standard and Guomi are never mixed."));
  }

  @Test
  void aGuomiNodeIsRefusedOnAChainOfTheStandardSuite() {
    // Given
    Identities standard = identities(Cryptography.STANDARD);
    ManagedKey guomi = identities(Cryptography.GUOMI).key("sealer-1");

    // Then
    assertThat(check(Cryptography.STANDARD, withKey(standard, guomi), NOW))
        .extracting(Violation::field)
        .containsExactly("keys.sealer-1");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void certificatesOutsideTheirWindowAreRefused(Cryptography cryptography) {
    // Given
    Identities all = identities(cryptography);
    int each = cryptography == Cryptography.STANDARD ? 1 : 3;
    int authorities = cryptography == Cryptography.STANDARD ? 1 : 2;

    // When
    List<Violation> early = check(cryptography, all, Instant.parse("2025-12-31T23:59:59Z"));
    List<Violation> late = check(cryptography, all, Instant.parse("2125-12-08T00:00:01Z"));

    // Then
    assertThat(early)
        .hasSize(authorities + 4 * each + 1)
        .contains(
            new Violation(
                "certificates.sealer-1-tls",
                "It is valid from 2026-01-01T00:00:00Z only, and now is 2025-12-31T23:59:59Z."));
    assertThat(late)
        .hasSameSizeAs(early)
        .contains(
            new Violation(
                "certificates.sealer-1-tls", "It expired at 2125-12-08T00:00:00Z: rotate it."),
            new Violation(
                "certificates.chain-ca",
                "It expired at 2125-12-08T00:00:00Z: a chain keeps its authorities for good; order"
                    + " another chain."));
  }

  @Test
  void whatIsMissingIsNamed() {
    // Given
    Identities all = identities(Cryptography.STANDARD);
    List<ManagedKey> keys = new ArrayList<>(all.keys().values());
    keys.removeIf(k -> k.name().equals("sealer-2"));
    List<Certificate> certificates = new ArrayList<>(certificates(all));
    certificates.removeIf(c -> c.name().equals("gateway-tls"));

    // Then
    assertThat(check(Cryptography.STANDARD, Identities.of(keys, certificates), NOW))
        .containsExactly(
            new Violation("keys.sealer-2", "There is no such key: have it made."),
            new Violation(
                "certificates.gateway-tls", "chain-ca gave no such certificate: have it issued."));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theSameIsRefusedOfANodeThatComesLater(Cryptography cryptography) {
    // Given
    Scenario five = Scenario.local("3.16", 4, 1, Map.of("cryptography", cryptography.parameter()));
    Identities all = five.identities(PACK).identities();
    RenderInput whole = five.input(PACK, all);
    ManagedKey observer = all.key("observer-1");
    ManagedKey same =
        new ManagedKey(
            observer.id(),
            observer.tenant(),
            observer.network(),
            observer.name(),
            observer.curve(),
            observer.purpose(),
            all.key("sealer-1").publicKey(),
            observer.createdAt());
    List<PlannedNode> nodes = whole.plan().nodes();

    // Then
    assertThatThrownBy(() -> PACK.render(with(whole, withKey(all, same))))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.violations())
                    .extracting(Violation::field)
                    .containsExactly("keys.observer-1"));
    assertThat(IdentityCheck.members(cryptography, nodes, all, NOW)).isEmpty();
    assertThat(IdentityCheck.members(cryptography, nodes, withKey(all, same), NOW))
        .extracting(Violation::field)
        .containsExactly("keys.observer-1");
    assertThat(
            IdentityCheck.members(cryptography, nodes, all, Instant.parse("2125-12-08T00:00:01Z")))
        .extracting(Violation::field)
        .contains("certificates.observer-1-tls");
    List<PlannedNode> gone =
        nodes.stream()
            .map(
                n ->
                    n.name().value().equals("observer-1")
                        ? new PlannedNode(
                            n.name(),
                            n.role(),
                            n.resources(),
                            n.ports(),
                            n.group(),
                            Standing.LEAVING)
                        : n)
            .toList();
    assertThat(IdentityCheck.members(cryptography, gone, withKey(all, same), NOW))
        .as("who leaves holds nobody up")
        .isEmpty();
  }

  private static RenderInput with(RenderInput input, Identities other) {
    return new RenderInput(
        input.network(),
        input.spec(),
        input.plan(),
        input.placement(),
        input.addresses(),
        other,
        input.birth(),
        input.software());
  }

  @Test
  void aChainIsNotBornWithUnfitKeys() {
    // Given
    Identities guomi = identities(Cryptography.GUOMI);

    // Then
    assertThatThrownBy(() -> scenario(Cryptography.STANDARD).render(PACK, guomi))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.violations())
                    .extracting(Violation::field)
                    .contains("keys.sealer-1", "keys.governor"));
  }
}
