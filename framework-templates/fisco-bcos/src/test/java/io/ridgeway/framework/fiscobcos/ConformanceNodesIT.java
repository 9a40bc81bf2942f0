package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Drafts;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.framework.RpcLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.Submission;
import io.ridgeway.framework.fiscobcos.conformance.ConformanceNode;
import io.ridgeway.framework.fiscobcos.conformance.NodeCaller;
import io.ridgeway.model.deploy.SecretFile.Format;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we render, wired up. */
class ConformanceNodesIT extends OnDoubles {
  /** Some twenty of them. */
  private static final Duration NOTES = Duration.ofSeconds(5);

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

  /** It notes how far it is at each beat; a note that is cut off would keep it down for good. */
  @Test
  void aNodeThatIsKilledAtAnyTimeFindsWhereItWas() throws Exception {
    // Given
    write(Cryptography.STANDARD);
    start("sealer-1");
    Path note = directories.get("sealer-1").path().resolve("data/ledger/height");
    await("a first note", () -> Files.exists(note));

    // Then
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < NOTES.toNanos()) {
      assertThat(Files.readString(note)).matches("[0-9]+ rulings.*");
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
      long limit = ledger.height() + 100;
      String encoded = encoded(chain, limit, "4711", contract, call);

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
      asksAsTheyCame(
          (RpcLedger) ledger, chain, id, encoded, encoded(chain, limit, "4712", contract, call));
      assertThat(ledger.ask(contract, sent.input(), List.of()).text()).isEqualTo("0x");
      try (Blocks blocks = ledger.blocks(receipt.block(), Optional.empty())) {
        assertThat(blocks.next().orElseThrow().hash()).isEqualTo(block.hash());
        assertThat(blocks.next().orElseThrow().number()).isEqualTo(block.number() + 1);
      }
    }
  }

  /** With a signature that no double looks at. */
  private static String encoded(
      Chain chain, long limit, String nonce, String contract, byte[] call) {
    boolean guomi = chain.cryptography() == Cryptography.GUOMI;
    return new ChainTransaction(chain.id(), chain.groupId(), limit, nonce, contract, call)
        .encode(
            chain.cryptography(),
            new Signature(guomi ? Curve.SM2 : Curve.SECP256K1, new byte[guomi ? 64 : 65]),
            "5a".repeat(64));
  }

  /** In the chain's own words, which is what the gateway's door of it passes on. */
  private static void asksAsTheyCame(
      RpcLedger ledger, Chain chain, String id, String before, String next) {
    String group = "[\"" + chain.groupId() + "\",\"\"";
    assertThat(Long.parseLong(ledger.answer("getBlockNumber", group + "]"))).isPositive();
    assertThat(ledger.answer("getTransaction", group + ",\"" + id + "\"]")).contains("\"input\"");
    assertThat(ledger.answer("getTransactionReceipt", group + ",\"" + id + "\",false]"))
        .contains("\"status\":0");
    assertThat(ledger.answer("getBlockByNumber", group + ",1,true,true]")).contains("\"hash\"");
    assertThat(ledger.answer("sendTransaction", group + ",\"" + next + "\",false]"))
        .contains("\"status\":0");
    assertThatThrownBy(() -> ledger.answer("sendTransaction", group + ",\"" + before + "\"]"))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage("NonceCheckFail");
    assertThatThrownBy(
            () -> ledger.answer("getTransaction", group + ",\"0x" + "00".repeat(32) + "\"]"))
        .isInstanceOfSatisfying(
            LedgerException.Refused.class, e -> assertThat(e.code()).isEqualTo(3008));
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
      long signedElsewhere = draftedAndSigned((Drafts) client, cryptography, contract);
      assertThat(signedElsewhere).isGreaterThan(block);
      // Asked a dozen times, each of which would be a connection otherwise.
      assertThat(gateway.reasons()).hasSizeLessThan(10);
    }
  }

  /** In which block a call is of an account that keeps its key. */
  private static long draftedAndSigned(Drafts ledger, Cryptography cryptography, String contract)
      throws Exception {
    TestKey own = TestKey.next(cryptography, new SeededRandom("till"));
    String account = own.id().account(cryptography);
    Drafts.Draft draft =
        ledger.draft(
            new Call(contract, "note(string)", List.of("合同"), Map.of(), Optional.empty()), account);
    CryptoSuite suite =
        new CryptoSuite(
            cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
    byte[] signature = suite.sign(draft.digest(), suite.loadKeyPair(own.privateHex())).encode();
    return ledger.submit(new Signed(draft.payload(), signature), account).committed().get().block();
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
