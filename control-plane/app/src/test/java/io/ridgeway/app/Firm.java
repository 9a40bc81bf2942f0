package io.ridgeway.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant of a test's own, real-name verified, and what it does in most tests. */
final class Firm {
  private final RunningRidgeway ridgeway;
  private final String id;

  private Firm(RunningRidgeway ridgeway, String id) {
    this.ridgeway = ridgeway;
    this.id = id;
  }

  static Firm verified(RunningRidgeway ridgeway) {
    String id =
        ridgeway
            .tenant("")
            .post("/v1/tenants", Map.of("name", "Harbour Traders", "country", "SG"))
            .path("id")
            .asText();
    ridgeway
        .tenant(id)
        .post(
            "/v1/tenants/" + id + "/verification",
            Map.of(
                "legalName", "Harbour Traders 港口贸易 Pte. Ltd.",
                "registrationNumber", "202600001K",
                "representative", "The director"));
    ridgeway
        .operator()
        .post("/ops/v1/verifications/" + id, Map.of("approved", true, "reason", "As registered."));
    return new Firm(ridgeway, id);
  }

  String id() {
    return id;
  }

  Api api() {
    return ridgeway.tenant(id);
  }

  /** A quote for four validators and one RPC node of the catalogue's first framework. */
  String quote() {
    RunningRidgeway.await(
        "a framework is offered", () -> !api().get("/v1/catalogue").path("frameworks").isEmpty());
    JsonNode framework = api().get("/v1/catalogue").path("frameworks").path(0);
    Map<String, Object> spec =
        Map.of(
            "name",
            "ledger-" + UUID.randomUUID().toString().substring(0, 8),
            "framework",
            Map.of(
                "name", framework.path("name").asText(),
                "version", framework.path("versions").path(0).asText()),
            "tier",
            "DEDICATED",
            "nodes",
            Map.of("validator", 4, "rpc", 1),
            "parameters",
            Map.of("blockPeriodSeconds", "1"),
            "cityNodes",
            List.of("local-1"),
            "tps",
            10,
            "storageGib",
            2);
    Map<String, Object> wish = Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
    List<String> quotes = new ArrayList<>();
    RunningRidgeway.await("there is room for a network", () -> quotes.addAll(quoted(wish)));
    return quotes.get(0);
  }

  /** The quote; none while the city node has not said that what was deleted before is gone. */
  private List<String> quoted(Map<String, Object> wish) {
    try {
      return List.of(api().post("/v1/quotes", wish).path("id").asText());
    } catch (ApiProblem e) {
      if (e.type().equals("urn:ridgeway:problem:insufficient-capacity")) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Orders what was quoted; the same key gives the same order.
   *
   * @return the network
   */
  String order(String quote, String key) {
    return api()
        .post("/v1/orders", Map.of("quote", quote), Map.of("Idempotency-Key", key))
        .path("network")
        .asText();
  }

  /** A new network, Ready. */
  String readyNetwork() {
    String network = order(quote(), UUID.randomUUID().toString());
    awaitState(network, "Ready");
    return network;
  }

  void delete(String network) {
    api().delete("/v1/networks/" + network);
    awaitState(network, "Deleted");
  }

  void awaitState(String network, String state) {
    RunningRidgeway.await(network + " is " + state, () -> state(network).equals(state));
  }

  String state(String network) {
    return network(network).path("state").asText();
  }

  JsonNode network(String network) {
    return api().get("/v1/networks/" + network);
  }

  long height(String network) {
    return network(network).path("height").asLong();
  }
}
