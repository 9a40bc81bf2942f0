package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.chart.ChartRoles;
import io.ridgeway.app.chart.TierDoors;
import io.ridgeway.app.demo.SmallNetwork;
import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.OwnServers;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An hour without PostgreSQL, Keycloak and the control plane, while the gateway and a real network
 * go on: each role is a process of its own, as the chart has it.
 *
 * <p>{@code RIDGEWAY_OUTAGE} is another length, such as {@code PT7M}: signatures by managed keys
 * end after 5 minutes, limits go down after half a minute and after 10.
 */
@Tag("left-to-full")
class LongOutageIT {
  private static final Duration LENGTH = length();
  private static final String DATABASE = "ridgeway_outage";
  private static final List<String> CONTROL_PLANE = List.of("portal", "ops", "reconciler");
  private static final int TPS = 100;
  private static final int BATCH = 10;

  /** "Within a second", and what a busy machine takes. */
  private static final Duration HEARD = Duration.ofSeconds(5);

  /** Of a hundred, as many may find no node: the machine is busy. */
  private static final double UNANSWERED_MOST = 0.01;

  private static OwnServers servers;
  private static ChartRoles roles;

  private final Firm firm = Firm.verified(new TierDoors(roles, servers::token), "harbour-clerk");
  private final String network = ordered();
  private final CountedCalls calls = new CountedCalls(roles.gatewayUrl(), network);

  private long gone;

