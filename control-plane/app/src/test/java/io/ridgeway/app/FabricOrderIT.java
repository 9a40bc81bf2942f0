package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Fabric network from its order to its channel, on real nodes, and to nothing again. */
class FabricOrderIT {
  @TempDir Path folder;

  private static final Map<String, Integer> NODES = Map.of("orderer", 3, "peer", 2);
  private static final Map<String, String> PARAMETERS =
      Map.of("organisations", "alpha,beta", "channel", "trade");

  @Test
  void aChannelOfTwoOrganisationsIsOrderedComesUpAndGoes() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);

    // Then what can't be built isn't quoted
    refused(firm, Map.of("orderer", 2, "peer", 2), PARAMETERS, "Raft orderers can't number 2");
    refused(
        firm, NODES, Map.of("organisations", "alpha,Beta"), "'Beta' can't name an organisation");

    // When
    String quote = firm.quote(Wish.fabric(NODES, PARAMETERS));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    System.out.printf(
        "Fabric, 3 orderers, 2 organisations: %.1f s from order to Ready%n",
        (System.nanoTime() - ordered) / 1e9);

    // Then
    RunningRidgeway.await("every node tells its height", () -> allAtBlock(0, firm, network));
    JsonNode ready = firm.network(network);
    assertThat(ready.path("nodes")).hasSize(5);
    assertThat(ready.path("software").asText()).isEqualTo("fabric 3.1.1");
    assertThat(ready.path("endpoints").path("jsonRpc").isTextual()).isFalse();
    assertThat(firm.api().get("/v1/networks/" + network + "/keys").path("items")).isEmpty();
    assertThatThrownBy(
            () ->
                firm.api().post("/v1/networks/" + network + "/keys", Map.of("name", "alpha-admin")))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("kept for administrators");

    // When
    firm.api()
        .post(
            "/v1/networks/" + network + "/replacements",
            Map.of("nodes", List.of("orderer-2", "peer-alpha-1")));
    RunningRidgeway.await(
        "an orderer and a peer are replaced",
        () ->
            names(firm, network)
                    .equals(
                        Set.of(
                            "orderer-1", "orderer-3", "orderer-4", "peer-alpha-2", "peer-beta-1"))
                && firm.state(network).equals("Ready"));

    // Then the channel was told: who comes, who goes, and by which peers others are found
    RunningRidgeway.await("every node tells its height", () -> allAtBlock(3, firm, network));

    // When its certificates are renewed
    long began = System.nanoTime();
    String rotation =
        firm.api().post("/v1/networks/" + network + "/rotations", Map.of()).path("id").asText();
    RunningRidgeway.await(
        "every node has its new certificate", () -> isOver(firm, network, rotation));
    System.out.printf(
        "Fabric, 5 nodes: certificates renewed in %.1f s%n", (System.nanoTime() - began) / 1e9);

    // Then the channel was told of each orderer's, one by one
    RunningRidgeway.await("every node tells its height", () -> allAtBlock(6, firm, network));

    // When
    firm.delete(network);

    // Then
    CityNodeFiles cityNode = ridgeway.cityNode();
    assertThat(cityNode.nodes(network)).isEmpty();
    assertThat(cityNode.processes(network)).isEmpty();
    assertThat(cityNode.reservations(network)).isZero();
  }

  @Test
  void aChannelStartsFromAContract(@TempDir Path folder) throws Exception {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    Map<String, String> parameters = Map.of("organisations", "alpha,beta", "contract", "notary");

    // When
    String quote =
        firm.quote(Wish.fabric(Map.of("orderer", 1, "peer", 2, "contract", 2), parameters));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    System.out.printf(
        "Fabric with a contract: %.1f s from order to Ready%n",
        (System.nanoTime() - ordered) / 1e9);

    // Then two members approved it, and it was committed: three blocks after the first
    RunningRidgeway.await("every node tells its height", () -> allAtBlock(3, firm, network));
    assertThat(firm.network(network).path("software").asText())
        .isEqualTo("fabric-with-contracts 3.1.1");

    // Then applications use it through the gateway
    NotaryThroughTheGateway notary = new NotaryThroughTheGateway(firm, network);
    notary.concludesALease();
    BsnThroughTheGateway.runs(firm, network);
    BsnOwnUsers.runs(firm, network, folder);

    // Then events are told to whom it concerns
    try (ToldEvents listener = new ToldEvents()) {
      listener.hears(firm.api(), network, "notary", 0);
      BsnThroughTheGateway.isTold(firm, network, listener);
    }

    // When it stands still and comes back
    Standing standing = new Standing(ridgeway, firm, network);
    standing.stands();
    long resumed = System.nanoTime();
    standing.comesBack();
    System.out.printf(
        "Fabric, 5 nodes: %.1f s from resuming to Ready%n", (System.nanoTime() - resumed) / 1e9);

    // Then
    notary.remembersTheLease();

    // Then others keep their keys, and speak to the peers themselves
    OwnKeys own = OwnKeys.enrolled(firm, network, folder);
    own.refusesWhatIsNoRequest();
    own.drafts("lease-java", ExampleClients.java());

    // Then the gateway passes on what they would say to a peer
    own.drafts("lease-passed", ExampleClients.throughTheGateway(ExampleClients.java()));

    // Then what must be forgotten is
    new TakenDown(firm, network).forgets(own, "lease-java", ExampleClients.java());

    // When an organisation comes
    String change =
        firm.api()
            .post(
                "/v1/networks/" + network + "/quotes",
                Map.of(
                    "nodes",
                    Map.of("peer", 3, "contract", 3),
                    "parameters",
                    Map.of("organisations", "alpha,beta,gamma")))
            .path("id")
            .asText();
    long changed = System.nanoTime();
    firm.order(change, UUID.randomUUID().toString());
    RunningRidgeway.await(
        "gamma takes part",
        () ->
            names(firm, network).containsAll(Set.of("peer-gamma-1", "contract-gamma-1"))
                && firm.state(network).equals("Ready"));
    System.out.printf(
        "Fabric, an organisation comes: %.1f s from order to Ready%n",
        (System.nanoTime() - changed) / 1e9);

    // Then its own application is answered
    firm.api()
        .post(
            "/v1/networks/" + network + "/keys",
            Map.of("name", "counter", "organisation", "gamma"));
    NativeApi gamma = NotaryThroughTheGateway.gateway(firm, network);
    RunningRidgeway.await(
        "gamma reads what was concluded before it came",
        () ->
            gamma
                .call("queries", "counter", "notary", "read", List.of("lease-1"))
                .body()
                .path("result")
                .asText()
                .contains("\"status\":\"CONCLUDED\""));

    // When
    firm.delete(network);

    // Then
    assertThat(ridgeway.cityNode().processes(network)).isEmpty();
  }

  private static boolean isOver(Firm firm, String network, String operation) {
    for (JsonNode one : firm.api().get("/v1/networks/" + network + "/operations").path("items")) {
      if (one.path("id").asText().equals(operation)) {
        return one.path("state").asText().equals("SUCCEEDED");
      }
    }
    return false;
  }

  private static Set<String> names(Firm firm, String network) {
    return Set.copyOf(firm.network(network).path("nodes").findValuesAsText("name"));
  }

  private static boolean allAtBlock(long height, Firm firm, String network) {
    for (JsonNode node : firm.network(network).path("nodes")) {
      boolean contract = node.path("name").asText().startsWith("contract-");
      if ((!contract && node.path("height").asLong(-1) != height)
          || !node.path("phase").asText().equals("RUNNING")) {
        return false;
      }
    }
    return true;
  }

  private static void refused(
      Firm firm, Map<String, Integer> nodes, Map<String, String> parameters, String why) {
    assertThatThrownBy(() -> firm.quote(Wish.fabric(nodes, parameters)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }
}
