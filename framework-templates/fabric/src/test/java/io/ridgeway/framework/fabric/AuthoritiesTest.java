package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Organisations that bring their authorities. */
class AuthoritiesTest {
  private final FrameworkPack pack = new FabricPack();
  private final TestAuthority root = new TestAuthority("beta root");
  private final TestAuthority tls = new TestAuthority("beta TLS root");

  @Test
  void itsRootIsPlannedAndCustodysForTheOthers() {
    // When
    NetworkSpec spec = spec("alpha,beta", "beta=" + base64(root), "");

    // Then
    assertThat(pack.check(spec)).isEmpty();
    assertThat(pack.plan(spec).identities().authorities())
        .filteredOn(authority -> authority.root().isPresent())
        .singleElement()
        .satisfies(
            authority -> {
              assertThat(authority.name()).isEqualTo("beta-ca");
              assertThat(authority.root()).contains(root.certificate());
            });
    assertThat(enrolment(spec, "beta").root()).contains(root.certificate());
    assertThat(enrolment(spec, "alpha").root()).isEmpty();

    // Then the same for TLS
    assertThat(
            pack.plan(spec("alpha,beta", "beta=" + base64(root), "beta=" + base64(tls)))
                .identities()
                .authorities())
        .filteredOn(authority -> authority.root().isPresent())
        .extracting(PlannedAuthority::name)
        .containsExactly("beta-ca", "beta-tlsca");
  }

  private PlannedAuthority enrolment(NetworkSpec spec, String organisation) {
    return pack.enrolment(spec, "clerk", Optional.of(organisation)).orElseThrow().authority();
  }

  @Test
  void whatIsNoRootIsRefused() {
    refused("beta", "isn't NAME=CERTIFICATE");
    refused("beta=%%%", "isn't Base64");
    refused("beta=AAAA", "can't be read as a certificate");
    refused("beta=" + base64(root.enrol("peer", "peer").certificate()), "isn't signed by itself");
    refused("beta=" + base64(root) + ",beta=" + base64(tls), "beta is named twice");
    refused("orderer=" + base64(root), "are in custody");
    refused("Beta=" + base64(root), "no member's or observer's name");
    refused("alpha=" + base64(root) + ",beta=" + base64(root), "is alpha's too");
  }

  @Test
  void intermediatesArePlannedWithTheirRoot() {
    // Given
    TestAuthority members = root.below("policy").below("members");

    // When
    NetworkSpec spec = spec("alpha,beta", members.entry("beta"), "");

    // Then
    assertThat(pack.check(spec)).isEmpty();
    assertThat(enrolment(spec, "beta").root()).contains(String.join("", members.chain()));
    assertThat(pack.checkChange(spec, spec("alpha", members.entry("beta"), ""))).isEmpty();
    assertThat(messages(pack.checkChange(spec, spec("alpha,beta", root.entry("beta"), ""))))
        .singleElement()
        .asString()
        .contains("is the one that it is for good");

    // Then what doesn't lead to anybody is refused, with where
    String entry = root.entry("beta");
    refused(entry + ":" + base64(tls), "intermediate 1");
    refused(entry + ":", "can't be read as a certificate");
    refused(entry + ":%%%", "isn't Base64");
    refused(base64Of("beta", members.chain().get(2), members.chain().get(1)), "isn't signed by");
    refused(
        root.below("one").below("two").below("three").below("four").entry("beta"),
        "it has 4 intermediates, and at most 3 are taken");
    // Then none is two organisations'
    refused(members.entry("beta") + "," + root.below("other").entry("alpha"), "is alpha's too");
  }

  @Test
  void nodesKnowWhatLeadsFromTheRootToThem() {
    // Given
    TestAuthority members = TestAuthority.brought("beta root").below("policy").below("members");
    TestAuthority between = TestAuthority.brought("beta TLS root").below("TLS");
    NetworkSpec spec = spec("alpha,beta", members.entry("beta"), between.entry("beta"));

    // When
    Map<String, String> files =
        pack.render(TestNetwork.of(pack, spec, node -> node + ".example").input()).stream()
            .flatMap(deployment -> deployment.workloads().stream())
            .filter(workload -> workload.name().value().equals("peer-beta-1"))
            .flatMap(workload -> workload.files().stream())
            .collect(Collectors.toMap(ConfigFile::name, ConfigFile::text));

    // Then
    assertThat(files)
        .containsEntry("msp/cacerts/1.pem", members.chain().get(0))
        .containsEntry("msp/intermediatecerts/1.pem", members.chain().get(1))
        .containsEntry("msp/intermediatecerts/2.pem", members.chain().get(2))
        .containsEntry("msp/tlscacerts/1.pem", between.chain().get(0))
        .containsEntry("msp/tlsintermediatecerts/1.pem", between.chain().get(1))
        .containsEntry("tls/ca.crt", String.join("", between.chain()))
        .doesNotContainKey("msp/cacerts/2.pem");
    assertThat(files.get("tls/server.crt")).endsWith(between.chain().get(1));
  }

