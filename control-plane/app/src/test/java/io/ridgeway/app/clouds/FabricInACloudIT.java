package io.ridgeway.app.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.NativeApi;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.Wish;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A Fabric network as pods of a real cluster: its first transaction, and a peer that is restored.
 */
@Tag("left-to-full")
class FabricInACloudIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String HASH = "ab".repeat(32);
  private static final String CLOUD = "north";

  private RunningRidgeway ridgeway;
  private Clouds clouds;
  private Firm firm;

  @BeforeEach
  void up() {
    ridgeway = RunningRidgeway.ready();
    clouds = Clouds.up(ridgeway, CLOUD);
    clouds.own(CLOUD).load(FabricImages.archives());
    clouds.registerWith(FabricImages.SOFTWARE);
    firm = Firm.verified(ridgeway, "shipper-" + UUID.randomUUID().toString().substring(0, 8));
  }

  @AfterEach
  void leaveNothing() {
    ridgeway.withoutNetworks();
    clouds.forget();
    clouds.down();
  }

  @Test
  void threeOrderersAndTwoMembersCommitATransaction() {
    // When
    String quote = firm.quote(wish(3));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.await(network, "it is Ready", PATIENCE, now -> now.path("state").asText().equals("Ready"));
    double ready = seconds(ordered);
    NativeApi gateway = NativeApi.ofClerk(firm, network);
    Answer drafted = drafted(gateway);
    double committed = seconds(ordered);

    // Then
    System.out.printf(
        "Fabric in a cloud, 3 orderers, 2 organisations: order to first committed transaction"
            + " %.1f s, to Ready %.1f s%n",
        committed, ready);
    assertThat(drafted.body().path("code").asText()).isEqualTo("VALID");
    assertThat(firm.network(network).path("nodes")).hasSize(7);
    assertThat(firm.network(network).path("nodes").findValuesAsText("cityNode"))
        .containsOnly(CLOUD);

    // When
    firm.delete(network);

    // Then
    RunningRidgeway.await("nothing is left", () -> clouds.left(CLOUD, network).isEmpty());
  }

  /** With one orderer: the machine's two cores have no room for another peer beside three. */
  @Test
  void aPeerIsRestoredFromItsBackup() {
    // Given
    String network = firm.order(wish(1));
    firm.await(network, "it is Ready", PATIENCE, now -> now.path("state").asText().equals("Ready"));
    NativeApi gateway = NativeApi.ofClerk(firm, network);
    drafted(gateway);

    // When
    restoreFirstPeer(network);

    // Then its successor answers for what was, in a pod that began with files of another's
    assertThat(firm.network(network).path("nodes").findValuesAsText("name"))
        .contains("peer-alpha-2")
        .doesNotContain("peer-alpha-1");
    RunningRidgeway.await(
        "alpha's own peer answers",
        () ->
            gateway
                .call("queries", "clerk", "notary", "read", List.of("lease-1"))
                .body()
                .path("result")
                .asText()
                .contains(HASH));

    // When
    firm.delete(network);

    // Then
    RunningRidgeway.await("nothing is left", () -> clouds.left(CLOUD, network).isEmpty());
  }

  private void restoreFirstPeer(String network) {
    String path = "/v1/networks/" + network + "/backups";
    String backup =
        path + "/" + firm.api().post(path, Map.of("node", "peer-alpha-1")).path("id").asText();
    RunningRidgeway.await(
        "the backup is kept",
        PATIENCE,
        () -> firm.api().get(backup).path("state").asText().equals("KEPT") && firm.isIdle(network));
    JsonNode restoration =
        firm.api()
            .post(backup + "/restorations", Map.of("node", "peer-alpha-1", "cityNode", CLOUD));
    assertThat(firm.awaitDone(network, restoration, PATIENCE).path("message").asText())
        .as("it didn't have to do without the backup")
        .isEmpty();
  }

  /** Peers that have just joined don't know each other at once. */
  private static Answer drafted(NativeApi gateway) {
    List<Answer> answers = new ArrayList<>();
    try {
      RunningRidgeway.await(
          "a transaction is committed",
          () -> {
            answers.add(
                gateway.call(
                    "transactions",
                    "clerk",
                    "notary",
                    "draft",
                    List.of("lease-1", HASH, "alpha,beta")));
            return answers.get(answers.size() - 1).status() == 200;
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + answers.get(answers.size() - 1), e);
    }
    return answers.get(answers.size() - 1);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Wish wish(int orderers) {
    return Wish.fabric(
            Map.of("orderer", orderers, "peer", 2, "contract", 2),
            Map.of("organisations", "alpha,beta", "contract", "notary"))
        .with("name", "trade")
        .with("cityNodes", List.of(CLOUD))
        .with("storageGib", 1);
  }
}