  private static Duration length() {
    String said = System.getenv().getOrDefault("RIDGEWAY_OUTAGE", "PT1H");
    Duration length = Duration.parse(said);
    if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "RIDGEWAY_OUTAGE is " + said + ": it takes PT1M to PT1H, since limits end after 65 min");
    }
    return length;
  }

  @BeforeAll
  static void start() throws SQLException {
    servers = OwnServers.begun("outage");
    roles =
        new ChartRoles(
            servers.stack(),
            Path.of("target", "outage-roles").toAbsolutePath(),
            servers.emptyDatabase(DATABASE),
            Map.of(
                "local-1",
                Map.of(
                    "home",
                    servers.stack().home().cityNode().toString(),
                    "software",
                    Home.from(System.getenv()).software().toString(),
                    "addresses",
                    "127.98.0.0/16",
                    "cpuMillis",
                    "16000")));
    roles.migrate();
    roles.start(ChartRoles.ALL);
  }

  @AfterAll
  static void stop() {
    if (roles != null) {
      roles.close();
    }
  }

  private String ordered() {
    RunningRidgeway.await(
        "a framework is offered",
        () -> !firm.api().get("/v1/catalogue").path("frameworks").isEmpty());
    return firm.order(new Wish(SmallNetwork.spec("outage", "ethereum", "qbft-1")).with("tps", TPS));
  }

  /** An API key that was made. */
  private record Made(String id, String secret) {}

  @Test
  void keysThatTheGatewayKnowsGoOnWorkingAndEachCallIsBilledOnce() throws SQLException {
    // Given
    firm.awaitState(network, "Ready");
    Made application = make("application");
    Made limited = make("limited");
    firm.api()
        .put(
            "/v1/gateway-credentials/" + limited.id() + "/limits",
            Map.of("tps", OutageLoad.KEY_TPS));
    Made revoked = make("revoked");
    JsonNode clerk = firm.api().post("/v1/networks/" + network + "/keys", Map.of("name", "clerk"));
    String account = clerk.path("account").asText();
    OutageLoad load =
        new OutageLoad(calls, new OutageLoad.Keys(account, application.secret(), limited.secret()));
    isKnown(revoked);
    revoke(revoked);
    isKnown(application);
    RunningRidgeway.await(
        "the gateway knows the limit",
        () ->
            calls
                .rpc(limited.secret(), "eth_chainId")
                .header("RateLimit-Policy")
                .contains("\"key-tps\";q=" + OutageLoad.KEY_TPS));
    load.begins();
    long height = height(application);

    // When
    Made late = outageBegins();
    pass(load, List.of("rw_" + "0".repeat(43), late.secret(), revoked.secret()));
    assertThat(servers.areAway()).isTrue();
    assertThat(CONTROL_PLANE).noneMatch(roles::lives);
    assertThat(height(application) - height).isGreaterThan(LENGTH.toSeconds() / 4);
    int refused = load.refused();
    servers.start();
    roles.start(CONTROL_PLANE);

    // Then
    load.isStranger(revoked.secret());
    isKnown(late);
    int before = load.signedHere().size();
    RunningRidgeway.await(
        "it signs again",
        () -> {
          load.signsHereAgain();
          return load.signedHere().size() > before;
        });
    assertThat(settledUsage()).isEqualByComparingTo(BigDecimal.valueOf(calls.counted()));
    assertThat((double) calls.unanswered().size())
        .as("%s", calls.unanswered())
        .isLessThanOrEqualTo(UNANSWERED_MOST * calls.counted());
    assertThat(load.keptOut()).isPositive();
    if (LENGTH.compareTo(OutageLoad.HELD.plusMinutes(1)) > 0) {
      assertThat(refused).as("what was signed with a key that may be held no more").isPositive();
    }
    isOnTheLedgerOnce(late, account, load.signedHere(), load.unknown());
    isOnTheLedgerOnce(late, load.own().address(), load.signedElsewhere(), load.unknown());
    assertThat(signaturesInTheAudit(clerk.path("id").asText()))
        .isBetween(load.signedHere().size(), load.signedHere().size() + load.unknown());
    Duration heard = ends(application);
    assertThat(heard).isLessThan(HEARD);
    assertThat(settledUsage()).isEqualByComparingTo(BigDecimal.valueOf(calls.counted()));
    System.out.printf(
        "%s away: %d calls answered and billed, %d not answered by a node; %d transactions by the"
            + " managed key, %d refused, %d by a key elsewhere, %d over the limit; a revoked key"
            + " ended after %d ms%n",
        LENGTH,
        calls.counted(),
        calls.unanswered().size(),
        load.signedHere().size(),
        refused,
        load.signedElsewhere().size(),
        load.keptOut(),
        heard.toMillis());
    firm.delete(network);
  }

  /**
   * The gateway stands still for the moment in which one more API key is made and the database
   * goes: it has never seen that key.
   */
  private Made outageBegins() {
    Made late;
    roles.freeze("gateway", true);
    try {
      late = make("late");
      servers.stopPostgres();
      gone = System.nanoTime();
    } finally {
      roles.freeze("gateway", false);
    }
    roles.stop(CONTROL_PLANE);
    servers.stopKeycloak();
    assertThat(servers.areAway()).isTrue();
    assertThat(CONTROL_PLANE).noneMatch(roles::lives);
    return late;
  }

  /** About one call a second, for as long as all is away. */
  private void pass(OutageLoad load, List<String> strangers) {
    for (int turn = 0; since(gone).compareTo(LENGTH) < 0; turn++) {
      long second = System.nanoTime();
      load.asks(turn);
      if (turn % 3 == 0) {
        load.signsHere(turn / 3);
      }
      if (turn % 5 == 0) {
        load.signsElsewhere();
      }
      if (turn % 20 == 0) {
        load.isLimited(since(gone));
        strangers.forEach(load::isStranger);
        assertThat(roles.isWell("gateway")).isTrue();
      }
      pause(Duration.ofSeconds(1).minus(since(second)));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Made make(String name) {
    JsonNode made =
        firm.api().post("/v1/networks/" + network + "/gateway-credentials", Map.of("name", name));
    return new Made(made.path("id").asText(), made.path("secret").asText());
  }

  private void isKnown(Made key) {
    RunningRidgeway.await(
        "the gateway knows the key",
        () -> calls.rpc(key.secret(), "eth_blockNumber").status() == 200);
  }

  private void revoke(Made key) {
    firm.api().delete("/v1/gateway-credentials/" + key.id());
    RunningRidgeway.await(
        "the gateway knows it no more",
        () -> calls.rpc(key.secret(), "eth_blockNumber").status() == 401);
  }

  /** How long a key that is revoked goes on. */
  private Duration ends(Made key) {
    firm.api().delete("/v1/gateway-credentials/" + key.id());
    long from = System.nanoTime();
    while (calls.rpc(key.secret(), "eth_blockNumber").status() == 200
        && since(from).compareTo(RunningRidgeway.PATIENCE) < 0) {
      pause(Duration.ofMillis(50));
    }
    return since(from);
  }

  private long height(Made by) {
    return number(calls.rpc(by.secret(), "eth_blockNumber").body().path("result"));
  }

  private static long number(JsonNode hex) {
    return Long.decode(hex.asText());
  }

  /** Each of these is in a block, and the account has sent nothing else. */
  private void isOnTheLedgerOnce(Made by, String account, List<String> hashes, int unknown) {
    assertThat(hashes).isNotEmpty().doesNotHaveDuplicates();
    Set<String> places = new HashSet<>();
    for (int from = 0; from < hashes.size(); from += BATCH) {
      List<String> some = hashes.subList(from, Math.min(hashes.size(), from + BATCH));
      List<JsonNode> receipts = new ArrayList<>();
      RunningRidgeway.await(
          "all are in blocks",
          () -> {
            receipts.clear();
            receipts.addAll(calls.batch(by.secret(), "eth_getTransactionReceipt", some));
            return receipts.size() == some.size() && receipts.stream().allMatch(JsonNode::isObject);
          });
      for (JsonNode receipt : receipts) {
        assertThat(receipt.path("status").asText()).as("%s", receipt).isEqualTo("0x1");
        assertThat(receipt.path("from").asText()).isEqualToIgnoringCase(account);
        places.add(
            receipt.path("blockNumber").asText() + " " + receipt.path("transactionIndex").asText());
      }
    }
    assertThat(places).hasSize(hashes.size());
    long sent =
        number(
            calls
                .rpc(by.secret(), "eth_getTransactionCount", account, "latest")
                .body()
                .path("result"));
    assertThat(sent).isBetween((long) hashes.size(), (long) hashes.size() + unknown);
  }

  /** What the network used, once no more comes: counts are kept every few seconds. */
  private BigDecimal settledUsage() {
    BigDecimal usage = usage();
    long from = System.nanoTime();
    while (since(from).compareTo(Duration.ofSeconds(10)) < 0) {
      pause(Duration.ofMillis(500));
      BigDecimal now = usage();
      if (now.compareTo(usage) != 0) {
        usage = now;
        from = System.nanoTime();
      }
    }
    return usage;
  }

  private BigDecimal usage() {
    return new BigDecimal(
        firm.api()
            .get("/v1/networks/" + network + "/usage")
            .path("totals")
            .path("GATEWAY_CALLS")
            .asText());
  }

  /** How many signatures by that key the audit has, but for replacements of stuck transactions. */
  private static int signaturesInTheAudit(String key) throws SQLException {
    try (Connection database = servers.connect(DATABASE);
        PreparedStatement question =
            database.prepareStatement(
                "select count(*) from audit_event where action = 'key.sign' and subject = ?"
                    + " and fields->>'reason' not like 'replacement %'")) {
      question.setString(1, key);
      try (ResultSet answer = question.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }
}
