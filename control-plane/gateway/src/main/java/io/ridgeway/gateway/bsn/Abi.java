package io.ridgeway.gateway.bsn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A contract's functions, out of the interface that Solidity's compiler writes.
 *
 * @param functions in its order
 */
public record Abi(List<Function> functions) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  public Abi {
    functions = List.copyOf(functions);
  }

  /**
   * A function.
   *
   * @param signature {@code transfer(address,uint256)}
   * @param answered the same with what it returns, if it returns anything
   * @param takes how many arguments
   * @param constant whether it only reads
   */
  public record Function(
      String name, String signature, String answered, int takes, boolean constant) {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is no interface
   */
  public static Abi of(String text) {
    JsonNode whole = read(text, "the contract's abi must be a JSON array");
    List<Function> functions = new ArrayList<>();
    for (JsonNode entry : whole) {
      if (entry.path("type").asText("function").equals("function")) {
        functions.add(function(entry));
      }
    }
    return new Abi(functions);
  }

  private static Function function(JsonNode entry) {
    String name = entry.path("name").asText();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the contract's abi has a function without a name");
    }
    String signature = name + types(entry.path("inputs"));
    String mutability = entry.path("stateMutability").asText();
    return new Function(
        name,
        signature,
        entry.path("outputs").isEmpty()
            ? signature
            : signature + " returns " + types(entry.path("outputs")),
        entry.path("inputs").size(),
        entry.path("constant").asBoolean()
            || mutability.equals("view")
            || mutability.equals("pure"));
  }

  private static String types(JsonNode parameters) {
    List<String> types = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String type = parameter.path("type").asText();
      if (type.isEmpty()) {
        throw new IllegalArgumentException("the contract's abi has a parameter without a type");
      }
      types.add(
          type.startsWith("tuple")
              ? types(parameter.path("components")) + type.substring("tuple".length())
              : type);
    }
    return types.stream().collect(Collectors.joining(",", "(", ")"));
  }

  /**
   * The function of that name that takes so many arguments.
   *
   * @throws IllegalArgumentException that says what there is
   */
  public Function function(String name, int arguments) {
    return functions.stream()
        .filter(f -> f.name().equals(name) && f.takes() == arguments)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the contract has no function "
                        + name
                        + " of "
                        + arguments
                        + " arguments; there are "
                        + functions.stream()
                            .map(Function::signature)
                            .collect(Collectors.joining(", "))));
  }

  /** All of them, with what they return. */
  public List<String> answered() {
    return functions.stream().map(Function::answered).toList();
  }

  /**
   * The arguments of a call, as ledger clients take them.
   *
   * @param text a JSON array; empty for none
   * @throws IllegalArgumentException if it is something else
   */
  public static List<String> arguments(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    for (JsonNode one : read(text, "funcParam must be a JSON array of the function's arguments")) {
      if (one.isNull()) {
        throw new IllegalArgumentException("funcParam must not hold null");
      }
      all.add(one.isContainerNode() ? one.toString() : one.asText());
    }
    return all;
  }

  private static JsonNode read(String text, String otherwise) {
    try {
      JsonNode read = JSON.readTree(text);
      if (read != null && read.isArray()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // Said below: what the parser says may hold what was sent.
    }
    throw new IllegalArgumentException(otherwise);
  }
}
