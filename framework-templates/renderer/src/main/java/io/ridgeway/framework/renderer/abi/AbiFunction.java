package io.ridgeway.framework.renderer.abi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A function of a contract by its signature: {@code balanceOf(address owner) view returns
 * (uint256)}. What it returns may be left out; then its answer stays as it is, in hex.
 */
public final class AbiFunction {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Set<String> WORDS =
      Set.of("external", "public", "view", "pure", "payable", "nonpayable");

  private final String name;
  private final AbiType.Tuple inputs;
  private final AbiType.Tuple outputs;

  private AbiFunction(String name, List<AbiType> inputs, List<AbiType> outputs) {
    this.name = name;
    this.inputs = new AbiType.Tuple(inputs);
    this.outputs = new AbiType.Tuple(outputs);
  }

  /**
   * Reads a signature.
   *
   * @throws IllegalArgumentException that says where it isn't one
   */
  public static AbiFunction of(String signature) {
    SignatureReader reader = new SignatureReader(signature);
    String name = reader.word();
    if (name.equals("function")) {
      name = reader.word();
    }
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      throw reader.wrong();
    }
    List<AbiType> inputs = reader.list();
    List<AbiType> outputs = List.of();
    String word = reader.word();
    while (WORDS.contains(word)) {
      word = reader.word();
    }
    if (word.equals("returns")) {
      outputs = reader.list();
    } else if (!word.isEmpty()) {
      throw reader.wrong();
    }
    if (!reader.ended()) {
      throw reader.wrong();
    }
    return new AbiFunction(name, inputs, outputs);
  }

  /** Whether it says what comes back. */
  public boolean tellsOutputs() {
    return !outputs.of().isEmpty();
  }

  /** Its name, without its types. */
  public String name() {
    return name;
  }

  /**
   * The four bytes by which contracts know it: {@code 0x} and 8 hex digits.
   *
   * @param hash the ledger's own
   */
  public String known(UnaryOperator<byte[]> hash) {
    byte[] signature = (name + inputs.canonical()).getBytes(StandardCharsets.UTF_8);
    return "0x" + HexFormat.of().formatHex(hash.apply(signature), 0, 4);
  }

  /**
   * The call's bytes: four that name the function, and the arguments.
   *
   * @param args one for each parameter: numbers in digits, {@code 0x…}, text as it is, {@code
   *     true}; arrays and tuples as JSON
   * @param hash the ledger's own, of which the first four bytes are taken
   * @throws IllegalArgumentException that says which of them is wrong
   */
  public byte[] call(List<String> args, UnaryOperator<byte[]> hash) {
    byte[] signature = (name + inputs.canonical()).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream call = new ByteArrayOutputStream();
    call.write(hash.apply(signature), 0, 4);
    call.writeBytes(arguments(args));
    return call.toByteArray();
  }

  /**
   * The arguments alone, as constructors are given them.
   *
   * @param args as {@link #call} takes them
   * @throws IllegalArgumentException that says which of them is wrong
   */
  public byte[] arguments(List<String> args) {
    if (args.size() != inputs.of().size()) {
      throw new IllegalArgumentException(
          name
              + " takes "
              + inputs.of().size()
              + " arguments, not "
              + args.size()
              + ": give one for each parameter of the signature");
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < args.size(); i++) {
      values.add(value(inputs.of().get(i), args.get(i), "args[" + i + "]"));
    }
    return AbiEncoder.tuple(inputs.of(), values, "args");
  }

  private static JsonNode value(AbiType type, String arg, String where) {
    boolean structured =
        type instanceof AbiType.Array
            || type instanceof AbiType.Row
            || type instanceof AbiType.Tuple;
    if (!structured) {
      return TextNode.valueOf(arg);
    }
    try {
      JsonNode read = JSON.readTree(arg);
      if (read.isArray()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // Said below, for both.
    }
    throw new IllegalArgumentException(
        where + " must be a JSON array, for " + type.canonical() + ": [\"1\",\"2\"]");
  }

  /**
   * What a call gave back: the value if it is one, a JSON array of several. Numbers are in digits,
   * bytes {@code 0x…}.
   *
   * @throws IllegalArgumentException if the bytes aren't what the signature says
   */
  public String answer(byte[] bytes) {
    ArrayNode values = AbiDecoder.tuple(outputs.of(), bytes);
    JsonNode answer = values.size() == 1 ? values.get(0) : values;
    return answer.isValueNode() ? answer.asText() : answer.toString();
  }
}
