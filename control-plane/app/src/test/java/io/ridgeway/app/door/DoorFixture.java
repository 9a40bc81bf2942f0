package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole application as the tests of its doors drive it: by people whose requests may be wrong,
 * and with a network that they share.
 */
final class DoorFixture {
  private static @Nullable DoorFixture fixture;

  private final RunningRidgeway ridgeway;
  private final Map<String, Customer> customers = new HashMap<>();
  private @Nullable Running network;

  /** An organisation that is verified, and its administrator's way in. */
  record Customer(String id, String user, Door door) {}

  /** A network that is ready: of ten calls a second, with a managed key and an API key. */
  record Running(Customer owner, String id, URI endpoint, String account, String apiKey) {
    JsonRpc rpc() {
      return new JsonRpc(endpoint, apiKey);
    }
  }

  private DoorFixture(RunningRidgeway ridgeway) {
    this.ridgeway = ridgeway;
  }

  static synchronized DoorFixture running() {
    RunningRidgeway ready = RunningRidgeway.ready();
    DoorFixture now = fixture;
    if (now == null) {
      now = new DoorFixture(ready);
      fixture = now;
    }
    return now;
  }

  RunningRidgeway ridgeway() {
    return ridgeway;
  }

  EmbeddedStack stack() {
    return ridgeway.stack();
  }

  /** The REST doors, for a caller that says nothing of itself. */
  Door portal() {
    return new Door(ridgeway.portalUrl());
  }

  Door operator() {
    return portal().as(ridgeway.token("operator"));
  }

  /** The verified organisation of that person, made at the first call. */
  synchronized Customer customer(String user) {
    return customers.computeIfAbsent(user, this::makeCustomer);
  }

  private Customer makeCustomer(String user) {
    String id = Firm.verified(ridgeway, user).id();
    return new Customer(id, user, portal().as(ridgeway.token(user)).with("Ridgeway-Tenant", id));
  }

  /** The network that all tests share; ordered at the first call, or when it was deleted. */
  synchronized Running network() {
    Running now = network;
    if (now == null || !state(now.owner(), now.id()).equals("Ready")) {
      now = newNetwork(customer("demo-admin"));
      network = now;
    }
    return now;
  }

  /** One more network, of that customer; the test deletes it. */
  Running newNetwork(Customer owner) {
    String id = order(owner, Specs.spec()).path("network").asText();
    awaitState(owner, id, "Ready");
    return open(owner, id);
  }

  /** Gives a ready network a managed key and an API key that the gateway has heard of. */
  private Running open(Customer owner, String id) {
    String path = "/v1/networks/" + id;
    String account =
        owner.door().post(path + "/keys", Map.of("name", "clerk")).good().path("account").asText();
    String secret =
        owner
            .door()
            .post(path + "/gateway-credentials", Map.of("name", "shared"))
            .good()
            .path("secret")
            .asText();
    URI endpoint =
        URI.create(owner.door().get(path).good().path("endpoints").path("jsonRpc").asText());
    Running made = new Running(owner, id, endpoint, account, secret);
    until(
        RunningRidgeway.PATIENCE,
        "the gateway knows the key",
        () -> made.rpc().ask("eth_blockNumber").status() == 200);
    return made;
  }

  /** Quotes and orders; gives the order. */
  JsonNode order(Customer firm, Map<String, Object> spec) {
    String quote = quote(firm, spec);
    String key = UUID.randomUUID().toString();
    return onceThereIsRoom(() -> place(firm, quote, key)).good();
  }

  /** A city node that isn't heard for the moment, as on a busy machine, has no room. */
  private static Door.Answer onceThereIsRoom(Supplier<Door.Answer> call) {
    List<Door.Answer> answers = new ArrayList<>();
    until(
        RunningRidgeway.PATIENCE,
        "there is room for a network",
        () -> {
          Door.Answer answer = call.get();
          answers.add(answer);
          return !answer.text().contains("insufficient-capacity");
        });
    return answers.get(answers.size() - 1);
  }

  String quote(Customer firm, Map<String, Object> spec) {
    return onceThereIsRoom(() -> firm.door().post("/v1/quotes", Specs.ask(spec)))
        .good()
        .path("id")
        .asText();
  }

  Door.Answer place(Customer firm, String quote, String idempotencyKey) {
    return firm.door()
        .with("Idempotency-Key", idempotencyKey)
        .post("/v1/orders", Map.of("quote", quote, "acceptNoSiteLoss", true));
  }

  static void awaitState(Customer firm, String network, String goal) {
    until(
        RunningRidgeway.PATIENCE,
        () -> "the network is " + goal + ": " + firm.door().get("/v1/networks/" + network).text(),
        () -> state(firm, network).equals(goal));
  }

  private static String state(Customer firm, String network) {
    return firm.door().get("/v1/networks/" + network).good().path("state").asText();
  }

  static void until(Duration atMost, String what, BooleanSupplier holds) {
    until(atMost, () -> what, holds);
  }

  static void until(Duration atMost, Supplier<String> what, BooleanSupplier holds) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "waited " + atMost + " until " + what.get())
          .isLessThan(end);
      pause(Duration.ofMillis(200));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
