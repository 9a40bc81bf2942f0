package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.fabric.channel.Member.Kind;
import io.ridgeway.framework.fabric.lab.OutsideAdministrator;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Organisations whose administrators keep their keys. */
class AdministratorsTest {
  private final FrameworkPack pack = new FabricPack();
  private final String beta = new OutsideAdministrator("beta").entry();

  @Test
  void custodyHasNoKeyOfTheAdministratorAndCertifiesItsOwn() {
    // When
    IdentityPlan plan = pack.plan(spec("alpha,beta", beta)).identities();

    // Then
    assertThat(plan.keys())
        .extracting(PlannedKey::name)
        .contains("alpha-admin", "beta-nodes--admin")
        .doesNotContain("beta-admin", "alpha-nodes--admin");
    assertThat(plan.certificates())
        .filteredOn(c -> c.name().equals("beta-admin"))
        .singleElement()
        .satisfies(c -> assertThat(c.request()).hasValueSatisfying(AdministratorsTest::isRequest))
        .extracting(c -> c.subject().units())
        .isEqualTo(List.of("admin"));
    assertThat(plan.certificates())
        .filteredOn(c -> c.name().equals("beta-nodes--admin"))
        .as("to the channel it is a client")
        .singleElement()
        .extracting(c -> c.subject().units())
        .isEqualTo(List.of("client"));
    assertThat(plan.certificates())
        .filteredOn(c -> c.request().isPresent())
        .extracting(PlannedCertificate::name)
        .containsExactly("beta-admin");
    assertThat(pack.namesApplications("beta-nodes--admin")).isFalse();
  }

  @Test
  void theNodesOfThatOrganisationAloneTakeTheCaretakersWord() {
    // Given
    TestNetwork network = TestNetwork.of(pack, spec("alpha,beta", beta), name -> "127.0.0.1");

    // Then
    assertThat(caretakers(network, "peer-beta-1"))
        .containsExactly(
            network.custody().identities().certificate("beta-ca", "beta-nodes--admin").pem());
    assertThat(caretakers(network, "peer-alpha-1")).isEmpty();
    assertThat(caretakers(network, "orderer-1")).isEmpty();
  }

  private List<String> caretakers(TestNetwork network, String node) {
    return pack.render(network.input()).stream()
        .flatMap(deployment -> deployment.workloads().stream())
        .filter(workload -> workload.name().equals(new NodeName(node)))
        .flatMap(workload -> workload.files().stream())
        .filter(file -> file.name().startsWith("msp/admincerts/"))
        .map(ConfigFile::text)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "beta | isn't NAME=REQUEST",
        "beta=%% | it isn't Base64",
        "beta=MIIB | it can't be read as PKCS#10",
        "orderer=REQUEST | is no member's or observer's name",
      })
  void whatIsNoRequestIsRefusedWithWhatToDo(String entry, String says) {
    assertThat(
            pack.check(
                spec(
                    "alpha,beta", entry.replace("REQUEST", beta.substring(beta.indexOf('=') + 1)))))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters.administrators");
              assertThat(violation.message()).contains(says);
            });
  }

  @Test
  void aRequestThatItsKeyDidNotSignIsRefused() {
    // Given the last bytes of its signature are others
    String changed =
        beta.substring(0, beta.length() - 8) + "AAAA" + beta.substring(beta.length() - 4);

    // Then
    assertThat(pack.check(spec("alpha,beta", changed)))
        .extracting(Violation::field)
        .containsExactly("parameters.administrators");
  }

  @Test
  void whoKeepsTheKeyIsForGood() {
    refused(
        spec("alpha,beta", beta), spec("alpha,beta,gamma", ""), "for good, also once beta went");
    refused(
        spec("alpha,beta", beta),
        spec("alpha,beta,gamma", new OutsideAdministrator("beta").entry()),
        "for good, also once beta went");
    refused(spec("alpha,beta", ""), spec("alpha,beta,gamma", beta), "is in custody for good");
    fine(spec("alpha,beta", beta), spec("alpha,beta,gamma", beta));
    fine(spec("alpha,beta", beta), spec("alpha", beta));
    fine(
        spec("alpha,beta", beta),
        spec("alpha,beta,gamma", beta + "," + new OutsideAdministrator("gamma").entry()));
  }

  @Test
  void oneThingIsChangedAtATimeWhereSomebodyMayRefuse() {
    refused(spec("alpha,beta", beta), spec("alpha,beta,delta,gamma", beta), "at a time");
    refused(spec("alpha,beta", beta), spec("alpha,gamma", beta), "at a time");
    fine(spec("alpha,beta", ""), spec("alpha,gamma", ""));
  }

  @Test
  void thoseInCustodyDecideWhereTheySuffice() {
    // Given
    TreeMap<String, Kind> three = new TreeMap<>();
    List.of("alpha", "beta", "gamma").forEach(name -> three.put(name, Kind.FULL));

    // Then
    assertThat(new Members(three, Set.of("alpha")).agreeing()).containsExactly("beta", "gamma");
    assertThat(new Members(three, Set.of("alpha", "beta")).agreeing())
        .containsExactly("gamma", "alpha");
    assertThat(new Members(three, Set.of("alpha")).agreeingWithout("gamma"))
        .containsExactly("beta", "alpha");
  }

  @Test
  void whatAMemberRefusedIsNotInTheWayOfWhatNobodyOrdered() {
    // Given
    TestCustody custody =
        TestNetwork.of(pack, spec("alpha,beta", beta), name -> "127.0.0.1").custody();
    List<String> all = List.of("alpha", "beta", "orderer");

    // Then
    assertThat(Consent.isToBeHad(custody, all)).as("a change is under way").isTrue();
    custody.changing = false;
    assertThat(Consent.isToBeHad(custody, all)).as("certificates are renewed").isFalse();
    assertThat(Consent.isToBeHad(custody, List.of("alpha", "orderer"))).isTrue();
  }

  @Test
  void nobodyElsesChannelIsOnNodesOfWhomMustBeAsked() {
    assertThat(pack.hosting().orElseThrow().obstacle(spec("alpha,beta", beta)))
        .hasValueSatisfying(why -> assertThat(why).contains("whose administrator keeps its key"));
    assertThat(pack.hosting().orElseThrow().obstacle(spec("alpha,beta", ""))).isEmpty();
  }

  private void fine(NetworkSpec from, NetworkSpec to) {
    assertThat(pack.check(to)).isEmpty();
    assertThat(pack.checkChange(from, to)).isEmpty();
  }

  private void refused(NetworkSpec from, NetworkSpec to, String says) {
    assertThat(pack.checkChange(from, to))
        .extracting(Violation::message)
        .anySatisfy(message -> assertThat(message).contains(says));
  }

  private static void isRequest(String pem) {
    assertThat(pem)
        .startsWith("-----BEGIN CERTIFICATE REQUEST-----\n")
        .endsWith("-----END CERTIFICATE REQUEST-----\n");
  }

  private static NetworkSpec spec(String organisations, String administrators) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("organisations", organisations);
    if (!administrators.isEmpty()) {
      parameters.put("administrators", administrators);
    }
    return TestNetwork.spec(
        "3.1", Map.of("orderer", 1, "peer", organisations.split(",").length), parameters);
  }
}
