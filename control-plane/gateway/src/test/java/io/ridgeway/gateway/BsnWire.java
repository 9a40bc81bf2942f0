package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.bsn.Field;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests made of the table of operations: good ones, and every way in which one is wrong. */
final class BsnWire {
  private static final Map<String, String> SAMPLES =
      Map.of(
          "name", "mei",
          "userName", "mei",
          "userId", "mei",
          "contractName", "store",
          "funcName", "get",
          "funcParam", "[]",
          "chainCode", "notary",
          "notifyUrl", "https://example.com",
          "eventType", "1",
          "txHash", FakeReceipts.ID);

  private BsnWire() {}

  /**
   * A body that is wrong.
   *
   * @param how in words
   * @param field the member that is wrong
   * @param refused whether it has to be refused for that, and by the member's name
   */
  record Wrong(Operation operation, String how, String field, ObjectNode body, boolean refused) {
    @Override
    public String toString() {
      return operation + ": " + field + " " + how;
    }
  }

  /** Those with a body, of one section. */
  static Stream<Operation> operations(Section section) {
    return Arrays.stream(Operation.values()).filter(o -> o.section() == section);
  }

  /** A body with all its members; whether it makes sense to a ledger is another matter. */
  static ObjectNode good(Operation operation) {
    ObjectNode body = BsnGateway.JSON.createObjectNode();
    for (Field field : operation.fields()) {
      switch (field.kind()) {
        case TEXT -> body.put(field.name(), sample(field));
        case NUMBER -> body.put(field.name(), SAMPLES.getOrDefault(field.name(), "7"));
        case TEXTS -> body.putArray(field.name()).add("a");
        case MAP -> body.putObject(field.name()).put("k", "v");
      }
    }
    // What isn't offered would hide what else is said.
    body.remove("dataType");
    return body;
  }

  private static String sample(Field field) {
    return SAMPLES.getOrDefault(field.name(), "QQ==");
  }

  /** Every member missing, null, empty, oversize, of each wrong type and in a wrong encoding. */
  static Stream<Wrong> wrong(Section section) {
    return operations(section).flatMap(o -> o.fields().stream().flatMap(field -> wrong(o, field)));
  }

  private static Stream<Wrong> wrong(Operation operation, Field field) {
    List<Wrong> all = new ArrayList<>();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    values.put("null", BsnGateway.JSON.nullNode());
    values.put("empty", BsnGateway.JSON.getNodeFactory().textNode(""));
    values.forEach((how, value) -> all.add(wrong(operation, field, how, value, field.required())));
    ObjectNode without = good(operation);
    without.remove(field.name());
    all.add(new Wrong(operation, "missing", field.name(), without, field.required()));
    types(field).forEach((how, value) -> all.add(wrong(operation, field, how, value, true)));
    return all.stream();
  }

  private static Wrong wrong(
      Operation operation, Field field, String how, JsonNode value, boolean refused) {
    ObjectNode body = good(operation);
    body.set(field.name(), value);
    return new Wrong(operation, how, field.name(), body, refused);
  }

  private static Map<String, JsonNode> types(Field field) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    values.put("a flag", json("true"));
    values.put("a fraction", json("1.5"));
    String half = "\"a\\ud800\"";
    switch (field.kind()) {
      case TEXT -> {
        values.put("a number", json("7"));
        values.put("an array", json("[\"a\"]"));
        values.put("an object", json("{\"a\":\"b\"}"));
        values.put("half a character", json(half));
        // Longer ones than a body may be are the door's business.
        if (field.most() < 1 << 20) {
          values.put("oversize", json("\"" + "x".repeat(field.most() + 1) + "\""));
        }
      }
      case NUMBER -> {
        values.put("text", json("\"seven\""));
        values.put("hex", json("\"0x7\""));
        values.put("negative", json("-1"));
        values.put("oversize", json("1" + "0".repeat(18)));
        values.put("an array", json("[7]"));
        values.put("an object", json("{}"));
        values.put("other digits", json("\"\u0667\""));
      }
      case TEXTS -> {
        values.put("text", json("\"a\""));
        values.put("an object", json("{}"));
        values.put("an array of numbers", json("[7]"));
        values.put("an array of nulls", json("[null]"));
        values.put("an array of arrays", json("[[\"a\"]]"));
        values.put("half a character", json("[" + half + "]"));
        values.put("oversize", json("[" + "\"a\",".repeat(field.most()) + "\"a\"]"));
      }
      case MAP -> {
        values.put("text", json("\"a\""));
        values.put("an array", json("[\"a\"]"));
        values.put("an object of numbers", json("{\"a\":7}"));
        values.put("an object of nulls", json("{\"a\":null}"));
        values.put("half a character", json("{\"a\":" + half + "}"));
        values.put("half a character in a name", json("{" + half + ":\"a\"}"));
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i <= field.most(); i++) {
          many.append(i == 0 ? "" : ",").append('"').append(i).append("\":\"a\"");
        }
        values.put("oversize", json(many.append('}').toString()));
      }
    }
    return values;
  }

  /** What a client signs of a body: its values, in the order of the table. */
  static String signed(Operation operation, JsonNode body) {
    StringBuilder text = new StringBuilder();
    for (Field field : operation.fields()) {
      append(body.path(field.name()), text);
    }
    return text.toString();
  }

  private static void append(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              entry -> {
                text.append(entry.getKey());
                append(entry.getValue(), text);
              });
    } else if (value.isArray()) {
      value.forEach(item -> append(item, text));
    } else if (!value.isNull() && !value.isMissingNode()) {
      text.append(value.asText());
    }
  }

  static JsonNode json(String text) {
    try {
      return BsnGateway.JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
