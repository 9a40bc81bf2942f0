package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Customer;
import io.ridgeway.app.door.DoorFixture.Running;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No tenant reaches another's things, by any operation. The operations come from the OpenAPI of the
 * running application, so that a new one is tested before anybody thinks of it.
 */
class TenancyIT {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  private final DoorFixture ridgeway = DoorFixture.running();
  private final List<Operation> operations = operations();

  /** One operation: {@code definition} is what the OpenAPI says of it. */
  private record Operation(String method, String path, JsonNode definition) {
    boolean tenants() {
      return path.startsWith("/v1/");
    }
  }

  @TestFactory
  List<DynamicTest> anotherTenantsThingsAreOutOfReachByTheirIds() {
    Map<String, String> ids = idsOf(ridgeway.network());
    Customer stranger = ridgeway.customer("rival");
    return operations.stream()
        .filter(o -> o.tenants() && PARAMETER.matcher(o.path()).find())
        .map(
            o ->
                refused(
                    o,
                    answer ->
                        // As itself, another tenant's thing isn't there; under another's name it
                        // is not known.
                        assertThat(answer.problem(404, "not-found")).isNotBlank(),
                    send(stranger.door(), o, ids)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> anotherTenantCanNotBeActedFor() {
    Running network = ridgeway.network();
    Map<String, String> ids = idsOf(network);
    Door pretending =
        ridgeway.customer("rival").door().with("Ridgeway-Tenant", network.owner().id());
    return operations.stream()
        .filter(o -> o.tenants() && (PARAMETER.matcher(o.path()).find() || isScoped(o)))
        .map(
            o ->
                refused(
                    o,
                    answer -> assertThat(answer.problem(404, "not-found")).isNotBlank(),
                    send(pretending, o, ids)))
        .toList();
  }

  @Test
  void nothingOfItIsChangedByStrangers() {
    // Given
    Running network = ridgeway.network();
    Map<String, String> ids = idsOf(network);
    String before = owned(network);
    Customer stranger = ridgeway.customer("rival");
    Door pretending = stranger.door().with("Ridgeway-Tenant", network.owner().id());

    // When
    for (Operation operation : operations) {
      if (operation.tenants() && !operation.method().equals("GET") && !isSignUp(operation)) {
        assertThat(send(stranger.door(), operation, ids).get().status()).isLessThan(500);
        assertThat(send(pretending, operation, ids).get().status()).isBetween(400, 499);
      }
    }

    // Then
    assertThat(owned(network)).isEqualTo(before);
  }

  @TestFactory
  List<DynamicTest> withoutATokenEveryOperationIsRefused() {
    return operations.stream()
        .map(
            o ->
                refused(
                    o,
                    answer -> {
                      answer.problem(401, "unauthenticated");
                      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                    },
                    send(ridgeway.portal(), o, Map.of())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> everyOperatorsDoorIsClosedToTenants() {
    Map<String, String> ids = idsOf(ridgeway.network());
    return operations.stream()
        .filter(o -> !o.tenants())
        .map(
            o ->
                refused(
                    o,
                    answer -> answer.problem(403, "forbidden"),
                    send(ridgeway.customer("rival").door(), o, ids)))
        .toList();
  }

  @Test
  void everyOperationSaysWhatItIs() {
    assertThat(operations)
        .hasSizeGreaterThan(30)
        .allSatisfy(
            o -> {
              assertThat(o.definition().path("operationId").asText()).as(o.path()).isNotBlank();
              assertThat(o.definition().path("summary").asText()).as(o.path()).isNotBlank();
            });
    assertThat(operations.stream().map(o -> o.definition().path("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  private static DynamicTest refused(
      Operation operation,
      Consumer<Door.Answer> check,
      java.util.function.Supplier<Door.Answer> call) {
    return DynamicTest.dynamicTest(
        operation.method() + " " + operation.path(), () -> check.accept(call.get()));
  }

  private static java.util.function.Supplier<Door.Answer> send(
      Door door, Operation operation, Map<String, String> ids) {
    Matcher parameter = PARAMETER.matcher(operation.path());
    String path =
        parameter.replaceAll(
            found ->
                // An id that can't be one would be refused for that; each must be a real one.
                ids.isEmpty()
                    ? "x"
                    : Objects.requireNonNull(
                        ids.get(key(operation, found.group(1))), operation.path()));
    Door caller = door.with("Idempotency-Key", UUID.randomUUID().toString());
    return () ->
        operation.definition().has("requestBody")
            ? caller
                .with("Content-Type", "application/json")
                .send(operation.method(), path, body(operation, ids))
            : caller.send(operation.method(), path, "");
  }

  private static String key(Operation operation, String parameter) {
    return parameter.equals("id")
        ? operation.path().replaceAll("^/v1/([^/]+?)s/.*", "$1")
        : parameter;
  }

  /** A body that would be accepted from the owner, as far as the operation is known. */
  private static String body(Operation operation, Map<String, String> ids) {
    Object body =
        switch (operation.path()) {
          case "/v1/quotes" -> Specs.ask(Specs.spec());
          case "/v1/orders" ->
              Map.of("quote", ids.getOrDefault("quote", ""), "acceptNoSiteLoss", true);
          case "/ops/v1/clock" -> Map.of("advanceSeconds", 1);
          case "/ops/v1/verifications/{tenant}" -> Map.of("approved", true, "reason", "X");
          case "/v1/networks/{network}/replacements", "/ops/v1/networks/{network}/replacements" ->
              Map.of("nodes", List.of("validator-1"));
          case "/v1/networks/{network}/backups",
              "/v1/networks/{network}/backups/{backup}/restorations" ->
              Map.of("node", "validator-1");
          case "/v1/networks/{network}/archives" -> Map.of("to", 0);
          case "/v1/networks/{network}/quotes" -> Map.of("tps", 11);
          case "/v1/networks/{network}/keys/imports" -> Map.of("name", "stranger", "key", "MHg=");
          case "/v1/networks/{network}/keys/{key}/switches" -> Map.of("inForce", false);
          case "/v1/networks/{network}/keys/{key}/destruction" -> Map.of("waitSeconds", 60);
          case "/v1/networks/{network}/keys/{key}/successors" -> Map.of("keepOld", true);
          case "/v1/networks/{network}/keys/{key}/policy" -> Map.of("perDay", 1);
          case "/v1/networks/{network}/key-exports" ->
              Map.of("key", ids.getOrDefault("key", ""), "reason", "X", "recipient", recipient());
          case "/v1/networks/{network}/key-exports/{export}/answers" -> Map.of("approved", true);
          case "/v1/networks/{network}/clients" -> Map.of("name", "stranger", "request", "X");
          case "/v1/networks/{network}/contracts" ->
              Map.of(
                  "name",
                  "stranger",
                  "version",
                  "1",
                  "image",
                  "registry.example.com/a/b@sha256:" + "ab".repeat(32));
          case "/v1/networks/{network}/takedowns", "/ops/v1/networks/{network}/takedowns" ->
              Map.of(
                  "contract",
                  "x",
                  "collection",
                  "x",
                  "keys",
                  List.of("x"),
                  "reason",
                  "x",
                  "reference",
                  "x");
          case "/v1/networks/{network}/freezes", "/ops/v1/networks/{network}/freezes" ->
              Map.of(
                  "kind",
                  "ACCOUNT",
                  "address",
                  "0x" + "b0".repeat(20),
                  "frozen",
                  true,
                  "reason",
                  "x",
                  "reference",
                  "x");
          case "/v1/networks/{network}/bsn-applications" ->
              Map.of("name", "stranger", "algorithmType", 2);
          case "/v1/networks/{network}/webhooks", "/v1/webhooks/{webhook}" ->
              Map.of("name", "stranger", "url", "https://example.com/", "contract", "notary");
          case "/v1/webhooks/{webhook}/resumptions" -> Map.of("from", 1);
          case "/v1/gateway-credentials/{credential}/limits" -> Map.of("tps", 5);
          case "/v1/bsn-applications/{application}/contracts/{contract}" ->
              Map.of("address", "0x" + "ab".repeat(20), "abi", "[]");
          case "/v1/bsn-applications/{application}/switches" -> Map.of("frozen", true);
          case "/v1/networks/{network}/approvals/{approval}" -> Map.of("signature", "X");
          case "/v1/networks/{network}/approvals/{approval}/refusal" -> Map.of("reason", "X");
          case "/ops/v1/networks/{network}/suspensions" -> Map.of("reason", "X");
          case "/ops/v1/networks/{network}/hosting" -> Map.of("places", 1, "open", true);
          case "/ops/v1/networks/{network}/hosting/cleared" ->
              Map.of("guests", List.of(ids.getOrDefault("network", "")));
          case "/v1/networks/{network}/explorer/contracts/{contract}" ->
              Map.of("name", "stranger", "abi", "[]");
          case "/v1/members/invitations" ->
              Map.of("email", "stranger@example.com", "role", "ADMIN");
          case "/v1/members/{member}/role" -> Map.of("role", "ADMIN");
          case "/v1/memberships" -> Map.of("code", "rwi_" + "A".repeat(43));
          case "/v1/tenants" -> Map.of("name", "Another", "country", "SG");
          default ->
              operation.path().endsWith("/verification")
                  ? Map.of("legalName", "X", "registrationNumber", "1", "representative", "Y")
                  : Map.of("name", "stranger");
        };
    try {
      return Door.JSON.writeValueAsString(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("maps of text can be written", e);
    }
  }

  private static boolean isSignUp(Operation operation) {
    return operation.path().equals("/v1/tenants");
  }

  /** Whether the operation is for the tenant of the header. */
  private static boolean isScoped(Operation operation) {
    return !isSignUp(operation) && !List.of("/v1/me", "/v1/catalogue").contains(operation.path());
  }

  /** One of the owner's things of every kind that an address can name. */
  private Map<String, String> idsOf(Running network) {
    Door owner = network.owner().door();
    Map<String, String> ids = new TreeMap<>();
    ids.put("tenant", network.owner().id());
    ids.put("network", network.id());
    ids.put("cityNode", "door-1");
    ids.put("property", "kubeconfig");
    ids.put("currency", "USD");
    ids.put("contract", "stranger");
    ids.put("version", "1");
    ids.put("block", "1");
    ids.put("transaction", "0x" + "ab".repeat(32));
    ids.put("approval", "a000000000000");
    ids.put("backup", "b000000000000");
    ids.put("archive", "b000000000000");
    ids.put("takedown", "d000000000000");
    ids.put("freeze", "f000000000000");
    ids.put("application", "z000000000000");
    ids.put("webhook", "w000000000000");
    ids.put("export", "x000000000000");
    ids.put("member", owner.get("/v1/me").good().path("user").asText());
    ids.put(
        "invitation",
        owner
            .post(
                "/v1/members/invitations", Map.of("email", "nobody@example.com", "role", "VIEWER"))
            .good()
            .path("id")
            .asText());
    ids.put(
        "key",
        owner.get("/v1/networks/" + network.id() + "/keys").good().at("/items/0/id").asText());
    JsonNode order = owner.get("/v1/orders").good().path("items").path(0);
    ids.put("order", order.path("id").asText());
    ids.put("quote", ridgeway.quote(network.owner(), Specs.spec()));
    ids.put("operation", order.path("operation").asText());
    ids.put(
        "credential",
        owner
            .get("/v1/networks/" + network.id() + "/gateway-credentials")
            .good()
            .at("/items/0/id")
            .asText());
    DoorFixture.until(
        RunningRidgeway.PATIENCE,
        "there is an invoice",
        () -> !owner.get("/v1/invoices").good().path("items").isEmpty());
    ids.put("invoice", owner.get("/v1/invoices").good().at("/items/0/id").asText());
    return ids;
  }

  /** All that strangers might have changed. */
  private String owned(Running network) {
    Door owner = network.owner().door();
    List<String> all = new ArrayList<>();
    for (String path :
        List.of(
            "/v1/orders",
            "/v1/quotes",
            "/v1/subscriptions",
            "/v1/tenants/" + network.owner().id(),
            "/v1/tenants/" + network.owner().id() + "/verification",
            "/v1/tenants/" + network.owner().id() + "/members",
            "/v1/members",
            "/v1/members/invitations",
            "/v1/networks/" + network.id() + "/keys",
            "/v1/networks/" + network.id() + "/clients",
            "/v1/networks/" + network.id() + "/gateway-credentials",
            "/v1/networks/" + network.id() + "/operations")) {
      all.add(owner.get(path).good().toString());
    }
    return String.join("\n", all);
  }

  private List<Operation> operations() {
    JsonNode api = ridgeway.portal().get("/q/openapi?format=json").good();
    List<Operation> found = new ArrayList<>();
    api.path("paths")
        .fields()
        .forEachRemaining(
            path -> {
              if (path.getKey().startsWith("/v1/") || path.getKey().startsWith("/ops/v1/")) {
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method ->
                            found.add(
                                new Operation(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    method.getValue())));
              }
            });
    return found;
  }

  /** A public key that could be sealed to. */
  private static String recipient() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      String key =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
      return "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
