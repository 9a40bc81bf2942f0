package io.ridgeway.framework.ethereum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.ContractInterface;
import io.ridgeway.framework.ContractInterface.Value;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.NumberedLedger.Unsigned;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real GoQuorum nodes take what the pack renders: four validators and an RPC node, through a bad
 * day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QbftNodesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final EthereumPack PACK = new EthereumPack();
  private static final FrameworkDriver DRIVER = PACK.driver();
  private static final JsonRpc RPC = new JsonRpc();
  private static final NodeName RPC_NODE = new NodeName("rpc-1");
  private static final TestKey SENDER = TestKey.named("app-1");

  /** Deploys ten bytes of code that answer every call with 42. */
  private static final String CODE = "0x600a600c600039600a6000f3602a60005260206000f3";

  private static final String TELLER =
      "[{\"type\":\"function\",\"name\":\"tell\",\"inputs\":[{\"name\":\"words\",\"type\":\"string\"}]},"
          + "{\"type\":\"event\",\"name\":\"Told\",\"inputs\":[{\"name\":\"value\",\"type\":\"uint256\"}]}]";

  @TempDir static Path home;
  private static final Scenario SCENARIO = Scenario.parse(scenario(loopback()));
  private static RealNodes nodes;
  private static LedgerHealth health = LedgerHealth.UNHEARD;
  private static String deployment = "";

  @BeforeAll
  static void start() {
    nodes = new RealNodes(GoQuorumBinary.path(), home, PACK, SCENARIO.input(PACK));
    nodes.startAll();
  }

  /** Addresses that runs side by side don't share. */
  private static String loopback() {
    return "127.88." + (1 + ProcessHandle.current().pid() % 250) + ".";
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  @Order(1)
  void allValidatorsAgreeOnAGrowingHeightAndTheRpcNodeFollows() {
    until(h -> h.agreed() && h.progressedAt().isAfter(Instant.EPOCH) && h.message().isEmpty());
    until(h -> h.heights().getOrDefault(RPC_NODE, -1L) >= 3);
  }

  @Test
  @Order(2)
  void signedTransactionsAreMinedWithoutAPrice() {
    // Given
    NumberedLedger client = (NumberedLedger) PACK.client(nodes.endpoints());
    String account = PACK.account(SENDER.publicKey());
    long nonce = client.nextNonce(account);

    // When
    deployment = send(client.prepare(Map.of("from", account, "data", CODE), nonce));
    for (int i = 1; i <= 20; i++) {
      send(client.prepare(Map.of("from", account, "to", account, "gas", "0x5208"), nonce + i));
    }

    // Then
    assertThat(client.nextNonce(account)).isEqualTo(nonce + 21);
    until(h -> !receipt(deployment).isNull());
    assertThat(receipt(deployment).path("status").asText()).isEqualTo("0x1");
    String contract = receipt(deployment).path("contractAddress").asText();
    assertThat(ask("eth_call", Map.of("to", contract, "data", "0x"), "latest").asText())
        .endsWith("2a");
    until(h -> ask("eth_getTransactionCount", account, "latest").asText().equals("0x15"));
    tellsWhatACallAndItsEventAre(client, account, nonce + 21);
  }

  /** The contract tells {@code Told(42)}, whatever it is called with. */
  private static void tellsWhatACallAndItsEventAre(
      NumberedLedger client, String account, long nonce) {
    // Given
    String topic = HexFormat.of().formatHex(Keccak.hash("Told(uint256)".getBytes(UTF_8)));
    String code = "0x602c600c600039602c6000f3" + "602a600052" + "7f" + topic + "60206000a100";
    DetailedLedger ledger = (DetailedLedger) client;
    ContractInterface known =
        PACK.contractInterface(SCENARIO.input(PACK).spec(), TELLER).orElseThrow();

    // When
    String made = send(client.prepare(Map.of("from", account, "data", code), nonce));
    until(h -> !receipt(made).isNull());
    Detail deployed = ledger.detail(made, Optional.empty()).orElseThrow();
    String data =
        HexFormat.of().formatHex(AbiFunction.of("tell(string)").call(List.of("hi"), Keccak::hash));
    String called =
        send(
            client.prepare(
                Map.of(
                    "from",
                    account,
                    "to",
                    deployed.created(),
                    "data",
                    "0x" + data,
                    "gas",
                    "0xffff"),
                nonce + 1));
    until(h -> !receipt(called).isNull());

    // Then
    assertThat(deployed.kind()).isEqualTo(DetailedLedger.Kind.DEPLOYMENT);
    assertThat(deployed.created()).matches("0x[0-9a-f]{40}");
    assertThat(deployed.input()).isEqualTo(code);
    Detail call = ledger.detail(called, Optional.empty()).orElseThrow();
    assertThat(call.transaction().status()).isEqualTo(LedgerTransaction.Status.COMMITTED);
    assertThat(call.transaction().by()).isEqualToIgnoringCase(account);
    assertThat(call.transaction().at()).isPresent();
    assertThat(call.more().get(Detail.NONCE)).isEqualTo(Long.toString(nonce + 1));
    assertThat(known.call(call.input()).orElseThrow().values())
        .containsExactly(new Value("words", "string", "hi"));
    Event told = call.events().get(0);
    assertThat(told.contract()).isEqualTo(deployed.created());
    assertThat(known.event(told.topics(), told.payload().text()).orElseThrow().values())
        .containsExactly(new Value("value", "uint256", "42"));
    assertThat(ledger.detail("0x" + "00".repeat(32), Optional.empty())).isEmpty();
  }

  @Test
  @Order(3)
  void aValidatorThatIsLostIsReplacedByOneWithAnEmptyLedger() {
    // Given
    NodeName lost = new NodeName("validator-4");
    NodeName comes = new NodeName("validator-5");
    RenderInput before = SCENARIO.input(PACK);
    List<ConfigFile> files = nodes.workload(new NodeName("validator-1")).files();
    Roster moving = Roster.UNCHANGED.replacing(lost, 4);

    // When
    nodes.kill(lost);
    nodes.change(SCENARIO.input(PACK, before, moving));
    nodes.start(comes);

    // Then
    assertThat(nodes.workload(new NodeName("validator-1")).files()).isEqualTo(files);
    joined(SCENARIO.input(PACK, before, moving));
    assertThat(validators()).contains(address(comes)).doesNotContain(address(lost)).hasSize(4);

    // When
    nodes.change(SCENARIO.input(PACK, before, moving.settled()));

    // Then
    assertThat(nodes.workload(new NodeName("validator-1")).files()).isNotEqualTo(files);
    long then = health.height();
    until(h -> h.agreed() && h.height() > then);
  }

  /** Has the driver go on until it has nothing left to do. */
  private static void joined(RenderInput input) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Administrators nobody = new TestAdministrators(input.identities());
    Set<String> said = new LinkedHashSet<>();
    Optional<String> waits;
    while ((waits = DRIVER.join(nodes.endpoints(), nobody)).isPresent()) {
      said.add(waits.get());
      assertThat(System.nanoTime()).as("waits for " + waits.get()).isLessThan(end);
      pause();
    }
    assertThat(said)
        .contains(
            "the validators vote to take in validator-5",
            "the validators vote to let validator-4 go");
  }

  private static List<String> validators() {
    List<String> all = new ArrayList<>();
    HostPort at = nodes.endpoints().nodes().get(new NodeName("validator-1")).get("rpc");
    RPC.call(at, PATIENCE, "istanbul_getValidators", "latest")
        .join()
        .forEach(v -> all.add(v.asText()));
    return all;
  }

  private static String address(NodeName node) {
    return AccountAddress.ofPublicKey(Scenario.key(node).publicKey()).prefixed();
  }

  @Test
  @Order(4)
  void oneLostValidatorIsBorneAndASecondHaltsTheChain() throws InterruptedException {
    // When
    nodes.kill(new NodeName("validator-3"));

    // Then
    long then = health.height();
    until(h -> h.height() >= then + 4 && h.message().equals("validator-3 does not answer"));
    assertThat(health.agreed()).isFalse();

    // When
    nodes.kill(new NodeName("validator-2"));

    // Then
    Thread.sleep(3_000);
    health = DRIVER.observe(nodes.endpoints(), health);
    long halted = health.height();
    Thread.sleep(6_000);
    health = DRIVER.observe(nodes.endpoints(), health);
    assertThat(health.height()).isEqualTo(halted);
  }

  @Test
  @Order(5)
  void nothingFinalIsForgottenWhenAllAreKilledAtOnce() {
    // Given
    JsonNode before = receipt(deployment);
    Map<NodeName, Long> had = health.heights();
    long height = health.height();

    // When
    nodes.killAll();
    nodes.startAll();

    // Then
    until(
        now -> {
          // A node that wakes up lower has forgotten, and may vote for other blocks in their place.
          now.heights()
              .forEach(
                  (node, itsHeight) ->
                      assertThat(itsHeight)
                          .as("height of " + node)
                          .isGreaterThanOrEqualTo(had.getOrDefault(node, 0L)));
          return now.agreed() && now.height() > height;
        });
    assertThat(receipt(deployment)).isEqualTo(before);
  }

  private static String scenario(String network) {
    StringBuilder yaml =
        new StringBuilder(
            """
            network: n00000000real
            software: {name: goquorum, version: "22.7.4"}
            born: "%s"
            order: {validator: 4, rpc: 1}
            parameters: {}
            storageGib: 1
            nodes:
            """
                .formatted(Instant.now()));
    for (int i = 1; i <= 6; i++) {
      yaml.append(
          "  %s: {cityNode: local-1, hosts: {INSIDE: %s%d}}\n"
              .formatted(i == 6 ? RPC_NODE : "validator-" + i, network, i));
    }
    return yaml.toString();
  }

  private static void until(Predicate<LedgerHealth> so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      health = DRIVER.observe(nodes.endpoints(), health);
      if (so.test(health)) {
        return;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new AssertionError("not within " + PATIENCE + ": " + health);
  }

  private static String send(Unsigned unsigned) {
    return ask("eth_sendRawTransaction", unsigned.encode().encode(SENDER.sign(unsigned.digest())))
        .asText();
  }

  private static JsonNode receipt(String transaction) {
    return ask("eth_getTransactionReceipt", transaction);
  }

  private static JsonNode ask(String method, Object... parameters) {
    HostPort at = nodes.endpoints().nodes().get(RPC_NODE).get("rpc");
    return RPC.call(at, PATIENCE, method, parameters).join();
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
