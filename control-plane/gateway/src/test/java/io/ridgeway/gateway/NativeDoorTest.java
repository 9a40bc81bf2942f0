package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeDoorTest {
  private static final String DRAFT =
      "{\"contract\":\"notary\",\"function\":\"%s\",\"args\":[\"lease-1\"],\"key\":\"clerk\"%s}";

  private static final String PREPARE =
      "{\"contract\":\"notary\",\"function\":\"draft\",\"args\":[\"lease-1\"],"
          + "\"organisation\":\"alpha\",\"certificate\":\"PEM\"}";

  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
  private final NetworkId network = NetworkId.next();
  private final ManagedKey clerk = key("clerk");
  private final ManagedKey bot = key("bot");
  private boolean stopped;

  NativeDoorTest() {
    gateway.routes.put(network, route(true, 100_000));
    TestGateway.await(() -> get("/blocks/latest").status() == 200);
  }

  @AfterEach
  void stop() {
    if (!stopped) {
      stopped = true;
      gateway.close();
    }
  }

  /** The first answer with that status. */
  private Answer first(int status) {
    AtomicReference<Answer> last = new AtomicReference<>();
    TestGateway.await(
        () -> {
          last.set(get("/blocks/1"));
          return last.get().status() == status;
        });
    return last.get();
  }

  @Test
  void aTransactionIsSignedSubmittedAndWaitedFor() {
    // When
    Answer answer =
        post("/transactions", draft("draft", ",\"transient\":{\"price\":\"7\"},\"async\":false"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("ratelimit-policy")).isEqualTo("\"tps\";q=100000;w=1");
    assertThat(answer.body())
        .isEqualTo(
            "{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"block\":7,\"status\":\"COMMITTED\",\"code\":\"VALID\","
                + "\"result\":\"\u201cdone\u201d\"}");
    assertThat(gateway.ledger.calls()).endsWith("submit notary draft[lease-1]{price=7} by clerk");
    assertThat(gateway.signer.reasons())
        .containsExactly("transaction of notary draft, by credential " + gateway.credential);
  }

  @Test
  void whoKeepsHisKeySignsTwiceAndNothingIsSignedForHim() {
    // When
    Answer proposed = post("/transactions/prepare", PREPARE);
    Answer agreed =
        post("/transactions/prepare", "{\"payload\":\"AQI=\",\"signature\":\"0x0a0b\"}");
    Answer asked = post("/queries", "{\"payload\":\"AQI=\",\"signature\":\"Cgs=\"}");
    Answer sent = post("/transactions", "{\"payload\":\"AwQ=\",\"signature\":\"Cgs=\"}");

    // Then
    assertThat(proposed.body())
        .isEqualTo(
            "{\"step\":\"proposal\",\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"payload\":\"AQI=\",\"digest\":"
                + "\"a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222\"}");
    assertThat(agreed.json().path("step").asText()).isEqualTo("transaction");
    assertThat(agreed.json().path("payload").asText()).isEqualTo("AwQ=");
    assertThat(agreed.json().path("resultEncoding").asText()).isEqualTo("base64");
    assertThat(asked.body()).isEqualTo("{\"result\":\"42\"}");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("location")).endsWith("/transactions/" + FakeLedger.TRANSACTION);
    assertThat(gateway.ledger.calls())
        .endsWith(
            "propose notary draft[lease-1]{} for Member[organisation=alpha, certificate=PEM] by"
                + " nobody",
            "endorse 0102/0a0b by nobody",
            "ask 0102/0a0b by nobody",
            "send 0304/0a0b by nobody");
    assertThat(gateway.signer.reasons()).isEmpty();
    assertThat(post("/transactions", "{\"payload\":\"AQ==\",\"signature\":\"Cgs=\"}").status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transactions | {\"payload\":7} | payload must be a string",
        "transactions | {\"payload\":\"\"} | payload must have 1 to",
        "transactions | {\"payload\":\"%\"} | payload must be Base64",
        "transactions | {\"payload\":\"0xg0\"} | payload must be Base64",
        "transactions | {\"payload\":\"AQ==\",\"signature\":{}} | signature must be a string",
        "transactions | {\"payload\":\"AQ==\",\"signature\":\"!\"} | signature must be Base64",
        "transactions | {\"payload\":\"AQ==\",\"async\":1} | async must be true or false",
        "transactions | {\"payload\":\"AQ==\",\"key\":\"clerk\"} | The body has a member that",
        "transactions | {\"payload\":\"AQ==\",\"payload\":\"AQ==\"} | The body can't be read",
        "queries | {\"payload\":\"AQ==\",\"async\":true} | The body has a member that",
        "transactions/prepare | 7 | The body must be a JSON object",
        "transactions/prepare | {\"account\":7} | account must be a string",
        "transactions/prepare | {\"account\":\" \"} | account must have 1 to",
        "transactions/prepare | {\"account\":\"0x1\",\"organisation\":\"a\"} | The body has",
        "transactions/prepare | {\"account\":\"0x1\",\"key\":\"clerk\"} | contract is missing",
        "transactions/prepare | {\"payload\":\"AQ==\",\"account\":\"0x1\"} | The body has a member",
        "queries | {\"payload\":\"AQ==\",\"account\":\"0x1\"} | The body has a member that",
        "transactions | {\"payload\":\"AQ==\",\"account\":[]} | account must be a string",
        "transactions/prepare | {} | organisation is missing",
        "transactions/prepare | {\"organisation\":\"a\"} | certificate is missing",
        "transactions/prepare | {\"organisation\":\"a\",\"certificate\":1} | certificate must be",
        "transactions/prepare | {\"organisation\":\"a\",\"certificate\":\"P\"} | contract is"
            + " missing"
      })
  void whatWasSignedElsewhereIsReadStrictly(String path, String body, String why) {
    Answer answer = post("/" + path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).startsWith(why);
    Answer both = post("/transactions/prepare", PREPARE.replace("{", "{\"key\":\"clerk\","));
    assertThat(both.status()).isEqualTo(400);
  }

  @Test
  void aLedgerOfCertificatesDraftsNothingForAccounts() {
    String account = ",\"account\":\"0x1\"}";
    for (Answer answer :
        List.of(
            post(
                "/transactions/prepare",
                "{\"contract\":\"notary\",\"function\":\"draft\"" + account),
            post("/transactions", "{\"payload\":\"AwQ=\",\"signature\":\"Cgs=\"" + account))) {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().path("detail").asText()).contains("leave account out");
    }
    assertThat(gateway.ledger.calls()).noneMatch(call -> call.startsWith("send"));
  }

  @Test
  void whoDoesNotWaitIsToldWhereToLook() {
    // When
    Answer answer = post("/transactions", draft("draft", ",\"async\":true"));

    // Then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");
    Answer there = send(keyed(answer.header("location"), "").GET());
    assertThat(there.status()).isEqualTo(200);
    assertThat(there.body())
        .isEqualTo(
            "{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"block\":7,\"status\":\"COMMITTED\",\"code\":\"VALID\","
                + "\"at\":\"1970-01-01T00:00:00Z\",\"by\":\"alpha/clerk\",\"contract\":\"notary\","
                + "\"function\":\"draft\",\"args\":[\"lease-1\",{\"base64\":\"/w==\"}]}");
  }

  /** A block that doesn't come in time, and custody that can't sign the question for it. */
  @ParameterizedTest
  @ValueSource(strings = {"later", "unrecorded"})
  void whatWasTakenIsPendingWhateverComesThen(String function) {
    Answer answer = post("/transactions", draft(function, ""));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("transaction").asText()).isEqualTo(FakeLedger.TRANSACTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuse | 422 | ledger-refused | Alpha: lease-1 is there.",
        "wrong | 422 | invalid | Contract must be a chaincode's name.",
        "silent | 503 | unavailable | No node of the network answers",
        "lost | 504 | outcome-unknown | Look for it before you send it again.",
        "conflict | 409 | without-effect | is in block 7 and had no effect: MVCC_READ_CONFLICT.",
        "fault | 500 | internal | Something went wrong in the gateway.",
        "deep | 500 | internal | Something went wrong in the gateway.",
      })
  void everyEndIsTold(String function, int status, String type, String told) {
    // When
    Answer answer = post("/transactions", draft(function, ""));

    // Then
    problem(answer, status, type, told);
    assertThat(answer.body()).doesNotContain("10.0.0.7");
    assertThat(answer.json().has("transaction")).isEqualTo(status == 504 || status == 409);
    assertThat(answer.header("retry-after").isEmpty()).isEqualTo(status != 503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 400 | bad-request | must be a JSON object",
        "[] | 400 | bad-request | must be a JSON object",
        "{ | 400 | bad-request | can't be read as JSON",
        "{\"contract\":\"a\",\"function\":\"f\"} x | 400 | bad-request | as JSON",
        "{\"contract\":\"a\",\"function\":\"f\"}{} | 400 | bad-request | nothing else",
        "{\"contract\":\"a\",\"contract\":\"b\",\"function\":\"f\"} | 400 | bad-request | once",
        "{\"function\":\"f\"} | 400 | bad-request | contract is missing",
        "{\"contract\":\"a\"} | 400 | bad-request | function is missing",
        "{\"contract\":null,\"function\":\"f\"} | 400 | bad-request | contract must be a string",
        "{\"contract\":7,\"function\":\"f\"} | 400 | bad-request | contract must be a string",
        "{\"contract\":\" \",\"function\":\"f\"} | 400 | bad-request | 1 to 256 characters",
        "{\"contract\":\"a\",\"function\":\"\"} | 400 | bad-request | 1 to 4096 characters",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":\"x\"} | 400 | bad-request | array",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":[\"x\",7]} | 400 | bad-request | args[1]",
        "{\"contract\":\"a\",\"function\":\"f\",\"args\":[null]} | 400 | bad-request | args[0]",
        "{\"contract\":\"a\",\"function\":\"f\",\"transient\":[]} | 400 | bad-request | transient",
        "{\"contract\":\"a\",\"function\":\"f\",\"transient\":{\"a\":1}} | 400 | bad-request |"
            + " transient",
        "{\"contract\":\"a\",\"function\":\"f\",\"async\":\"yes\"} | 400 | bad-request | async",
        "{\"contract\":\"a\",\"function\":\"f\",\"Args\":[]} | 400 | unknown-field | Args. Known"
            + " are",
        "{\"contract\":\"a\",\"function\":\"f\",\"key\":\"nobody\"} | 422 | invalid | no managed"
            + " key",
        "{\"contract\":\"a\",\"function\":\"f\",\"key\":{}} | 400 | bad-request | key must be",
        "{\"contract\":\"a\",\"function\":\"f\"} | 422 | invalid | Key is missing",
        "{\"contract\":\"a\",\"deploy\":\"0x60\"} | 400 | bad-request | exclude each other",
        "{\"deploy\":7} | 400 | bad-request | deploy must be a string",
        "{\"deploy\":\"0x60\",\"key\":\"clerk\"} | 422 | invalid | aren't deployed here",
      })
  void aBodyThatMakesNoSenseIsRefused(String body, int status, String type, String told) {
    problem(post("/transactions", body), status, type, told);
    assertThat(gateway.signer.reasons()).isEmpty();
  }

  @Test
  void aBodyTooLargeOrCompressedIsRefused() {
    problem(
        post("/transactions", draft("x".repeat(1 << 20), "")),
        413,
        "too-large",
        "nothing was done");
    problem(
        send(
            keyed("/transactions")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x"))),
        415,
        "unsupported-media-type",
        "uncompressed");
  }

  @Test
  void questionsChangeNothingAndAreAskedAsAMember() {
    // When
    Answer answer =
        post("/queries", "{\"contract\":\"notary\",\"function\":\"read\",\"args\":[\"lease-1\"]}");
    Answer bytes = post("/queries", "{\"contract\":\"notary\",\"function\":\"bytes\"}");

    // Then: the first by name of those that are known as members
    assertThat(answer.body()).isEqualTo("{\"result\":\"42\"}");
    assertThat(bytes.body()).isEqualTo("{\"result\":\"/wA=\",\"resultEncoding\":\"base64\"}");
    assertThat(gateway.ledger.calls()).contains("evaluate notary read[lease-1] by bot");
    problem(
        post("/queries", draft("read", ",\"async\":true")), 400, "unknown-field", "async. Known");
    problem(post("/queries", "{\"deploy\":\"0x60\"}"), 400, "unknown-field", "deploy. Known");
  }

  @Test
  void blocksAndTransactionsAreShown() {
    assertThat(get("/blocks/3?key=clerk").body())
        .isEqualTo(
            "{\"number\":3,\"hash\":\"cd\",\"previousHash\":\"ab\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"transactions\":[{\"transaction\":\""
                + FakeLedger.TRANSACTION
                + "\",\"code\":\"VALID\"}]}");
    assertThat(gateway.ledger.calls()).endsWith("block OptionalLong[3] by clerk");
    problem(get("/blocks/8"), 404, "not-found", "blocks/latest");
    problem(get("/transactions/" + "00".repeat(32)), 404, "not-found", "no such transaction");
    problem(get("/transactions/x"), 422, "invalid", "64 hex digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1e3", "00", "0x10", "9999999999999999999", "%31", "1.5"})
  void whatIsNoBlocksNumberIsRefused(String number) {
    problem(get("/blocks/" + number), 400, "bad-request", "block must be a block's number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/block/1",
        "/blocks",
        "/blocks/",
        "/events/1",
        "/queries/",
        "/blocks/1/2"
      })
  void whereNothingIsIsSaid(String path) {
    problem(get(path), 404, "not-found", "nothing at this path");
  }

  @Test
  void wrongMethodsAndParametersAreRefused() {
    Answer answer = send(keyed("/queries").GET());
    problem(answer, 405, "method-not-allowed", "only POST");
    assertThat(answer.header("allow")).isEqualTo("POST");
    problem(post("/blocks/1", "{}"), 405, "method-not-allowed", "only GET");
    problem(get("/blocks/1?apikey=" + TestGateway.KEY), 400, "bad-request", "revoke it");
    assertThat(get("/blocks/1?apikey=" + TestGateway.KEY).body()).doesNotContain(TestGateway.KEY);
    problem(get("/blocks/1?key=clerk&key=bot"), 400, "bad-request", "stands twice");
    problem(get("/blocks/1?key=nobody"), 422, "invalid", "no managed key");
    problem(post("/transactions?key=clerk", draft("draft", "")), 400, "bad-request", "parameter");
  }

  @Test
  void nobodyWithoutAKeyOfTheNetworkIsLetIn() {
    problem(send(request(path("/blocks/1")).GET()), 401, "unauthenticated", "no API key");
    problem(
        send(request(path("/blocks/1")).header("X-Api-Key", "rw_nobody").GET()),
        401,
        "unauthenticated",
        "not valid for this network");
    problem(
        send(
            request("/gateway/v1/networks/" + NetworkId.next() + "/blocks/1")
                .header("X-Api-Key", TestGateway.KEY)
                .GET()),
        401,
        "unauthenticated",
        "not valid for this network");
  }

  @Test
  void theLimitAndTheNetworksStateHold() {
    // When
    gateway.routes.put(network, route(true, 1));
    Answer limited = first(429);
    // Then
    problem(limited, 429, "too-many-requests", "1 calls a second were bought");
    assertThat(limited.header("retry-after")).isEqualTo("1");

    // When
    gateway.routes.put(network, route(false, 100_000));
    // Then
    problem(first(503), 503, "unavailable", "not ready");
  }

  @Test
  void aSuspendedNetworkSaysSoAndNothingCounts() {
    // When
    gateway.routes.put(network, TestGateway.suspended(route(false, 100_000)));
    // Then
    Answer answer = first(409);
    problem(answer, 409, "network-suspended", "The network is suspended");
    assertThat(answer.header("retry-after")).isEmpty();
    problem(post("/transactions", draft("draft", "")), 409, "network-suspended", "resumed");
    problem(get("/events?contract=notary"), 409, "network-suspended", "suspended");
  }

  @Test
  void whatIsFullIsReadAndNotWritten() {
    // When
    gateway.routes.put(network, route(true, 100_000).full(true));
    TestGateway.await(() -> post("/transactions", draft("draft", "")).status() == 409);
    // Then
    problem(
        post("/transactions", draft("draft", "")), 409, "storage-full", "nothing more is written");
    assertThat(post("/queries", "{\"contract\":\"notary\",\"function\":\"read\"}").status())
        .isEqualTo(200);
    assertThat(get("/blocks/1").status()).isEqualTo(200);
  }

  @Test
  void whatTheLedgerAnsweredCountsAndWhatWeRefusedDoesNot() {
    // When
    post("/transactions", draft("draft", ""));
    post("/transactions", draft("refuse", ""));
    post("/transactions", draft("silent", ""));
    post("/transactions", "{}");
    post("/queries", "{\"contract\":\"notary\",\"function\":\"read\"}");

    stop();

    // Then: three of these, and the two that this test began with
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(5);
  }

  /** The same door, and the account's numbers as /eth chooses them. */
  @Test
  void anEthereumNetworkIsCalledTheSameWay() {
    // When
    String path = "/gateway/v1/networks/" + gateway.network + "/";
    String body =
        "{\"contract\":\"0xaa\",\"function\":\"set(uint256)\",\"args\":[\"7\"],\"key\":\"app-1\"}";
    Answer first = send(keyed(path, "transactions").POST(BodyPublishers.ofString(body)));
    Answer second =
        send(
            keyed(path, "transactions")
                .POST(BodyPublishers.ofString(body.replace("}", ",\"async\":true}"))));

    // Then
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().path("status").asText()).isEqualTo("COMMITTED");
    assertThat(second.status()).isEqualTo(202);
    assertThat(gateway.chain.taken()).extracting(t -> t.nonce()).containsExactly(0L, 1L);
    assertThat(first.json().path("transaction").asText())
        .isEqualTo(gateway.chain.taken().get(0).hash());
    assertThat(
            send(keyed(path, "queries")
                    .POST(BodyPublishers.ofString(body.replace("app-1", "0x" + "AB".repeat(20)))))
                .body())
        .isEqualTo("{\"result\":\"set(uint256) by " + TestGateway.ACCOUNT + "\"}");
    problem(
        send(
            keyed(path, "transactions")
                .POST(BodyPublishers.ofString(body.replace("set(uint256)", "nonsense")))),
        422,
        "invalid",
        "Function must be a signature.");
  }

  @Test
  void aClientThatNoCallUsesAnyMoreIsClosedWithTheGatewayAtTheLatest() {
    // Given
    gateway.routes.remove(network);
    TestGateway.await(() -> get("/blocks/1").status() == 401);

    // When
    stop();

    // Then
    assertThat(gateway.ledger.closed()).isEqualTo(1);
  }

  private static void problem(Answer answer, int status, String type, String told) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").asText()).isEqualTo("urn:ridgeway:problem:" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).contains(told);
  }

  private static String draft(String function, String more) {
    return DRAFT.formatted(function, more);
  }

  private String path(String rest) {
    return "/gateway/v1/networks/" + network + rest;
  }

  private Answer get(String rest) {
    return send(keyed(rest).GET());
  }

  private Answer post(String rest, String body) {
    return send(keyed(rest).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder keyed(String rest) {
    return request(path(rest)).header("X-Api-Key", TestGateway.KEY);
  }

  private HttpRequest.Builder keyed(String path, String rest) {
    return request(path + rest).header("X-Api-Key", TestGateway.KEY);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.uri().resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private Answer send(HttpRequest.Builder request) {
    return gateway.send(request);
  }

  private NetworkRoute route(boolean serving, int tps) {
    return new NetworkRoute(
            gateway.tenant,
            new Framework("fabric", "3.1"),
            serving,
            tps,
            gateway.route(tps, serving, Map.of(), List.of()).endpoints(),
            Map.of(TestGateway.sha256(TestGateway.KEY), gateway.credential),
            Map.of("a1", clerk, "a2", bot, "a0", key("another")))
        .withCertificates(Map.of(clerk.id(), certificate("clerk"), bot.id(), certificate("bot")));
  }

  private ManagedKey key(String name) {
    return new ManagedKey(
        KeyId.next(),
        gateway.tenant,
        network,
        name,
        Curve.P256,
        Purpose.TRANSACTION,
        "22".repeat(64),
        Instant.EPOCH);
  }

  private Certificate certificate(String key) {
    return new Certificate(
        gateway.tenant,
        network,
        "alpha-ca",
        key + "-client",
        1,
        "0".repeat(32),
        Instant.EPOCH,
        Instant.MAX,
        "pem");
  }
}
