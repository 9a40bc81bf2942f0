package io.ridgeway.framework.fiscobcos.conformance;

import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.CONFIG;
import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.GENESIS;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A past that test doubles make up, so that there are blocks that can be proved: each of a network
 * makes the same one by itself, of transactions that nobody sent, and signs it in the other
 * sealers' names too, with their keys, which it finds beside its own. Nobody agreed on anything.
 * Only where {@link #PROPERTY} says so; what doubles are sent isn't in it.
 */
final class History {
  /** Set to {@code true} for doubles that have one. */
  static final String PROPERTY = "ridgeway.double.history";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "0x" + "0".repeat(64);
  private static final int VERSION = 0x030e0000;
  private static final String CONTRACT = "1234567890123456789012345678901234567890";

  private final String chain;
  private final String group;
  private final Signing signing;
  private final Path own;
  private final List<String> sealers;
  private final String genesis;
  private final List<String> hashes = new ArrayList<>();
  private final Map<String, ObjectNode> receipts = new HashMap<>();

  private Optional<Map<String, BigInteger>> keys = Optional.empty();

  private History(NodeReading reading, boolean guomi) {
    this.chain = reading.value(GENESIS, "chain", "chain_id");
    this.group = reading.value(GENESIS, "chain", "group_id");
    this.signing = new Signing(guomi);
    this.own = Path.of(reading.value(CONFIG, "security", "private_key_path"));
    this.sealers = List.copyOf(sealers(reading).keySet());
    StringBuilder text =
        new StringBuilder("[chain]\nsm_crypto:" + (guomi ? 1 : 0))
            .append("\nchainID: " + chain)
            .append("\ngrouID: " + group + "\n[consensys]\n");
    for (int i = 0; i < sealers.size(); i++) {
      text.append("node." + i + ":" + sealers.get(i) + ",1\n");
    }
    this.genesis = hex(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The one of that node's chain; empty unless doubles are to have one. */
  static Optional<History> of(NodeReading reading) {
    if (!Boolean.getBoolean(PROPERTY)) {
      return Optional.empty();
    }
    return Optional.of(
        new History(reading, reading.value(GENESIS, "chain", "sm_crypto").equals("true")));
  }

  /** As nodes sort them. */
  private static TreeMap<String, String> sealers(NodeReading reading) {
    TreeMap<String, String> sealers = new TreeMap<>();
    reading
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(GENESIS + " consensus.node.")) {
                sealers.put(value.split(":")[0], value);
              }
            });
    return sealers;
  }

  /** A block's digest, without 0x. */
  synchronized String hash(long number) {
    while (hashes.size() <= number) {
      ObjectNode header = header(hashes.size(), transactions(hashes.size()));
      hashes.add(header.path("hash").asText().substring(2));
    }
    return hashes.get(Math.toIntExact(number));
  }

  /** A block as nodes tell it. */
  synchronized ObjectNode block(long number, boolean onlyHeader, boolean onlyHashes) {
    List<ObjectNode> transactions = transactions(number);
    ObjectNode block = header(number, transactions);
    String digest = block.path("hash").asText();
    ArrayNode signatures = block.putArray("signatureList");
    int quorum = sealers.size() - (sealers.size() - 1) / 3;
    for (int i = 0; number > 0 && i < quorum; i++) {
      byte[] signed = signing.sign(keys().get(sealers.get(i)), bytes(digest), false);
      signatures.addObject().put("sealerIndex", i).put("signature", hex(signed));
    }
    if (!onlyHeader) {
      ArrayNode told = block.putArray("transactions");
      for (ObjectNode one : transactions) {
        if (onlyHashes) {
          told.add(one.path("hash"));
        } else {
          told.add(one);
        }
      }
    }
    return block;
  }

  synchronized Optional<ObjectNode> receipt(String transaction) {
    return Optional.ofNullable(receipts.get(transaction));
  }

  /** Once all of them have been written. */
  private Map<String, BigInteger> keys() {
    if (keys.isEmpty()) {
      keys = Optional.of(KeysBeside.of(own, Set.copyOf(sealers)));
    }
    return keys.get();
  }

  private ObjectNode header(long number, List<ObjectNode> transactions) {
    ObjectNode told =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("number", number)
            .put("gasUsed", number == 0 ? "0" : "21000")
            .put("timestamp", number == 0 ? 0 : 1_767_323_045_000L + number)
            .put("sealer", number == 0 ? 0 : number % sealers.size())
            .put("extraData", number == 0 ? genesis : "0x");
    ArrayNode parents = told.putArray("parentInfo");
    ArrayNode ids = told.putArray("sealerList");
    ArrayNode weights = told.putArray("consensusWeights");
    if (number == 0) {
      told.put("txsRoot", NONE).put("receiptsRoot", NONE).put("stateRoot", NONE);
      return told.put("hash", digest(int32(VERSION), int64(0), int64(0), int64(0), bytes(genesis)));
    }
    String parent = "0x" + hash(number - 1);
    parents.addObject().put("blockNumber", number - 1).put("blockHash", parent);
    List<String> names = transactions.stream().map(t -> t.path("hash").asText()).toList();
    String txsRoot = root(names);
    String receiptsRoot =
        root(names.stream().map(name -> receipts.get(name).path("hash").asText()).toList());
    String stateRoot = "0x" + "5a".repeat(32);
    told.put("txsRoot", txsRoot).put("receiptsRoot", receiptsRoot).put("stateRoot", stateRoot);
    ByteArrayOutputStream voters = new ByteArrayOutputStream();
    for (String id : sealers) {
      ids.add("0x" + id);
      weights.add(1);
      voters.writeBytes(HexFormat.of().parseHex(id));
    }
    for (int i = 0; i < sealers.size(); i++) {
      voters.writeBytes(int64(1));
    }
    return told.put(
        "hash",
        digest(
            int32(VERSION),
            int64(number - 1),
            bytes(parent),
            bytes(txsRoot),
            bytes(receiptsRoot),
            bytes(stateRoot),
            int64(number),
            ascii("21000"),
            int64(1_767_323_045_000L + number),
            int64(number % sealers.size()),
            voters.toByteArray()));
  }

  /** None to two of them, by the block's number; what became of them is noted. */
  private List<ObjectNode> transactions(long number) {
    List<ObjectNode> all = new ArrayList<>();
    for (int i = 0; i < number % 3; i++) {
      all.add(transaction(number, "n" + number + "x" + i));
    }
    return all;
  }

  private ObjectNode transaction(long number, String nonce) {
    BigInteger key = new BigInteger(1, signing.hash(ascii(chain + nonce))).shiftRight(1);
    byte[] input = signing.hash(ascii(nonce));
    String hash =
        digest(
            int32(0),
            ascii(chain),
            ascii(group),
            int64(number + 500),
            ascii(nonce),
            ascii("0x" + CONTRACT),
            input);
    ObjectNode receipt =
        JSON.createObjectNode()
            .put("version", 0)
            .put("contractAddress", "")
            .put("checksumContractAddress", "")
            .put("gasUsed", "21000")
            .put("status", 0)
            .put("blockNumber", number)
            .put("output", "0x")
            .put("message", "")
            .put("transactionHash", hash)
            .put(
                "hash",
                digest(
                    int32(0),
                    ascii("21000"),
                    int32(0),
                    ascii(CONTRACT),
                    input,
                    ascii("told"),
                    int64(number)));
    receipt
        .putArray("logEntries")
        .addObject()
        .put("address", CONTRACT)
        .put("data", hex(ascii("told")))
        .putArray("topics")
        .add(hex(input));
    receipts.put(hash, receipt);
    return JSON.createObjectNode()
        .put("version", 0)
        .put("hash", hash)
        .put("nonce", hex(ascii(nonce)).substring(2))
        .put("blockLimit", number + 500)
        .put("to", "0x" + CONTRACT)
        .put("input", hex(input))
        .put("from", signing.account(key))
        .put("importTime", 1_767_323_045_000L)
        .put("chainID", chain)
        .put("groupID", group)
        .put("abi", "")
        .put("signature", hex(signing.sign(key, bytes(hash), true)))
        .put("extraData", "");
  }

  /** Of two at most. */
  private String root(List<String> digests) {
    if (digests.isEmpty()) {
      return NONE;
    }
    return digests.size() == 1
        ? digests.get(0)
        : digest(bytes(digests.get(0)), bytes(digests.get(1)));
  }

  private String digest(byte[]... fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      all.writeBytes(field);
    }
    return hex(signing.hash(all.toByteArray()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] int32(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] int64(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
