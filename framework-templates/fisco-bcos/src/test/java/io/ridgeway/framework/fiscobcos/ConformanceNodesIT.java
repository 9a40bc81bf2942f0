package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere;
import io.ridgeway.framework.Submission;
import io.ridgeway.framework.fiscobcos.conformance.ConformanceNode;
import io.ridgeway.framework.fiscobcos.conformance.NodeCaller;
import io.ridgeway.framework.fiscobcos.conformance.Specification;
import io.ridgeway.model.deploy.SecretFile.Format;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we render, wired up: four test doubles that take it as nodes would. They are no ledger. */
class ConformanceNodesIT {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String VERSION = "3.16";

  @TempDir Path home;
  private final Map<String, ConformanceNode> running = new TreeMap<>();
  private final Map<String, NodeDirectory> directories = new TreeMap<>();
  private String network = "";

  @AfterEach
  void stopAll() throws IOException {
    for (ConformanceNode node : running.values()) {
      node.close();
    }
  }

  /** A stretch of loopback whose ports nobody has. */
  private static String freeNetwork() throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String network = "127." + random.nextInt(100, 250) + "." + random.nextInt(1, 250) + ".";
      try (ServerSocket p2p = new ServerSocket();
          ServerSocket rpc = new ServerSocket()) {
        p2p.bind(new InetSocketAddress(network + 1, 30300));
        rpc.bind(new InetSocketAddress(network + 1, 20200));
        return network;
      } catch (IOException e) {
        // Taken: another one.
      }
    }
    throw new IOException("no loopback network is free");
  }

  private Scenario write(Cryptography cryptography) throws IOException {
    network = freeNetwork();
    Scenario scenario =
        Scenario.local(network, VERSION, 4, 1, Map.of("cryptography", cryptography.parameter()));
    for (Workload workload : scenario.render(PACK).get(0).workloads()) {
      String name = workload.name().value();
      directories.put(
          name,
          NodeDirectory.write(
              home.resolve(name),
              workload,
              scenario.identities(PACK).secrets(),
              scenario.host(workload.name())));
    }
    return scenario;
  }

  private void start(String name) throws Exception {
    NodeDirectory directory = directories.get(name);
    running.put(
        name,
        ConformanceNode.start(
            directory.file("config.ini"),
            directory.file("config.genesis"),
            Specification.of(VERSION),
            Clock.systemUTC()));
  }

  private void stop(String name) throws IOException {
    running.remove(name).close();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(PATIENCE.toNanos());
      Thread.sleep(50);
    }
  }

  private boolean standsStill(String name) {
    long before = running.get(name).height();
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return running.get(name).height() == before;
  }

  private boolean allAtLeast(long height) {
    return running.values().stream().allMatch(node -> node.height() >= height);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void nodesFindEachOtherByWhatWasRenderedAndGoOn(Cryptography cryptography) throws Exception {
    // Given
    write(cryptography);

    // When
    for (String name : directories.keySet()) {
      start(name);
    }

    // Then
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    await("a height that grows", () -> allAtLeast(4));
    NodeCaller caller = NodeCaller.of(directories.get("sealer-1").path());
    for (int i = 1; i <= 5; i++) {
      assertThat(caller.ask(network + i, 20200, "getBlockNumber").path("result").asLong())
          .isGreaterThanOrEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theDriverLooksAtThemWithAKeyThatStaysInCustody(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    TestAdministrators administrators = new TestAdministrators(scenario.identities(PACK));
    LedgerEndpoints nodes = endpoints(scenario);
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));

    // Then
    await(
        "agreement of all five",
        () -> {
          LedgerHealth health = PACK.driver().observe(nodes, LedgerHealth.UNHEARD, administrators);
          return health.agreed() && health.heights().size() == 5 && health.message().isEmpty();
        });
    assertThat(administrators.reasons()).contains("TLS with sealer-1", "TLS with observer-1");
    assertThat(PACK.driver().join(nodes, administrators)).isEmpty();

    // When
    stop("observer-1");

    // Then
    await(
        "news of it",
        () ->
            PACK.driver()
                .observe(nodes, LedgerHealth.UNHEARD, administrators)
                .message()
                .equals("observer-1 does not answer"));
  }

  /** What somebody else signed is sent, and told in full; doubles look at no signature. */
  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theClientSendsWhatOthersSignedAndTellsAllOfIt(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("a height that grows", () -> allAtLeast(4));
    TestAdministrators administrators = new TestAdministrators(scenario.identities(PACK));
    try (ReceiptLedger ledger = (ReceiptLedger) PACK.client(endpoints(scenario), administrators)) {
      Chain chain = Chain.of(endpoints(scenario).birth());
      String contract = "0x" + "c0".repeat(20);
      byte[] call = Solidity.call(cryptography, "set(uint8)", List.of("7"));
      boolean guomi = cryptography == Cryptography.GUOMI;
      String encoded =
          new ChainTransaction(
                  chain.id(), chain.groupId(), ledger.height() + 100, "4711", contract, call)
              .encode(
                  cryptography,
                  new Signature(guomi ? Curve.SM2 : Curve.SECP256K1, new byte[guomi ? 64 : 65]),
                  "5a".repeat(64));

      // When
      String id =
          ledger
              .submit(
                  new SignedElsewhere.Signed(
                      HexFormat.of().parseHex(encoded.substring(2)), new byte[0]))
              .transaction();

      // Then
      ReceiptLedger.Sent sent = ledger.sent(id).orElseThrow();
      ReceiptLedger.Executed receipt = sent.receipt().orElseThrow();
      assertThat(sent.to()).isEqualTo(contract);
      assertThat(sent.input()).isEqualTo("0x" + HexFormat.of().formatHex(call));
      assertThat(receipt.status()).isZero();
      assertThat(receipt.logs()).contains(contract.substring(2));
      ReceiptLedger.Mined block =
          ledger.mined(new BlockLedger.BlockName.Number(receipt.block())).orElseThrow();
      assertThat(block.hash()).isEqualTo(receipt.blockHash());
      assertThat(block.transactions()).extracting(ReceiptLedger.Sent::id).contains(id);
      assertThat(ledger.mined(new BlockLedger.BlockName.Hash(block.hash())))
          .hasValueSatisfying(same -> assertThat(same.number()).isEqualTo(block.number()));
      assertThat(ledger.transactions()).isPositive();
      assertThat(ledger.ask(contract, sent.input(), List.of()).text()).isEqualTo("0x");
      try (Blocks blocks = ledger.blocks(receipt.block(), Optional.empty())) {
        assertThat(blocks.next().orElseThrow().hash()).isEqualTo(block.hash());
        assertThat(blocks.next().orElseThrow().number()).isEqualTo(block.number() + 1);
      }
    }
  }

  /** As a rotation has nodes take theirs: each is waited for until it takes part again. */
  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void certificatesAreRotatedOneNodeAtATimeWhileTheChainGoesOn(Cryptography cryptography)
      throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    TestIdentities renewed =
        scenario.identities(PACK).renewed(PACK.plan(scenario.spec()).identities());
    TestAdministrators administrators = new TestAdministrators(renewed);
    LedgerEndpoints nodes = endpoints(scenario);

    for (Workload workload : scenario.render(PACK, renewed.identities()).get(0).workloads()) {
      // When
      String name = workload.name().value();
      Map<String, String> before = files(name);
      stop(name);
      long height =
          running.values().stream().mapToLong(ConformanceNode::height).max().orElseThrow();
      directories.put(
          name,
          NodeDirectory.write(
              home.resolve(name), workload, renewed.secrets(), scenario.host(workload.name())));
      // Then the others go on without it
      await("blocks while " + name + " is away", () -> allAtLeast(height + 2));
      start(name);
      await(
          name + " takes part again",
          () -> {
            LedgerHealth health =
                PACK.driver().observe(nodes, LedgerHealth.UNHEARD, administrators);
            return health.agreed() && health.apart().isEmpty() && health.heights().size() == 5;
          });
      assertThat(changed(before, files(name)))
          .as("certificates, and no node id")
          .containsExactlyInAnyOrder(
              cryptography == Cryptography.STANDARD
                  ? new String[] {"ssl.crt"}
                  : new String[] {"ssl.crt", "sm_ssl.crt", "sm_enssl.crt"});
    }
    assertThat(PACK.driver().join(nodes, administrators)).isEmpty();
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directories.get(name).file("config.ini").getParent())) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    return after.keySet().stream().filter(n -> !before.get(n).equals(after.get(n))).toList();
  }

  /** The way there and back; a double executes nothing. */
  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theGatewaysClientCallsThemAndKeepsItsConnection(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    TestAdministrators gateway = new TestAdministrators(scenario.identities(PACK));
    Optional<Signatory> clerk = clerk(cryptography, gateway);

    try (LedgerClient client = PACK.client(endpoints(scenario), gateway)) {
      // When
      Receipt deployed =
          client
              .submit(Call.deployment("0x6080", "constructor()", List.of(), Map.of(), clerk))
              .committed()
              .get();
      String contract = deployed.result().text();
      Submission sent = client.submit(Call.of(contract, "note(string)", List.of("合同"), clerk));
      long block = sent.committed().get().block();

      // Then
      assertThat(client.transaction(sent.transaction(), Optional.empty()).orElseThrow().contract())
          .isEqualTo(contract);
      assertThat(
              client.block(OptionalLong.of(block), Optional.empty()).orElseThrow().transactions())
          .extracting(LedgerBlock.Entry::id)
          .contains(sent.transaction());
      EventQuery query = new EventQuery(contract, OptionalLong.of(block), Optional.empty());
      try (Events events = client.events(query, Optional.empty())) {
        assertThat(events.next().orElseThrow().at().transaction()).isEqualTo(sent.transaction());
      }
      assertThat(client.evaluate(Call.of(contract, "f()", List.of(), Optional.empty())).text())
          .isEqualTo("0x");
      // Asked a dozen times, each of which would be a connection otherwise.
      assertThat(gateway.reasons()).hasSizeLessThan(10);
    }
  }

  private static Optional<Signatory> clerk(Cryptography cryptography, TestAdministrators made) {
    TestKey key = TestKey.next(cryptography, new SeededRandom("clerk"));
    ManagedKey like = made.identities().key(FiscoIdentities.GOVERNOR);
    // Doubles look at no signature.
    byte[] none = new byte[cryptography == Cryptography.GUOMI ? 64 : 65];
    return Optional.of(
        new Signatory(
            key.id().account(cryptography),
            new ManagedKey(
                like.id(),
                like.tenant(),
                like.network(),
                "clerk",
                like.curve(),
                like.purpose(),
                key.id().hex(),
                like.createdAt()),
            Optional.empty(),
            (what, reason) -> new Signature(like.curve(), none)));
  }

  private LedgerEndpoints endpoints(Scenario scenario) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    Map<NodeName, Map<String, HostPort>> at = new TreeMap<>();
    input
        .plan()
        .nodes()
        .forEach(
            n -> at.put(n.name(), Map.of("rpc", new HostPort(scenario.host(n.name()), 20200))));
    return new LedgerEndpoints(
        input.network(), at, input.plan().groups().get(0).members(), input.birth());
  }

  @Test
  void oneMayBeAwayAndTwoMayNot() throws Exception {
    // Given
    write(Cryptography.STANDARD);
    for (String name : List.of("sealer-1", "sealer-2", "sealer-3")) {
      start(name);
    }
    await("three of four", () -> allAtLeast(2));

    // When
    stop("sealer-3");

    // Then
    await("a height that stands still", () -> standsStill("sealer-1"));
    await("two of four", () -> running.values().stream().allMatch(n -> n.company() == 2));
    long stopped = running.get("sealer-1").height();

    // When
    start("sealer-3");

    // Then
    await("three of four again", () -> allAtLeast(stopped + 3));
  }

  @Test
  void whoHasNoCertificateOfTheChainIsNotAnswered() throws Exception {
    // Given
    write(Cryptography.STANDARD);
    start("sealer-1");
    Path stranger = Files.createDirectories(home.resolve("stranger/conf"));
    TestAuthority other = TestAuthority.of(Cryptography.STANDARD, new SeededRandom("stranger"));
    TestAuthority.Issued issued = other.signing();
    Files.writeString(stranger.resolve("ssl.crt"), issued.certificate());
    Files.write(stranger.resolve("ssl.key"), Format.RSA_PEM.encode(issued.key()));
    Files.copy(directories.get("sealer-1").file("ca.crt"), stranger.resolve("ca.crt"));

    // Then
    assertThat(
            NodeCaller.of(directories.get("sealer-2").path())
                .ask(network + 1, 20200, "getGroupList")
                .at("/result/groupList/0")
                .asText())
        .isEqualTo("group0");
    NodeCaller caller = NodeCaller.of(home.resolve("stranger"));
    assertThatThrownBy(() -> caller.ask(network + 1, 20200, "getBlockNumber"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aNodeWithAKeyThatIsUnknownDoesNotStart() throws Exception {
    // Given
    write(Cryptography.STANDARD);
    Path config = directories.get("sealer-1").file("config.ini");
    Files.writeString(config, Files.readString(config) + "    verbosity=3\n");

    // Then
    assertThatThrownBy(() -> start("sealer-1"))
        .isInstanceOf(ConformanceNode.Refused.class)
        .hasMessage("config.ini log.verbosity: no node of 3.16.4 reads it");
  }
}