  private static String base64Of(String organisation, String... pem) {
    return organisation
        + "="
        + Stream.of(pem).map(AuthoritiesTest::base64).collect(Collectors.joining(":"));
  }

  @Test
  void whoDoesntTakePartBringsNothingToANetworkThatBegins() {
    NetworkSpec spec = spec("alpha,beta", "betta=" + base64(root), "");

    // It may have gone from one that runs.
    assertThat(pack.check(spec)).isEmpty();
    assertThat(messages(pack.checkBirth(spec)))
        .singleElement()
        .asString()
        .contains("'betta' is none of the organisations that take part (alpha, beta)");
    assertThat(pack.checkBirth(spec("alpha,beta", "beta=" + base64(root), ""))).isEmpty();

    // Nor to one that changes, but for what it had.
    NetworkSpec before = spec("alpha,beta,gamma", "gamma=" + base64(root), "");
    assertThat(messages(pack.checkChange(before, spec("alpha,beta", "gamma=" + base64(root), ""))))
        .noneMatch(message -> message.contains("take part"));
    assertThat(
            messages(
                pack.checkChange(
                    before,
                    spec(
                        "alpha,beta,gamma",
                        "gamma=" + base64(root) + ",delta=" + base64(tls),
                        ""))))
        .anyMatch(message -> message.contains("'delta' is none of the organisations"));
  }

  @Test
  void tlsNeedsAnotherRootBesideTheOneForEnrolment() {
    assertThat(messages(pack.check(spec("alpha,beta", "", "beta=" + base64(tls)))))
        .singleElement()
        .asString()
        .contains("brings an authority for TLS alone");
    assertThat(
            messages(
                pack.check(spec("alpha,beta", "beta=" + base64(root), "beta=" + base64(root)))))
        .singleElement()
        .asString()
        .contains("another one for TLS");
  }

  @Test
  void aRootThatHasEndedIsRefusedUnlessItsOrganisationWent() {
    // Given
    FrameworkPack later =
        new FabricPack(
            Clock.fixed(Instant.now().plus(Duration.ofDays(31)), ZoneOffset.UTC),
            () -> new byte[24]);
    String entry = "beta=" + base64(root);

    // Then
    assertThat(messages(later.check(spec("alpha,beta", entry, ""))))
        .singleElement()
        .asString()
        .contains("The root of beta's authority isn't good now");
    assertThat(later.check(spec("alpha", entry, ""))).isEmpty();

    // Then the same of an intermediate
    assertThat(messages(later.check(spec("alpha,beta", root.below("members").entry("beta"), ""))))
        .singleElement()
        .asString()
        .contains("isn't good now: with its intermediates it is from");
  }

  @Test
  void itIsForGood() {
    // Given
    NetworkSpec own = spec("alpha,beta", "beta=" + base64(root), "");
    NetworkSpec custodys = spec("alpha,beta", "", "");

    // Then
    assertThat(messages(pack.checkChange(own, spec("alpha,beta", "beta=" + base64(tls), ""))))
        .singleElement()
        .asString()
        .contains("is the one that it is for good");
    assertThat(messages(pack.checkChange(own, custodys)))
        .singleElement()
        .asString()
        .contains("leave its entry as it is");
    assertThat(messages(pack.checkChange(custodys, own)))
        .singleElement()
        .asString()
        .contains("is custody's for good");
    assertThat(pack.checkChange(spec("alpha", "", ""), own)).isEmpty();
    assertThat(pack.checkChange(own, spec("alpha", "beta=" + base64(root), ""))).isEmpty();
  }

  private void refused(String authorities, String why) {
    assertThat(messages(pack.check(spec("alpha,beta", authorities, ""))))
        .as(authorities)
        .singleElement()
        .asString()
        .contains(why);
  }

  private static List<String> messages(List<Violation> violations) {
    return violations.stream().map(Violation::message).toList();
  }

  private static String base64(TestAuthority authority) {
    return base64(authority.certificate());
  }

  private static String base64(String pem) {
    return pem.replaceAll("-----[A-Z ]+-----|\\s", "");
  }

  private static NetworkSpec spec(String organisations, String authorities, String tls) {
    Map<String, String> parameters = new TreeMap<>(Map.of("organisations", organisations));
    if (!authorities.isEmpty()) {
      parameters.put("authorities", authorities);
    }
    if (!tls.isEmpty()) {
      parameters.put("tlsAuthorities", tls);
    }
    return TestNetwork.spec(
        "3.1", Map.of("orderer", 1, "peer", organisations.split(",").length), parameters);
  }
}
