package io.ridgeway.app.clouds;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.demo.SmallNetwork;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A firm's QBFT network of four validators over several city nodes: ordered, watched, called and
 * deleted as the firm does it, through the application's own doors.
 */
record Span(Firm firm, String id, Took took) {
  /** Pods on a busy machine take their time, and a halted QBFT waits longer round by round. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /**
   * How long it took, from the order on.
   *
   * @param applied until every object was written: what is Ridgeway's own
   * @param firstBlock until the first block was seen
   */
  record Took(Duration applied, Duration firstBlock, Duration ready) {
    @Override
    public String toString() {
      return String.format(
          "order to first block %.1f s, of that Ridgeway's own %.1f s; to Ready %.1f s",
          seconds(firstBlock), seconds(applied), seconds(ready));
    }

    static double seconds(Duration duration) {
      return duration.toMillis() / 1000.0;
    }
  }

  /** A new one over these city nodes, Ready. */
  static Span over(Firm firm, String... cityNodes) {
    Map<String, Object> spec = new HashMap<>(SmallNetwork.spec("cargo", "ethereum", "qbft-1"));
    spec.put("cityNodes", List.of(cityNodes));
    String quote = firm.quote(Map.of("spec", spec, "term", "ANNUAL", "currency", "USD"));
    long ordered = System.nanoTime();
    String network = firm.order(quote, UUID.randomUUID().toString());
    await(firm, network, "the first block is there", n -> n.path("height").asLong() > 0);
    Duration firstBlock = Duration.ofNanos(System.nanoTime() - ordered);
    await(firm, network, "it is Ready", n -> n.path("state").asText().equals("Ready"));
    Duration ready = Duration.ofNanos(System.nanoTime() - ordered);
    JsonNode creation = firm.api().get("/v1/networks/" + network + "/operations").path("items");
    Took took = new Took(applied(creation.path(0)), firstBlock, ready);
    System.out.println("over " + String.join(", ", cityNodes) + ": " + took);
    return new Span(firm, network, took);
  }

  private static Duration applied(JsonNode operation) {
    for (JsonNode step : operation.path("steps")) {
      if (step.path("name").asText().equals("apply")) {
        return Duration.between(
            Instant.parse(operation.path("requestedAt").asText()),
            Instant.parse(step.path("finishedAt").asText()));
      }
    }
    throw new AssertionError("nothing was applied: " + operation);
  }

  JsonNode now() {
    return firm.network(id);
  }

  long height() {
    return now().path("height").asLong();
  }

  /** How many validators each city node holds. */
  Map<String, Integer> validators() {
    return count("validator");
  }

  /** The city nodes that applications' calls go to. */
  Map<String, Integer> callable() {
    return count("rpc");
  }

  private Map<String, Integer> count(String role) {
    Map<String, Integer> places = new TreeMap<>();
    for (JsonNode node : now().path("nodes")) {
      if (node.path("role").asText().equals(role)) {
        places.merge(node.path("cityNode").asText(), 1, Integer::sum);
      }
    }
    return places;
  }

  void await(String what, Predicate<JsonNode> so) {
    await(firm, id, what, so);
  }

  void awaitState(String state) {
    await("it is " + state, n -> n.path("state").asText().equals(state));
  }

  void awaitGrowth(long blocks) {
    long from = height();
    await(blocks + " blocks come after " + from, n -> n.path("height").asLong() >= from + blocks);
  }

  private static void await(Firm firm, String network, String what, Predicate<JsonNode> so) {
    try {
      RunningRidgeway.await(what, PATIENCE, () -> so.test(firm.network(network)));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + firm.network(network), e);
    }
  }

  /** An application's way in: through the gateway, with a credential of its own. */
  JsonRpc door() {
    JsonNode credential =
        firm.api()
            .post("/v1/networks/" + id + "/gateway-credentials", Map.of("name", "cargo-desk"));
    URI endpoint = URI.create(now().path("endpoints").path("jsonRpc").asText());
    JsonRpc door = new JsonRpc(endpoint, credential.path("secret").asText());
    RunningRidgeway.await(
        "the gateway answers", () -> door.ask("eth_blockNumber").body().has("result"));
    return door;
  }

  /** A transaction by a managed key that the validators take into a block; its contract. */
  String notary(JsonRpc door) {
    String account =
        firm.api()
            .post("/v1/networks/" + id + "/keys", Map.of("name", "clerk"))
            .path("account")
            .asText()
            .toLowerCase(Locale.ROOT);
    RunningRidgeway.await(
        "the gateway has heard of the key",
        () -> door.call("eth_accounts").toString().toLowerCase(Locale.ROOT).contains(account));
    return Notary.deploy(door, account).address();
  }

  void delete() {
    firm.api().delete("/v1/networks/" + id);
    awaitState("Deleted");
  }
}
