package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A network of Fabric 2.5 is ordered to become one of 3.1, and then one whose orderers agree by
 * BFT; what was concluded on it stays, and it goes on being used.
 */
@Tag("left-to-full")
class FabricUpgradeIT {

  @Test
  void aNetworkIsUpgradedAndGoesToBftByOrders() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    String network =
        firm.order(
            Wish.fabric(
                    Map.of("orderer", 3, "peer", 2, "contract", 2),
                    Map.of("organisations", "alpha,beta", "contract", "notary"))
                .with("framework", Map.of("name", "fabric", "version", "2.5")));
    firm.awaitState(network, "Ready");
    NotaryThroughTheGateway notary = new NotaryThroughTheGateway(firm, network);
    notary.concludesALease();
    assertThat(quoted(firm, network, Map.of("parameters", Map.of("ordering", "bft"))))
        .as("first the newer release")
        .contains("Fabric 2.5 knows no BFT ordering");

    // When
    ordered(firm, network, Map.of("version", "3.1"), "Fabric, from 2.5 to 3.1");

    // Then
    assertThat(firm.network(network).path("software").asText())
        .isEqualTo("fabric-with-contracts 3.1.1");
    notary.remembersTheLease();

    // When
    Map<String, Object> bft =
        Map.of("nodes", Map.of("orderer", 4), "parameters", Map.of("ordering", "bft"));
    assertThat(quoted(firm, network, bft)).contains("the channel stands still: about a minute");
    ordered(firm, network, bft, "Fabric, from three orderers of Raft to four of BFT");

    // Then
    notary.remembersTheLease();
    notary.concludes("lease-2");

    // When
    firm.delete(network);

    // Then
    assertThat(ridgeway.cityNode().processes(network)).isEmpty();
  }

  /** What the quote says besides its price, or why there is none. */
  private static String quoted(Firm firm, String network, Map<String, Object> change) {
    try {
      return firm.api()
          .post("/v1/networks/" + network + "/quotes", change)
          .path("interruption")
          .asText();
    } catch (ApiProblem refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static void ordered(Firm firm, String network, Map<String, Object> change, String what) {
    String quote =
        firm.api().post("/v1/networks/" + network + "/quotes", change).path("id").asText();
    long begun = System.nanoTime();
    firm.order(quote, UUID.randomUUID().toString());
    RunningRidgeway.await(
        what,
        () -> {
          JsonNode newest =
              firm.api().get("/v1/networks/" + network + "/operations").path("items").path(0);
          return newest.path("state").asText().equals("SUCCEEDED")
              && firm.state(network).equals("Ready");
        });
    System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
  }
}
