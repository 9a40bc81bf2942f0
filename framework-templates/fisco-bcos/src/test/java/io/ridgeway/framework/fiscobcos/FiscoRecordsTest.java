package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.ReceiptLedger.Executed;
import io.ridgeway.framework.ReceiptLedger.Mined;
import io.ridgeway.framework.ReceiptLedger.Sent;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of transactions and blocks in full, and what others have signed. */
class FiscoRecordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String CONTRACT = "0x6849f21d1e455e9f0712b1e99fa4fcd23758e8f1";
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String BLOCK = "0x" + "cd".repeat(32);

  private final Node node = new Node();

  /** One node. */
  private static final class Node implements Asking {
    private final List<String> asked = new ArrayList<>();
    private boolean silent;
    private boolean waits;

    @Override
    public NodeName node() {
      return new NodeName("sealer-1");
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      asked.add(method + parameters.subList(2, parameters.size()));
      return switch (method) {
        case "getBlockNumber" -> JSON.getNodeFactory().numberNode(41);
        case "getTotalTransactionCount" ->
            JSON.createObjectNode().put("transactionCount", 12).put("failedTransactionCount", 1);
        case "getBlockHashByNumber" -> JSON.getNodeFactory().textNode(BLOCK);
        case "getTransaction" -> known(parameters.get(2), sent());
        case "getTransactionReceipt" -> known(waits ? "" : parameters.get(2), receipt());
        case "getBlockByHash" -> known(parameters.get(2).equals(BLOCK) ? HASH : "", block());
        case "getBlockByNumber" -> block();
        case "call" ->
            JSON.createObjectNode().put("status", 0).put("output", "0x" + "00".repeat(31) + "2a");
        case "sendTransaction" -> {
          if (silent) {
            throw new LedgerException.Unreachable("sealer-1 does not answer");
          }
          yield receipt();
        }
        default -> throw new AssertionError(method);
      };
    }

    private static JsonNode known(Object id, ObjectNode found) {
      if (!id.equals(HASH)) {
        throw new LedgerException.Refused(3008, "there is no such thing", Optional.empty());
      }
      return found;
    }

    private static ObjectNode sent() {
      return JSON.createObjectNode()
          .put("hash", HASH)
          .put("from", "0xfeed")
          .put("to", CONTRACT)
          .put("input", "0x12345678");
    }

    private static ObjectNode receipt() {
      ObjectNode receipt =
          JSON.createObjectNode()
              .put("blockNumber", 41)
              .put("gasUsed", "21000")
              .put("status", 16)
              .put("output", "0x02")
              .put("contractAddress", CONTRACT.substring(2));
      receipt.putArray("logEntries").addObject().put("data", "0x01");
      return receipt;
    }

    private static ObjectNode block() {
      ObjectNode block =
          JSON.createObjectNode()
              .put("hash", BLOCK)
              .put("number", 41)
              .put("sealer", 1)
              .put("timestamp", 1_767_323_045_000L);
      block.putArray("sealerList").add("aa").add("bb");
      block.putArray("parentInfo").addObject().put("blockHash", "0xa");
      block.putArray("transactions").add(HASH).add(sent());
      return block;
    }
  }

  private FiscoClient client(Cryptography cryptography) {
    return new FiscoClient(chain(cryptography), VirtualMachine.EVM, List.of(node), () -> "4711");
  }

  private static Chain chain(Cryptography cryptography) {
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
    return Chain.of(scenario.input(PACK, scenario.identities(PACK).identities()).birth());
  }

  @Test
  void tellsTransactionsWithTheirReceipts() {
    FiscoClient client = client(Cryptography.STANDARD);
    Executed receipt =
        new Executed(41, BLOCK, 21_000, 16, "0x02", CONTRACT, "[{\"data\":\"0x01\"}]");
    assertThat(client.sent(HASH))
        .contains(new Sent(HASH, "0xfeed", CONTRACT, "0", "0x12345678", Optional.of(receipt)));
    node.waits = true;
    assertThat(client.sent(HASH).orElseThrow().receipt()).isEmpty();
    assertThat(client.sent(BLOCK)).isEmpty();
    assertThatThrownBy(() -> client.sent("ab")).isInstanceOf(IllegalArgumentException.class);
    assertThat(client.height()).isEqualTo(41);
    assertThat(client.transactions()).isEqualTo(12);
  }

  @Test
  void tellsBlocksByNumberAndByHash() {
    FiscoClient client = client(Cryptography.STANDARD);
    Sent plain = new Sent(HASH, "0xfeed", CONTRACT, "0", "0x12345678", Optional.empty());
    Mined mined =
        new Mined(
            41,
            BLOCK,
            "0xa",
            Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
            "bb",
            List.of(plain, plain));
    assertThat(client.mined(new BlockName.Number(41))).contains(mined);
    assertThat(client.mined(new BlockName.Hash(BLOCK))).contains(mined);
    assertThat(client.mined(new BlockName.Number(42))).isEmpty();
    assertThat(client.mined(new BlockName.Hash(HASH))).isEmpty();
    for (BlockName wrong : List.of(new BlockName.Hash("cd"), new BlockName.Holding(HASH))) {
      assertThatThrownBy(() -> client.mined(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void tellsBlocksOneAfterTheOther() {
    try (var blocks = client(Cryptography.STANDARD).blocks(40, Optional.empty())) {
      assertThat(blocks.next().map(LedgerBlock::number)).contains(40L);
      assertThat(blocks.next().map(LedgerBlock::number)).contains(41L);
      blocks.close();
      assertThat(blocks.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void asksByWhatTheCallNames(Cryptography cryptography) {
    String input =
        "0x" + HexFormat.of().formatHex(Solidity.call(cryptography, "get(uint8)", List.of("1")));
    FiscoRecords records = new FiscoRecords(chain(cryptography), node);
    assertThat(records.named(input, List.of("set()", "get(uint8) returns (uint256)")))
        .contains("get(uint8) returns (uint256)");
    assertThat(records.named(input, List.of("get()", "got(uint8)"))).isEmpty();
    FiscoClient client = client(cryptography);
    assertThat(client.ask(CONTRACT, input, List.of("get()")).text()).endsWith("002a");
    assertThat(client.ask(CONTRACT, input, List.of("set()", "get(uint8) returns (uint256)")).text())
        .isEqualTo("42");
    assertThat(node.asked).endsWith("call[" + CONTRACT + ", " + input + "]");
    for (String wrong : List.of("", "0x", "12", "0xzz")) {
      assertThatThrownBy(() -> client.ask(CONTRACT, wrong, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> client.ask("store", input, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] signed(Cryptography cryptography, String group) {
    Chain chain = chain(cryptography);
    boolean guomi = cryptography == Cryptography.GUOMI;
    String encoded =
        new ChainTransaction(
                chain.id(), group.isEmpty() ? chain.groupId() : group, 500, "7", CONTRACT, input())
            .encode(
                cryptography,
                new Signature(guomi ? Curve.SM2 : Curve.SECP256K1, new byte[guomi ? 64 : 65]),
                "5a".repeat(64));
    return HexFormat.of().parseHex(encoded.substring(2));
  }

  private static byte[] input() {
    return new byte[70_000];
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void sendsWhatAnotherHasSignedAndTellsItsName(Cryptography cryptography) throws Exception {
    // Given
    byte[] bytes = signed(cryptography, "");
    Chain chain = chain(cryptography);
    String id =
        "0x"
            + HexFormat.of()
                .formatHex(
                    new ChainTransaction(chain.id(), chain.groupId(), 500, "7", CONTRACT, input())
                        .digest(cryptography));

    // Then
    var submission = client(cryptography).submit(new Signed(bytes, new byte[0]));
    assertThat(submission.transaction()).isEqualTo(id);
    assertThat(submission.committed().get().code()).isEqualTo("16");
    assertThat(node.asked)
        .containsExactly(
            "getBlockNumber[]",
            "sendTransaction[0x" + HexFormat.of().formatHex(bytes) + ", false]");
    node.silent = true;
    assertThatThrownBy(() -> client(cryptography).submit(new Signed(bytes, new byte[0])))
        .isInstanceOfSatisfying(
            LedgerException.Unknown.class, e -> assertThat(e.transaction()).isEqualTo(id));
  }

  @Test
  void theChainsOwnRpcSendsOnceWhatIsSignedForThisChain() {
    // Given
    byte[] bytes = signed(Cryptography.STANDARD, "");
    String encoded = "0x" + HexFormat.of().formatHex(bytes);
    Chain chain = chain(Cryptography.STANDARD);
    String group = "[\"" + chain.groupId() + "\",\"\"";
    var client = client(Cryptography.STANDARD);

    // Then
    assertThat(client.methods()).contains("sendTransaction", "call", "getBlockNumber");
    assertThat(client.answer("sendTransaction", group + ",\"" + encoded + "\"]"))
        .contains("\"status\":16");
    assertThat(node.asked)
        .containsExactly("getBlockNumber[]", "sendTransaction[" + encoded + ", false]");
    assertThat(client.answer("getBlockNumber", group + "]")).isNotBlank();
    for (byte[] other :
        List.of(signed(Cryptography.STANDARD, "group9"), signed(Cryptography.GUOMI, ""))) {
      String foreign = "0x" + HexFormat.of().formatHex(other);
      assertThatThrownBy(() -> client.answer("sendTransaction", group + ",\"" + foreign + "\"]"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> client.answer("getGroupPeers", group + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isn't offered");
    node.silent = true;
    assertThatThrownBy(() -> client.answer("sendTransaction", group + ",\"" + encoded + "\"]"))
        .isInstanceOf(LedgerException.Unknown.class);
    assertThat(node.asked).filteredOn(asked -> asked.startsWith("sendTransaction")).hasSize(2);
  }

  @Test
  void whatCanNotBeForThisChainIsNotSent() {
    refused(new byte[0], "of FISCO BCOS 2.x (RLP), or empty");
    refused(HexFormat.of().parseHex("f8aa8201"), "of FISCO BCOS 2.x (RLP)");
    refused(new byte[] {0x16, 5, 'a'}, "it ends too early");
    refused(signed(Cryptography.STANDARD, "group9"), "for another chain or group");
    refused(signed(Cryptography.GUOMI, ""), "hash isn't that of what it holds");
    assertThat(node.asked).isEmpty();
  }

  /** Whatever stands there, it is read or refused, and nothing else. */
  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(20_261_122);
    byte[] good = signed(Cryptography.STANDARD, "");
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(good, 1 + random.nextInt(200));
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0xc0);
      }
      try {
        TarsReader.of(bytes);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    byte[] deep = new byte[100_000];
    java.util.Arrays.fill(deep, (byte) 0x1a);
    assertThatThrownBy(() -> TarsReader.of(deep)).hasMessageContaining("within each other");
    byte[] lists = new byte[1 << 20];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = (byte) (i == 0 ? 0x1d : i % 2 == 1 ? 0 : 0x0d);
    }
    assertThatThrownBy(() -> TarsReader.of(lists))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whose length is no number");
  }

  private void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> client(Cryptography.STANDARD).submit(new Signed(bytes, new byte[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
