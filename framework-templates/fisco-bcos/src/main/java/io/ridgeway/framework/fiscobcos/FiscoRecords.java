package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.ReceiptLedger.Executed;
import io.ridgeway.framework.ReceiptLedger.Mined;
import io.ridgeway.framework.ReceiptLedger.Sent;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one node keeps of transactions and blocks, in full. */
record FiscoRecords(Chain chain, Asking door) {
  private static final Pattern OUTPUT = Pattern.compile("0x(?:[0-9a-fA-F]{2})*");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

  long height() {
    return door.ask("getBlockNumber", List.of(chain.groupId(), "")).asLong();
  }

  long transactions() {
    return number(
        door.ask("getTotalTransactionCount", List.of(chain.groupId(), ""))
            .path("transactionCount"));
  }

  Optional<Sent> sent(String id) {
    checkHash("a transaction's hash", id);
    JsonNode sent = known("getTransaction", id, false);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    JsonNode receipt = known("getTransactionReceipt", id, false);
    return Optional.of(
        sent(id, sent, receipt.isEmpty() ? Optional.empty() : Optional.of(executed(receipt))));
  }

  private static Sent sent(String id, JsonNode sent, Optional<Executed> receipt) {
    return new Sent(
        id,
        sent.path("from").asText(),
        sent.path("to").asText(),
        sent.path("value").asText().isEmpty() ? "0" : sent.path("value").asText(),
        sent.path("input").asText(),
        receipt);
  }

  private Executed executed(JsonNode receipt) {
    long block = receipt.path("blockNumber").asLong();
    String contract = receipt.path("contractAddress").asText();
    return new Executed(
        block,
        door.ask("getBlockHashByNumber", List.of(chain.groupId(), "", block)).asText(),
        number(receipt.path("gasUsed")),
        receipt.path("status").asInt(-1),
        receipt.path("output").asText(),
        contract.isEmpty() || contract.startsWith("0x") ? contract : "0x" + contract,
        receipt.path("logEntries").isArray() ? receipt.path("logEntries").toString() : "[]");
  }

  Optional<Mined> mined(BlockName which) {
    if (which instanceof BlockName.Hash hash) {
      checkHash("a block's hash", hash.hash());
      JsonNode block = known("getBlockByHash", hash.hash(), false, false);
      return block.isEmpty() ? Optional.empty() : Optional.of(mined(block));
    } else if (which instanceof BlockName.Number wanted) {
      if (wanted.number() < 0 || wanted.number() > height()) {
        return Optional.empty();
      }
      return Optional.of(
          mined(
              door.ask(
                  "getBlockByNumber",
                  List.of(chain.groupId(), "", wanted.number(), false, false))));
    }
    throw new IllegalArgumentException("a block is named by its number or its hash");
  }

  private Mined mined(JsonNode block) {
    long number = number(block.path("number"));
    List<Sent> transactions = new ArrayList<>();
    for (JsonNode one : block.path("transactions")) {
      String id = one.isTextual() ? one.asText() : one.path("hash").asText();
      JsonNode whole = one.isTextual() ? known("getTransaction", id, false) : one;
      transactions.add(sent(id, whole, Optional.empty()));
    }
    return new Mined(
        number,
        block.path("hash").asText(),
        block.path("parentInfo").path(0).path("blockHash").asText(),
        number == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(number(block.path("timestamp")))),
        block.path("sealerList").path(block.path("sealer").asInt(0)).asText(),
        transactions);
  }

  /** The answer, read by the function that the call names; in hex if none of these is it. */
  Content ask(String contract, String input, List<String> functions) {
    JsonNode answer = door.ask("call", List.of(chain.groupId(), "", contract, input));
    if (answer.path("status").asInt(-1) != 0) {
      throw new LedgerException.Refused(
          answer.path("status").asInt(-1),
          "The contract refuses.",
          Optional.of(answer.path("output").asText()));
    }
    String output = answer.path("output").asText();
    return Content.text(named(input, functions).map(f -> answered(f, output)).orElse(output));
  }

  /** As the signature says, if it says what comes back; in hex otherwise. */
  static String answered(String signature, String output) {
    AbiFunction function = AbiFunction.of(signature);
    if (!function.tellsOutputs()) {
      return output;
    }
    if (!OUTPUT.matcher(output).matches()) {
      throw new LedgerException.Unreachable("A node of the chain answers with nonsense.");
    }
    return function.answer(HexFormat.of().parseHex(output.substring(2)));
  }

  /** The signature whose four bytes the call begins with; empty if there is none. */
  Optional<String> named(String input, List<String> functions) {
    return functions.stream().filter(f -> input.startsWith(selector(f))).findFirst();
  }

  /** Of the name and its types, without what it returns. */
  private String selector(String function) {
    int returns = function.indexOf(" returns ");
    byte[] name =
        (returns < 0 ? function : function.substring(0, returns))
            .replace(" ", "")
            .getBytes(StandardCharsets.UTF_8);
    byte[] hash = chain.cryptography().hash(name);
    return "0x" + HexFormat.of().formatHex(hash, 0, 4);
  }

  /** Of what a chain doesn't know it says an error; that is no refusal here. */
  private JsonNode known(String method, String id, boolean... more) {
    List<Object> parameters = new ArrayList<>(List.of(chain.groupId(), "", id));
    for (boolean one : more) {
      parameters.add(one);
    }
    try {
      return door.ask(method, parameters);
    } catch (LedgerException.Refused e) {
      return MissingNode.getInstance();
    }
  }

  /** Nodes write some numbers as texts. */
  private static long number(JsonNode value) {
    return value.asLong();
  }

  private static void checkHash(String what, String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(what + " is 0x and 64 hex digits in lower case");
    }
  }
}
