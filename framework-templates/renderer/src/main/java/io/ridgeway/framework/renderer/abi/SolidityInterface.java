package io.ridgeway.framework.renderer.abi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ridgeway.framework.ContractInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A contract's interface in the JSON that Solidity's compilers write. */
public final class SolidityInterface implements ContractInterface {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2})*");
  private static final int MOST_ITEMS = 1_000;
  private static final int SELECTOR = 4;
  private static final int TOPIC = 32;

  private final Map<String, AbiItem> functions = new TreeMap<>();
  private final Map<String, List<AbiItem>> events = new TreeMap<>();

  private SolidityInterface() {}

  /**
   * Reads one.
   *
   * @param document the array, or what a build tool keeps with the array as its {@code abi}
   * @param hash the ledger's own, of 32 bytes
   * @throws IllegalArgumentException that says what is wrong with it, and where
   */
  public static SolidityInterface of(String document, UnaryOperator<byte[]> hash) {
    JsonNode items = items(document);
    SolidityInterface read = new SolidityInterface();
    for (int i = 0; i < items.size(); i++) {
      read.take(items.get(i), "abi[" + i + "]", hash);
    }
    if (read.functions.isEmpty() && read.events.isEmpty()) {
      throw new IllegalArgumentException("abi has no function and no event");
    }
    return read;
  }

  private static JsonNode items(String document) {
    JsonNode root;
    try {
      root = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "abi is no JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr(),
          e);
    }
    JsonNode items = root.isObject() ? root.path("abi") : root;
    if (!items.isArray()) {
      throw new IllegalArgumentException(
          "abi must be the JSON array that the compiler writes, or an object with it as \"abi\"");
    }
    if (items.size() > MOST_ITEMS) {
      throw new IllegalArgumentException("abi has more than " + MOST_ITEMS + " items");
    }
    return items;
  }

  private void take(JsonNode item, String where, UnaryOperator<byte[]> hash) {
    // The oldest compilers left a function's type out.
    String type = item.path("type").asText("function");
    if (type.equals("function")) {
      AbiItem function = AbiItem.of(item, where);
      functions.put(hex(Arrays.copyOf(hash.apply(bytesOf(function)), SELECTOR)), function);
    } else if (type.equals("event") && !item.path("anonymous").asBoolean()) {
      AbiItem event = AbiItem.of(item, where);
      events
          .computeIfAbsent(hex(hash.apply(bytesOf(event))), topic -> new ArrayList<>())
          .add(event);
    }
  }

  private static byte[] bytesOf(AbiItem item) {
    return item.canonical().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> functions() {
    return functions.values().stream().map(AbiItem::signature).sorted().toList();
  }

  @Override
  public List<String> events() {
    return events.values().stream().flatMap(List::stream).map(AbiItem::signature).sorted().toList();
  }

  @Override
  public Optional<Decoded> call(String input) {
    return bytes(input)
        .filter(bytes -> bytes.length >= SELECTOR)
        .flatMap(
            bytes ->
                Optional.ofNullable(functions.get(hex(Arrays.copyOf(bytes, SELECTOR))))
                    .flatMap(
                        function ->
                            decoded(
                                function,
                                List.of(),
                                Arrays.copyOfRange(bytes, SELECTOR, bytes.length))));
  }

  @Override
  public Optional<Decoded> event(List<String> topics, String data) {
    Optional<byte[]> bytes = bytes(data);
    List<byte[]> kept = new ArrayList<>();
    topics.forEach(topic -> bytes(topic).filter(t -> t.length == TOPIC).ifPresent(kept::add));
    if (kept.isEmpty() || kept.size() != topics.size() || bytes.isEmpty()) {
      return Optional.empty();
    }
    return events.getOrDefault(hex(kept.get(0)), List.of()).stream()
        .filter(event -> indexed(event) == kept.size() - 1)
        .findFirst()
        .flatMap(event -> decoded(event, kept.subList(1, kept.size()), bytes.get()));
  }

  private static long indexed(AbiItem event) {
    return event.inputs().stream().filter(AbiItem.Parameter::indexed).count();
  }

  /** The values, those from topics among the others as the item has them. */
  private static Optional<Decoded> decoded(AbiItem item, List<byte[]> topics, byte[] data) {
    try {
      List<AbiType> plain =
          item.inputs().stream().filter(p -> !isTopic(p, topics)).map(p -> p.type()).toList();
      Iterator<JsonNode> values = AbiDecoder.tuple(plain, data).iterator();
      Iterator<byte[]> kept = topics.iterator();
      List<Value> all = new ArrayList<>();
      for (AbiItem.Parameter parameter : item.inputs()) {
        String text =
            isTopic(parameter, topics) ? topic(parameter, kept.next()) : text(values.next());
        all.add(new Value(parameter.name(), parameter.type().canonical(), text));
      }
      return Optional.of(new Decoded(item.name(), item.signature(), all));
    } catch (IllegalArgumentException e) {
      // The bytes are another contract's: they are shown as they are.
      return Optional.empty();
    }
  }

  private static boolean isTopic(AbiItem.Parameter parameter, List<byte[]> topics) {
    return parameter.indexed() && !topics.isEmpty();
  }

  /** Of what is longer than a word the ledger keeps the digest. */
  private static String topic(AbiItem.Parameter parameter, byte[] topic) {
    return parameter.type().isWord()
        ? text(AbiDecoder.tuple(List.of(parameter.type()), topic).get(0))
        : hex(topic);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static Optional<byte[]> bytes(String hex) {
    return HEX.matcher(hex).matches()
        ? Optional.of(HexFormat.of().parseHex(hex, 2, hex.length()))
        : Optional.empty();
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
