package io.ridgeway.framework.renderer.abi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function or an event of an interface.
 *
 * @param outputs what a function returns
 */
record AbiItem(String name, List<Parameter> inputs, List<Parameter> outputs) {
  private static final int MOST_PARAMETERS = 64;
  private static final int DEEPEST = 8;

  AbiItem {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * One of its parameters.
   *
   * @param indexed whether an event keeps it as a topic
   */
  record Parameter(String name, AbiType type, boolean indexed) {
    String shown() {
      return type.canonical() + (name.isEmpty() ? "" : " " + name);
    }
  }

  /**
   * Reads one.
   *
   * @param where what the document calls it
   * @throws IllegalArgumentException that says what is wrong
   */
  static AbiItem of(JsonNode item, String where) {
    String name = item.path("name").asText();
    if (!name.matches("[A-Za-z_$][\\w$]{0,255}")) {
      throw new IllegalArgumentException(where + ".name must be a name of Solidity");
    }
    return new AbiItem(
        name,
        parameters(item.path("inputs"), where + ".inputs"),
        parameters(item.path("outputs"), where + ".outputs"));
  }

  private static List<Parameter> parameters(JsonNode list, String where) {
    if (list.size() > MOST_PARAMETERS) {
      throw new IllegalArgumentException(where + " has more than " + MOST_PARAMETERS + " items");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String at = where + "[" + i + "]";
      JsonNode one = list.get(i);
      String type = type(one, at, 0);
      try {
        parameters.add(
            new Parameter(
                one.path("name").asText(),
                new SignatureReader("(" + type + ")").list().get(0),
                one.path("indexed").asBoolean()));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(at + ".type isn't understood: " + shortened(type), e);
      }
    }
    return parameters;
  }

  /** A tuple stands as {@code tuple[2]}, and its parts beside it. */
  private static String type(JsonNode parameter, String where, int depth) {
    String type = parameter.path("type").asText();
    if (!type.startsWith("tuple")) {
      return type;
    }
    JsonNode parts = parameter.path("components");
    if (parts.size() == 0 || parts.size() > MOST_PARAMETERS || depth > DEEPEST) {
      throw new IllegalArgumentException(
          where + ".components must be the tuple's 1 to " + MOST_PARAMETERS + " parts");
    }
    List<String> types = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      types.add(type(parts.get(i), where + ".components[" + i + "]", depth + 1));
    }
    return "(" + String.join(",", types) + ")" + type.substring("tuple".length());
  }

  private static String shortened(String text) {
    return text.length() > 64 ? text.substring(0, 64) + "…" : text;
  }

  /** As it goes into its selector, or into an event's first topic. */
  String canonical() {
    return name + new AbiType.Tuple(inputs.stream().map(Parameter::type).toList()).canonical();
  }

  /** As people write it. */
  String signature() {
    String returned = outputs.isEmpty() ? "" : " returns " + shown(outputs);
    return name + shown(inputs) + returned;
  }

  private static String shown(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::shown).collect(Collectors.joining(", ", "(", ")"));
  }
}
