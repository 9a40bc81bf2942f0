package io.ridgeway.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.demo.SmallNetwork;
import io.ridgeway.app.embedded.RestDoors;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A tenant of a test's own, real-name verified, and what it does in most tests. */
public final class Firm {
  private final RestDoors doors;
  private final String id;

  private Firm(RestDoors doors, String id) {
    this.doors = doors;
    this.id = id;
  }

  /** One of an administrator of its own. */
  static Firm verified(RestDoors doors) {
    return verified(doors, "clerk-" + UUID.randomUUID().toString().substring(0, 8));
  }

  /** One that this person signs up. */
  public static Firm verified(RestDoors doors, String user) {
    String id =
        doors
            .person(user)
            .post("/v1/tenants", Map.of("name", "Harbour Traders", "country", "SG"))
            .path("id")
            .asText();
    doors.owns(user, id);
    doors
        .tenant(id)
        .post(
            "/v1/tenants/" + id + "/verification",
            Map.of(
                "legalName", "Harbour Traders 港口贸易 Pte. Ltd.",
                "registrationNumber", "202600001K",
                "representative", "The director"));
    doors
        .operator()
        .post("/ops/v1/verifications/" + id, Map.of("approved", true, "reason", "As registered."));
    return new Firm(doors, id);
  }

  public String id() {
    return id;
  }

  public Api api() {
    return doors.tenant(id);
  }

  /** The request for a quote of a small network here, bought by the year. */
  public Map<String, Object> wish() {
    return Map.of(
        "spec",
        SmallNetwork.spec("ledger", "ethereum", "qbft-1"),
        "term",
        "ANNUAL",
        "currency",
        "USD");
  }

  /** A quote of it. */
  public String quote() {
    return quote(wish());
  }

  /** A quote of that, once every city node of it has been heard. */
  public String quote(Map<String, Object> wish) {
    return onceThereIsRoom(() -> api().post("/v1/quotes", wish).path("id").asText());
  }

  /** The same. */
  public String quote(Wish wish) {
    return quote(wish.body());
  }

  /**
   * Orders that.
   *
   * @return the network
   */
  public String order(Wish wish) {
    return order(quote(wish), UUID.randomUUID().toString());
  }

  private static String onceThereIsRoom(Supplier<String> call) {
    List<String> answers = new ArrayList<>();
    RunningRidgeway.await("there is room for a network", () -> answers.addAll(answer(call)));
    return answers.get(0);
  }

  /**
   * None while the city node has not said that what was deleted before is gone, or isn't heard for
   * the moment.
   */
  private static List<String> answer(Supplier<String> call) {
    try {
      return List.of(call.get());
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
  public String order(String quote, String key) {
    return onceThereIsRoom(
        () ->
            api()
                .post(
                    "/v1/orders",
                    Map.of("quote", quote, "acceptNoSiteLoss", true),
                    Map.of("Idempotency-Key", key))
                .path("network")
                .asText());
  }

  /** A new network, Ready. */
  public String readyNetwork() {
    String network = order(quote(), UUID.randomUUID().toString());
    awaitState(network, "Ready");
    return network;
  }

  public void delete(String network) {
    api().delete("/v1/networks/" + network);
    awaitState(network, "Deleted");
  }

  public void awaitState(String network, String state) {
    RunningRidgeway.await(network + " is " + state, () -> state(network).equals(state));
  }

  /** Waits until it is so of the network, and otherwise says what the network is like. */
  public void await(String network, String what, Duration patience, Predicate<JsonNode> so) {
    try {
      RunningRidgeway.await(what, patience, () -> so.test(network(network)));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + network(network), e);
    }
  }

  /**
   * Waits until that operation has succeeded and the network is Ready.
   *
   * @param begun as the door that began it answered
   * @return the operation
   */
  public JsonNode awaitDone(String network, JsonNode begun, Duration patience) {
    String operation = "/v1/operations/" + begun.path("id").asText();
    await(
        network,
        "operation " + begun.path("id").asText() + " has succeeded",
        patience,
        now ->
            now.path("state").asText().equals("Ready")
                && api().get(operation).path("state").asText().equals("SUCCEEDED"));
    return api().get(operation);
  }

  public String state(String network) {
    return network(network).path("state").asText();
  }

  public JsonNode network(String network) {
    return api().get("/v1/networks/" + network);
  }

  /** Whether no operation on the network is under way. */
  public boolean isIdle(String network) {
    return api()
        .get("/v1/networks/" + network + "/operations")
        .path("items")
        .findValuesAsText("state")
        .stream()
        .noneMatch("RUNNING"::equals);
  }

  long height(String network) {
    return network(network).path("height").asLong();
  }
}
