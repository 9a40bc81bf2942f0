package io.ridgeway.framework.fiscobcos.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a test double was sent, so that it can be asked for again. It refuses what a node's pool
 * would by its form (chain, group, block limit, a nonce that it had), notes it under the next
 * number that is counted, and answers in the shape of {@code JsonRpcImpl_2_0.cpp}, {@code
 * toJsonResp}. No signature is looked at, nothing is executed but {@link Rulings}, and no other
 * node hears of the rest: a contract's address is made of the transaction's hash, and each call is
 * answered with one log that has its own input for data.
 */
final class Pool {
  /** The statuses of {@code TransactionStatus.h}. */
  private static final int NONCE = 10_000;

  private static final int BLOCK_LIMIT = 10_001;
  private static final int MALFORMED = 10_003;
  private static final int CHAIN = 10_006;
  private static final int GROUP = 10_007;
  private static final int TIMEOUT = 10_010;
  private static final long LONGEST_LIMIT = 600;
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final String chain;
  private final String group;
  private final LongSupplier height;
  private final Set<String> nonces = new HashSet<>();
  private final Map<String, ObjectNode> transactions = new HashMap<>();
  private final Map<String, ObjectNode> receipts = new HashMap<>();
  private final Rulings rulings;

  /** None yet. */
  Pool(String chain, String group, Rulings rulings, LongSupplier height) {
    this.chain = chain;
    this.group = group;
    this.rulings = rulings;
    this.height = height;
  }

  /** A node wouldn't take it. */
  static final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;
    final int code;

    NotTaken(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** Takes a transaction, and gives its receipt once the number that it came under is counted. */
  ObjectNode send(String encoded) throws NotTaken {
    ObjectNode receipt = take(encoded);
    long begun = System.nanoTime();
    while (height.getAsLong() < receipt.path("blockNumber").asLong()) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new NotTaken(TIMEOUT, "TransactionPoolTimeout");
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotTaken(TIMEOUT, "TransactionPoolTimeout");
      }
    }
    return receipt;
  }

  private synchronized ObjectNode take(String encoded) throws NotTaken {
    TarsReading sent;
    TarsReading data;
    try {
      sent = TarsReading.of(HexFormat.of().parseHex(encoded.substring(2)));
      data = sent.inner(1);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new NotTaken(MALFORMED, "Malformed");
    }
    if (!data.text(2).equals(chain)) {
      throw new NotTaken(CHAIN, "InvalidChainId");
    }
    if (!data.text(3).equals(group)) {
      throw new NotTaken(GROUP, "InvalidGroupId");
    }
    long newest = height.getAsLong();
    if (data.number(4) <= newest || data.number(4) > newest + LONGEST_LIMIT) {
      throw new NotTaken(BLOCK_LIMIT, "BlockLimitCheckFail");
    }
    if (!nonces.add(data.text(5))) {
      throw new NotTaken(NONCE, "NonceCheckFail");
    }
    return note(sent, data, newest + 1);
  }

  private ObjectNode note(TarsReading sent, TarsReading data, long number) {
    String hash = sent.hex(2);
    String to = data.text(6);
    transactions.put(
        hash,
        JSON.createObjectNode()
            .put("hash", hash)
            .put("nonce", data.text(5))
            .put("blockLimit", data.number(4))
            .put("to", to)
            .put("input", data.hex(7))
            .put("from", "0x")
            .put("importTime", System.currentTimeMillis())
            .put("chainID", chain)
            .put("groupID", group)
            .put("signature", sent.hex(3)));
    String deployed = to.isEmpty() ? "0x" + hash.substring(26) : "";
    int said = rulings.take(number, hash.substring(2), to, data.hex(7), deployed);
    ObjectNode receipt =
        JSON.createObjectNode()
            .put("contractAddress", deployed)
            .put("gasUsed", "0")
            .put("status", 0)
            .put("blockNumber", number)
            .put("output", Rulings.number(said))
            .put("message", "")
            .put("transactionHash", hash)
            .put("to", to)
            .put("from", "0x");
    ArrayNode logs = receipt.putArray("logEntries");
    if (!to.isEmpty()) {
      // As nodes do: without 0x.
      logs.addObject().put("address", to.substring(2)).put("data", data.hex(7)).putArray("topics");
    }
    receipts.put(hash, receipt);
    return receipt;
  }

  synchronized Optional<ObjectNode> transaction(String hash) {
    return Optional.ofNullable(transactions.get(hash));
  }

  synchronized Optional<ObjectNode> receipt(String hash) {
    return Optional.ofNullable(receipts.get(hash));
  }

  /** How many it took. */
  synchronized int count() {
    return receipts.size();
  }

  /** The hashes that came under that number. */
  synchronized ArrayNode in(long number) {
    ArrayNode hashes = JSON.createArrayNode();
    receipts.forEach(
        (hash, receipt) -> {
          if (receipt.path("blockNumber").asLong() == number) {
            hashes.add(hash);
          }
        });
    return hashes;
  }
}
