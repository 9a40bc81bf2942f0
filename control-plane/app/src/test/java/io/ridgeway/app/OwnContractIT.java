package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A contract of a tenant's own on a Fabric network that was born without any: from the upload to a
 * transaction, to its next version; and refused where nothing would keep it from other tenants.
 */
@Tag("left-to-full")
class OwnContractIT {
  @TempDir private Path home;
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  private LoneCityNode cityNode() {
    return new LoneCityNode(ridgeway, home, "127.95.0.0/16");
  }

  @AfterEach
  void forgetTheCityNode() {
    cityNode().forget();
  }

  @Test
  void aTenantsContractIsDeployedCalledAndUpgraded() {
    // Given a city node for one tenant, and that tenant's network
    FabricSoftware.at(ridgeway);
    cityNode().register(true);
    Firm firm = Firm.verified(ridgeway);
    String network =
        firm.order(
            Wish.fabric(Map.of("orderer", 1, "peer", 2), Map.of("organisations", "alpha,beta"))
                .with("cityNodes", List.of(LoneCityNode.NAME)));
    firm.awaitState(network, "Ready");
    BroughtContracts contracts = new BroughtContracts(firm, network);

    // Then what is no contract is refused, and nothing is begun
    contracts.refused(own("1", "no jar".getBytes(StandardCharsets.UTF_8)), "is no jar");
    Map<String, Object> unknown = own("1", OwnNotary.jar("1"));
    unknown.put("endorsers", List.of("alpha", "gamma"));
    contracts.refused(unknown, "No organisation gamma runs contracts in this network");
    assertThat(contracts.list()).isEmpty();

    // When
    contracts.deploy(own("1", OwnNotary.jar("1")));

    // Then
    assertThat(states(contracts)).containsExactly("1 1 RUNNING");
    assertThat(contracts.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    new NotaryThroughTheGateway(firm, network).concludesALease();

    // When the next version comes, for which one organisation answers
    Map<String, Object> next = own("2", OwnNotary.jar("2"));
    next.put("endorsers", List.of("alpha"));
    next.put("sequence", 2);
    contracts.deploy(next);

    // Then it took the place of the one before, and the ledger is as it was
    assertThat(states(contracts)).containsExactly("2 2 RUNNING", "1 1 REPLACED");
    assertThat(contracts.services()).containsExactly("contract-alpha-2", "contract-beta-2");
    new NotaryThroughTheGateway(firm, network).remembersTheLease();
    contracts.refused(own("2", OwnNotary.jar("3")), "There is a version 2 of notary");

    // When it is taken off
    firm.awaitDone(
        network,
        firm.api().delete("/v1/networks/" + network + "/contracts/notary"),
        Duration.ofMinutes(3));
    // Then nothing runs for it, and nobody endorses
    assertThat(states(contracts)).containsExactly("2 2 REMOVED", "1 1 REPLACED");
    assertThat(contracts.services()).isEmpty();
    assertThat(
            NotaryThroughTheGateway.gateway(firm, network)
                .call("queries", "clerk", "notary", "read", List.of("lease-1"))
                .status())
        .isNotEqualTo(200);

    // When it comes back
    contracts.deploy(own("3", OwnNotary.jar("3")));
    // Then it has what it wrote
    assertThat(states(contracts)).containsExactly("3 3 RUNNING", "2 2 REPLACED", "1 1 REPLACED");
    new NotaryThroughTheGateway(firm, network).remembersTheLease();

    // When the city node is for everybody
    cityNode().change(false);
    RunningRidgeway.await(
        "jars are refused",
        // Which would be taken at no time, as it isn't known yet who is heard when.
        () -> refusal(contracts, own("4", new byte[1])).contains("runs no jars"));

    // Then
    assertThat(states(contracts)).containsExactly("3 3 RUNNING", "2 2 REPLACED", "1 1 REPLACED");
    firm.delete(network);
  }

  private static List<String> states(BroughtContracts contracts) {
    return contracts.list().findParents("version").stream()
        .map(
            c ->
                c.path("version").asText()
                    + " "
                    + c.path("sequence").asText()
                    + " "
                    + c.path("state").asText())
        .toList();
  }

  private static String refusal(BroughtContracts contracts, Map<String, Object> contract) {
    try {
      JsonNode answer = contracts.firm().api().post(contracts.path(), contract);
      throw new AssertionError("it was taken: " + answer);
    } catch (ApiProblem e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Map<String, Object> own(String version, byte[] jar) {
    return BroughtContracts.jar("notary", version, jar);
  }
}
