package io.ridgeway.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A small firm's journey, from signing up to the deleted network, as the demonstration walks it and
 * as the integration test checks it.
 */
public final class Journey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long USAGE_SECONDS = 60;
  private static final long HEARD_SECONDS = 20;

  private final Steps steps;
  private final Api tenant;
  private final Api operator;
  private final Path folder;
  private final Duration hold;
  private String tenantId = "";
  private String quote = "";
  private String network = "";

  /**
   * @param portal the tenants' doors
   * @param ops the operators' doors: the same address where all roles run together
   * @param tenantToken signs the tenant's administrator in and gives the access token
   * @param operatorToken the same for an operator
   * @param folder where documents are left: the invoice's PDF
   * @param hold how long the network is left running once it is ready, to look around or to measure
   */
  public Journey(
      Steps steps,
      String portal,
      String ops,
      Supplier<String> tenantToken,
      Supplier<String> operatorToken,
      Path folder,
      Duration hold) {
    this.steps = steps;
    this.tenant = new Api(portal, tenantToken, () -> tenantId);
    this.operator = new Api(ops, operatorToken, () -> "");
    this.folder = folder;
    this.hold = hold;
  }

  /** The network that was ordered; empty text before. */
  public String network() {
    return network;
  }

  /** Walks it all. A step that fails ends it with {@link Steps.StepFailed}. */
  public void walk() {
    steps.step("sign in", () -> tenant.get("/v1/me").path("name").asText());
    steps.step("sign up", this::signUp);
    steps.step("quote", this::quote);
    steps.step("order refused while unverified", this::refused);
    steps.step("verify", this::verify);
    steps.step("order", this::order);
    steps.step("ready", this::ready);
    if (!hold.isZero()) {
      steps.step("hold", this::hold);
    }
    Ledger ledger = new Ledger();
    steps.step("managed keys", ledger::keys);
    steps.step("gateway credential", ledger::credential);
    steps.step("deploy the notary contract", ledger::deploy);
    steps.step("notarise a file's hash", ledger::notarise);
    steps.step("read it back", ledger::readBack);
    steps.step("see the event", ledger::event);
    steps.step("usage", this::usage);
    steps.step("invoice", this::invoice);
    steps.step("delete", this::delete);
    steps.step("the books remain", this::books);
  }

  private String signUp() {
    JsonNode made = tenant.post("/v1/tenants", Map.of("name", "Harbour Traders", "country", "SG"));
    tenantId = made.path("id").asText();
    return tenantId + " is " + made.path("verification").asText();
  }

  private String quote() throws InterruptedException {
    JsonNode ethereum = offered();
    Map<String, Object> spec =
        SmallNetwork.spec(
            "notary", ethereum.path("name").asText(), ethereum.path("versions").path(0).asText());
    JsonNode made =
        tenant.post("/v1/quotes", Map.of("spec", spec, "term", "ANNUAL", "currency", "USD"));
    quote = made.path("id").asText();
    made.path("offer")
        .path("lines")
        .forEach(
            line -> steps.note(line.path("text").asText() + "  " + money(line.path("amount"))));
    return money(made.path("offer").path("total"))
        + " a year, valid until "
        + made.path("validUntil").asText();
  }

  /**
   * Ethereum, as the catalogue has it; right after a start it takes a moment until the city node is
   * heard.
   */
  private JsonNode offered() throws InterruptedException {
    long end = System.nanoTime() + HEARD_SECONDS * 1_000_000_000L;
    Optional<JsonNode> ethereum = ethereum();
    while (ethereum.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(200);
      ethereum = ethereum();
    }
    require(ethereum.isPresent(), "the catalogue doesn't offer Ethereum");
    return ethereum.orElseThrow();
  }

  private Optional<JsonNode> ethereum() {
    for (JsonNode framework : tenant.get("/v1/catalogue").path("frameworks")) {
      if (framework.path("name").asText().equals("ethereum")) {
        return Optional.of(framework);
      }
    }
    return Optional.empty();
  }

  private String refused() {
    try {
      tenant.post(
          "/v1/orders",
          Map.of("quote", quote, "acceptNoSiteLoss", true),
          Map.of("Idempotency-Key", UUID.randomUUID().toString()));
      throw new IllegalStateException("an unverified tenant's order was accepted");
    } catch (ApiProblem problem) {
      if (!problem.type().equals("urn:ridgeway:problem:tenant-not-verified")) {
        throw problem;
      }
      return String.valueOf(problem.getMessage());
    }
  }

  private String verify() {
    tenant.post(
        "/v1/tenants/" + tenantId + "/verification",
        Map.of(
            "legalName",
            "Harbour Traders 港口贸易 Pte. Ltd.",
            "registrationNumber",
            "202600001K",
            "representative",
            "The director"));
    JsonNode decided =
        operator.post(
            "/ops/v1/verifications/" + tenantId,
            Map.of("approved", true, "reason", "Register extract matches."));
    return "an operator approved: " + decided.path("verification").asText();
  }

  private String order() {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode order =
        tenant.post("/v1/orders", Map.of("quote", quote, "acceptNoSiteLoss", true), key);
    JsonNode again =
        tenant.post("/v1/orders", Map.of("quote", quote, "acceptNoSiteLoss", true), key);
    require(order.equals(again), "the same Idempotency-Key gave another order");
    network = order.path("network").asText();
    return order.path("id").asText() + " for network " + network;
  }

  private String ready() {
    follow("Ready");
    JsonNode now = tenant.get("/v1/networks/" + network);
    require(now.path("nodes").size() == 5, "expected five nodes");
    return "height " + now.path("height").asLong() + ", five nodes";
  }

  private String hold() throws InterruptedException {
    Thread.sleep(hold.toMillis());
    return hold.toSeconds()
        + " s, height "
        + tenant.get("/v1/networks/" + network).path("height").asLong();
  }

  /** Follows the network's event stream, and prints each step once. */
  private void follow(String goal) {
    Set<String> told = new HashSet<>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                tenant.events("/v1/networks/" + network + "/events"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("data:")) {
          continue;
        }
        JsonNode event = JSON.readTree(line.substring("data:".length()));
        for (JsonNode step : event.path("operation").path("steps")) {
          String name = step.path("name").asText();
          if (step.path("state").asText().equals("DONE") && told.add(name)) {
            steps.note(name + " done");
          }
        }
        String state = event.path("network").path("state").asText();
        if (state.equals(goal)) {
          return;
        }
        require(!state.equals("Failed"), "the network failed");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the events ended before the network was " + goal);
  }

  private String usage() throws InterruptedException {
    long end = System.nanoTime() + USAGE_SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end) {
      JsonNode totals = tenant.get("/v1/networks/" + network + "/usage").path("totals");
      if (totals.path("NODE_HOURS").asDouble() > 0
          && totals.path("GATEWAY_CALLS").asDouble() > 0
          && totals.path("PEAK_TPS").asDouble() > 0
          && totals.path("STORAGE_GIB_MONTHS").asDouble() > 0) {
        return totals.toString();
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException("not every meter shows after " + USAGE_SECONDS + " s");
  }

  private String invoice() throws IOException, InterruptedException {
    long end = System.nanoTime() + USAGE_SECONDS * 1_000_000_000L;
    JsonNode items = tenant.get("/v1/invoices").path("items");
    while (items.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(250);
      items = tenant.get("/v1/invoices").path("items");
    }
    require(items.size() == 1, "expected one invoice, found " + items.size());
    JsonNode invoice = tenant.get("/v1/invoices/" + items.path(0).path("id").asText());
    byte[] pdf =
        tenant.document("/v1/invoices/" + invoice.path("id").asText() + "/pdf", "application/pdf");
    require(
        new String(pdf, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-"),
        "the invoice is no PDF");
    Path file = folder.resolve("invoice-" + invoice.path("number").asText() + ".pdf");
    Files.createDirectories(folder);
    Files.write(file, pdf);
    return invoice.path("number").asText() + " over " + money(invoice.path("total")) + ", " + file;
  }

  private String delete() {
    tenant.delete("/v1/networks/" + network);
    follow("Deleted");
    return "network " + network;
  }

  private String books() {
    require(
        tenant.get("/v1/networks/" + network).path("state").asText().equals("Deleted"),
        "the network is not deleted");
    int invoices = tenant.get("/v1/invoices").path("items").size();
    int records = tenant.get("/v1/networks/" + network + "/usage").path("records").size();
    require(invoices > 0 && records > 0, "the books are gone");
    return invoices + " invoice(s), " + records + " usage records";
  }

  private static void require(boolean so, String otherwise) {
    if (!so) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static String money(JsonNode amount) {
    return amount.path("amount").asText() + " " + amount.path("currency").asText();
  }

  /** What the firm's application does with its network. */
  private final class Ledger {
    private final byte[] hash =
        sha256("A contract between two firms, 2026".getBytes(StandardCharsets.UTF_8));
    private String first = "";
    private String second = "";
    private @org.jspecify.annotations.Nullable JsonRpc rpc;
    private @org.jspecify.annotations.Nullable Notary notary;
    private String block = "0x0";

    String keys() {
      first = key("notary-owner");
      second = key("clerk");
      return first + ", " + second;
    }

    private String key(String name) {
      return tenant
          .post("/v1/networks/" + network + "/keys", Map.of("name", name))
          .path("account")
          .asText();
    }

    String credential() throws InterruptedException {
      JsonNode made =
          tenant.post("/v1/networks/" + network + "/gateway-credentials", Map.of("name", "demo"));
      URI endpoint =
          URI.create(
              tenant.get("/v1/networks/" + network).path("endpoints").path("jsonRpc").asText());
      JsonRpc door = new JsonRpc(endpoint, made.path("secret").asText());
      // The gateway hears of a new key within a moment, not at once.
      long end = System.nanoTime() + 5_000_000_000L;
      while (door.ask("eth_blockNumber").status() == 401 && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      rpc = door;
      return made.path("hint").asText()
          + "…, block "
          + Long.decode(door.call("eth_blockNumber").asText());
    }

    String deploy() {
      Notary made = Notary.deploy(door(), first);
      notary = made;
      return made.address();
    }

    String notarise() {
      JsonNode receipt = contract().notarise(second, hash);
      block = receipt.path("blockNumber").asText();
      return "in block " + Long.decode(block) + " by " + second;
    }

    String readBack() {
      long at = contract().when(hash);
      require(at > 0, "the contract does not know the hash");
      return "0x"
          + HexFormat.of().formatHex(hash, 0, 8)
          + "… at "
          + java.time.Instant.ofEpochSecond(at);
    }

    String event() {
      String by = contract().notarisedBy(hash, block);
      require(by.equalsIgnoreCase(second), "the event names " + by);
      return "Notarised by " + by;
    }

    private JsonRpc door() {
      return java.util.Objects.requireNonNull(rpc);
    }

    private Notary contract() {
      return java.util.Objects.requireNonNull(notary);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
