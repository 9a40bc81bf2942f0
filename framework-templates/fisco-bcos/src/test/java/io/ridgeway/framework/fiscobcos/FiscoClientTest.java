package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction.Status;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderJniObj;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against answers as the node's sources form them. No node has answered it. */
class FiscoClientTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String CONTRACT = "0x6849f21d1e455e9f0712b1e99fa4fcd23758e8f1";
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final List<String> ARGS = List.of("合同-7");

  private final Answers node = new Answers(1);
  private final List<String> reasons = new ArrayList<>();

  /** One node. */
  private static final class Answers implements Asking {
    private final ObjectNode receipt = JSON.createObjectNode();
    private final List<String> sent = new ArrayList<>();
    private final NodeName name;
    private boolean away;
    private boolean silent;

    Answers(int number) {
      name = NodeName.of("sealer", number);
    }

    @Override
    public NodeName node() {
      return name;
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      if (away || (silent && method.equals("sendTransaction"))) {
        throw new LedgerException.Unreachable("sealer-1 does not answer");
      }
      return switch (method) {
        case "getBlockNumber" -> JSON.getNodeFactory().numberNode(41);
        case "sendTransaction" -> {
          sent.add(parameters.get(2).toString());
          yield receipt;
        }
        case "call", "getTransactionReceipt" -> receipt;
        case "getTransaction" -> transaction(parameters.get(2).toString());
        case "getBlockByNumber" -> block(parameters.get(2));
        default -> throw new AssertionError(method);
      };
    }

    private JsonNode transaction(String hash) {
      if (!hash.equals(HASH)) {
        throw new LedgerException.Refused(3, "no such transaction", Optional.empty());
      }
      return JSON.createObjectNode()
          .put("from", "0xfeed")
          .put("to", CONTRACT)
          .put("importTime", 1_767_323_045_000L)
          .put("input", "0x12345678" + "00".repeat(32));
    }

    private static JsonNode block(Object number) {
      ObjectNode block =
          JSON.createObjectNode().put("hash", "0xb" + number).put("timestamp", 1_767_323_045_000L);
      block.putArray("parentInfo").addObject().put("blockHash", "0xa");
      block.putArray("transactions").add(HASH);
      return block;
    }
  }

  private FiscoClient client(Cryptography cryptography, Asking... doors) {
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
    return new FiscoClient(
        Chain.of(scenario.input(PACK, scenario.identities(PACK).identities()).birth()),
        VirtualMachine.EVM,
        List.of(doors),
        () -> "4711");
  }

  private Optional<Signatory> clerk(Cryptography cryptography) {
    TestKey key = TestKey.next(cryptography, new SeededRandom("clerk"));
    TestIdentities made =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()))
            .identities(PACK);
    ManagedKey some = made.identities().key("governor");
    ManagedKey managed =
        new ManagedKey(
            some.id(),
            some.tenant(),
            some.network(),
            "clerk",
            some.curve(),
            some.purpose(),
            key.id().hex(),
            some.createdAt());
    CryptoSuite suite = suite(cryptography);
    return Optional.of(
        new Signatory(
            key.id().account(cryptography),
            managed,
            Optional.empty(),
            (what, reason) -> {
              reasons.add(reason);
              byte[] all = suite.sign(what.bytes(), suite.loadKeyPair(key.privateHex())).encode();
              return cryptography == Cryptography.GUOMI
                  ? new Signature(Curve.SM2, Arrays.copyOf(all, 64))
                  : new Signature(Curve.SECP256K1, all);
            }));
  }

  private static CryptoSuite suite(Cryptography cryptography) {
    return new CryptoSuite(
        cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void submitsWhatTheSdkReadsAndTellsWhatBecameOfIt(Cryptography cryptography) throws Exception {
    // Given
    node.receipt.put("status", 0).put("blockNumber", 42).put("output", "0x01");

    // When
    Submission submission =
        client(cryptography, node)
            .submit(Call.of(CONTRACT, "note(string)", ARGS, clerk(cryptography)));

    // Then
    JsonNode sent =
        JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(node.sent.get(0)));
    assertThat(sent.at("/data/to").asText()).isEqualTo(CONTRACT);
    assertThat(sent.at("/data/blockLimit").asLong()).isEqualTo(341);
    assertThat(sent.at("/data/input").asText())
        .isEqualTo(
            "0x" + HexFormat.of().formatHex(Solidity.call(cryptography, "note(string)", ARGS)));
    assertThat(reasons)
        .containsExactly(
            "transaction " + submission.transaction() + ", " + CONTRACT + " note(string)");
    assertThat(submission.committed().get())
        .extracting(Receipt::block, Receipt::status, Receipt::code)
        .containsExactly(42L, Status.COMMITTED, "0");
  }

  @Test
  void aRevertIsABlocksBusiness() throws Exception {
    // Given
    node.receipt.put("status", 16).put("message", "RevertInstruction").put("blockNumber", 42);

    // When
    Receipt receipt =
        client(Cryptography.STANDARD, node)
            .submit(Call.of(CONTRACT, "f()", List.of(), clerk(Cryptography.STANDARD)))
            .committed()
            .get();

    // Then
    assertThat(receipt.status()).isEqualTo(Status.INVALID);
    assertThat(receipt.code()).isEqualTo("16 RevertInstruction");
  }

  @Test
  void deploysSolidityAndRefusesWebAssembly() throws Exception {
    // Given
    node.receipt.put("status", 0).put("contractAddress", CONTRACT);
    FiscoClient client = client(Cryptography.STANDARD, node);
    Optional<Signatory> clerk = clerk(Cryptography.STANDARD);

    // Then
    assertThat(
            client
                .submit(Call.deployment("0x6080", "constructor()", List.of(), Map.of(), clerk))
                .committed()
                .get()
                .result()
                .text())
        .isEqualTo(CONTRACT);
    assertThatThrownBy(
            () ->
                client.submit(
                    Call.deployment("0x0061736d01", "constructor()", List.of(), Map.of(), clerk)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this chain runs Solidity");
    assertThat(node.sent).hasSize(1);
  }

  @Test
  void whatAConstructorIsGivenStandsBehindTheCode() throws Exception {
    // Given
    node.receipt.put("status", 0).put("contractAddress", CONTRACT.substring(2));
    FiscoClient client = client(Cryptography.STANDARD, node);
    Optional<Signatory> clerk = clerk(Cryptography.STANDARD);
    byte[] called =
        Solidity.call(Cryptography.STANDARD, "constructor(string,uint8)", List.of("合同", "7"));

    // When
    Submission submission =
        client.submit(
            Call.deployment(
                "0x6080", "constructor(string, uint8)", List.of("合同", "7"), Map.of(), clerk));

    // Then
    JsonNode sent =
        JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(node.sent.get(0)));
    assertThat(sent.at("/data/to").asText()).isEmpty();
    assertThat(sent.at("/data/input").asText())
        .isEqualTo("0x6080" + HexFormat.of().formatHex(called, 4, called.length));
    assertThat(submission.committed().get().result().text()).isEqualTo(CONTRACT);
    assertThat(reasons)
        .allMatch(reason -> reason.endsWith(", deployment, constructor(string, uint8)"));
    assertThatThrownBy(
            () -> client.submit(Call.deployment("0x6080", "f()", List.of(), Map.of(), clerk)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be the constructor");
    assertThatThrownBy(
            () ->
                client.submit(Call.deployment("6080", "constructor()", List.of(), Map.of(), clerk)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the contract's code in hex");
  }

  @Test
  void whatWasSentToSomebodySilentIsNeverSentAgain() {
    // Given
    Answers second = new Answers(2);
    node.silent = true;

    // Then
    assertThatThrownBy(
            () ->
                client(Cryptography.STANDARD, node, second)
                    .submit(Call.of(CONTRACT, "f()", List.of(), clerk(Cryptography.STANDARD))))
        .isInstanceOf(LedgerException.Unknown.class);
    assertThat(second.sent).isEmpty();
  }

  @Test
  void asksTheNextNodeWhereOneIsAway() {
    // Given
    Answers second = new Answers(2);
    second.receipt.put("status", 0).put("output", "0x2a");
    node.away = true;

    // Then
    assertThat(
            client(Cryptography.STANDARD, node, second)
                .evaluate(Call.of(CONTRACT, "f()", List.of(), Optional.empty()))
                .text())
        .isEqualTo("0x2a");
    assertThatThrownBy(
            () -> client(Cryptography.STANDARD, node).block(OptionalLong.empty(), Optional.empty()))
        .isInstanceOf(LedgerException.Unreachable.class);
  }

  @Test
  void answersAreToldAsTheSignatureSays() {
    // Given
    String word = "%064x";
    node.receipt
        .put("status", 0)
        .put("output", "0x" + (word + word + word).formatted(0x20, 1, 0x2a));
    FiscoClient client = client(Cryptography.GUOMI, node);

    // Then
    assertThat(evaluated(client, "all() returns (uint256[])")).isEqualTo("[\"42\"]");
    assertThatThrownBy(() -> evaluated(client, "all() returns (uint256[],string)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isn't what the signature says");
    node.receipt.put("output", "nonsense");
    assertThatThrownBy(() -> evaluated(client, "all() returns (bool)"))
        .isInstanceOf(LedgerException.Unreachable.class);
  }

  private static String evaluated(FiscoClient client, String function) {
    return client.evaluate(Call.of(CONTRACT, function, List.of(), Optional.empty())).text();
  }

  @Test
  void aKeyOfTheOtherSuiteIsRefused() {
    assertThatThrownBy(
            () ->
                client(Cryptography.GUOMI, node)
                    .submit(Call.of(CONTRACT, "f()", List.of(), clerk(Cryptography.STANDARD))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key is of another suite than the chain, which is guomi.");
    assertThat(reasons).isEmpty();
  }

  @Test
  void tellsBlocksAndTransactions() {
    // Given
    node.receipt.put("status", 0).put("blockNumber", 41).put("output", "0x");
    FiscoClient client = client(Cryptography.STANDARD, node);

    // Then
    assertThat(client.block(OptionalLong.empty(), Optional.empty()).orElseThrow())
        .satisfies(
            block -> {
              assertThat(block.number()).isEqualTo(41);
              assertThat(block.previous()).isEqualTo("0xa");
              assertThat(block.at()).contains(Instant.parse("2026-01-02T03:04:05Z"));
              assertThat(block.transactions()).hasSize(1);
            });
    assertThat(client.block(OptionalLong.of(42), Optional.empty())).isEmpty();
    assertThat(client.transaction(HASH, Optional.empty()).orElseThrow())
        .satisfies(
            transaction -> {
              assertThat(transaction.status()).isEqualTo(Status.COMMITTED);
              assertThat(transaction.function()).isEqualTo("0x12345678");
              assertThat(transaction.by()).isEqualTo("0xfeed");
            });
    assertThat(client.transaction("0x" + "cd".repeat(32), Optional.empty())).isEmpty();
    assertThatThrownBy(() -> client.transaction("abc", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAContractsEventsFromWhereOneWasSeenLast() {
    // Given
    node.receipt.put("transactionHash", HASH);
    for (String data : List.of("0x01", "0x02", "0x03")) {
      ObjectNode log =
          node.receipt
              .withArray("logEntries")
              .addObject()
              .put("address", data.equals("0x02") ? "00" : CONTRACT.substring(2))
              .put("data", data);
      log.putArray("topics").add("0x70");
    }
    FiscoClient client = client(Cryptography.STANDARD, node);
    EventQuery fromStart = new EventQuery(CONTRACT, OptionalLong.of(41), Optional.empty());
    EventQuery afterFirst =
        new EventQuery(CONTRACT, OptionalLong.empty(), Optional.of(new EventPosition(41, HASH, 0)));

    // Then
    try (Events events = client.events(fromStart, Optional.empty())) {
      assertThat(events.next()).map(e -> e.payload().text()).contains("0x01");
      assertThat(events.next().map(LedgerEvent::at)).contains(new EventPosition(41, HASH, 2));
      client.close();
      assertThat(events.next()).isEmpty();
    }
    try (Events events = client.events(afterFirst, Optional.empty())) {
      assertThat(events.next()).map(e -> e.payload().text()).contains("0x03");
    }
  }
}
