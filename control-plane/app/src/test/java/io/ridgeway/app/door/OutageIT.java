package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.door.DoorFixture.Running;
import io.ridgeway.app.embedded.DatabaseOutage;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Half a minute without the database: networks go on, and what was acknowledged is kept. */
class OutageIT {
  private static final int SECONDS = 30;

  private final DoorFixture ridgeway = DoorFixture.running();
  private final Running network = ridgeway.network();
  private int receipts;

  @Test
  void networksGoOnAndNothingAcknowledgedIsLost() {
    // Given
    JsonRpc rpc = network.rpc();
    transact(rpc);
    String token = ridgeway.ridgeway().signIn(network.owner().user());
    Door door = ridgeway.portal().as(() -> token).with("Ridgeway-Tenant", network.owner().id());
    long before = settledCalls();
    JsonNode order = ridgeway.order(network.owner(), Specs.spec());

    // When
    List<String> transactions = new ArrayList<>();
    int calls = 0;
    DatabaseOutage.begin(ridgeway.stack());
    try {
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
      Door.Answer refused = door.get("/v1/networks");
      assertThat(refused.problem(503, "unavailable")).containsIgnoringCase("try again");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
      // A machine that is busy takes longer for as many.
      while (System.nanoTime() < end || transactions.size() < 11) {
        assertThat(rpc.call("eth_blockNumber").asText()).startsWith("0x");
        transactions.add(transact(rpc));
        calls += 2;
        DoorFixture.pause(Duration.ofSeconds(1));
      }
      door.get("/v1/networks").problem(503, "unavailable");
    } finally {
      DatabaseOutage.end(ridgeway.stack());
    }

    // Then
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "the REST doors are open again",
        () -> door.get("/v1/networks").status() == 200);
    assertThat(transactions).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    for (String hash : transactions) {
      DoorFixture.until(
          RunningRidgeway.PATIENCE,
          "the transaction is in a block",
          () -> door.get("/v1/networks").status() == 200 && mined(rpc, hash));
    }
    String ordered = order.path("network").asText();
    DoorFixture.awaitState(network.owner(), ordered, "Ready");
    network.owner().door().delete("/v1/networks/" + ordered).good();
    DoorFixture.awaitState(network.owner(), ordered, "Deleted");
    assertThat(settledCalls() - before).isEqualTo(calls + receipts);
  }

  private boolean mined(JsonRpc rpc, String hash) {
    receipts++;
    DoorFixture.pause(Duration.ofMillis(150));
    return rpc.call("eth_getTransactionReceipt", hash).path("status").asText().equals("0x1");
  }

  private String transact(JsonRpc rpc) {
    return rpc.call(
            "eth_sendTransaction",
            Map.of("from", network.account(), "to", network.account(), "gas", "0x5208"))
        .asText();
  }

  /** The calls that are recorded, once no more come in: counts are kept every few seconds. */
  private long settledCalls() {
    long calls = calls();
    long since = System.nanoTime();
    while (System.nanoTime() - since < Duration.ofSeconds(8).toNanos()) {
      DoorFixture.pause(Duration.ofMillis(500));
      long now = calls();
      if (now != calls) {
        calls = now;
        since = System.nanoTime();
      }
    }
    return calls;
  }

  private long calls() {
    return network
        .owner()
        .door()
        .get("/v1/networks/" + network.id() + "/usage")
        .good()
        .path("totals")
        .path("GATEWAY_CALLS")
        .asLong();
  }
}
