package io.ridgeway.gateway.bsn;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A request's body, read strictly by its operation's fields. */
public final class Request {
  /** So many keys of a map are tried in every order: their 24 orders cost little. */
  static final int MOST_PERMUTED = 4;

  private static final int LONGEST_ITEM = 1 << 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Map<String, String> texts = new HashMap<>();
  private final List<String> list = new ArrayList<>();
  private final Map<String, String> map = new LinkedHashMap<>();
  private final StringBuilder signed = new StringBuilder();

  private Request() {}

  /**
   * Reads it.
   *
   * @throws Malformed that says which member is wrong
   */
  public static Request of(Operation operation, JsonNode body) {
    if (!body.isObject() && !(operation.fields().isEmpty() && isNothing(body))) {
      throw new Malformed("body must be an object.");
    }
    Request request = new Request();
    for (Field field : operation.fields()) {
      request.read(field, body.path(field.name()));
    }
    return request;
  }

  /** The text of that name; empty if there is none. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** The number of that name; 0 if there is none. */
  public long number(String name) {
    String digits = text(name);
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** The strings of its only array. */
  public List<String> list() {
    return List.copyOf(list);
  }

  /** The strings of its only object. */
  public Map<String, String> map() {
    return map;
  }

  /** The texts that a client may have signed, the most likely first. */
  public List<String> signed(Envelope envelope) {
    String before = envelope.userCode() + envelope.appCode() + signed;
    if (map.size() > MOST_PERMUTED) {
      return List.of(before + joined(List.copyOf(map.keySet())));
    }
    List<String> all = new ArrayList<>();
    permute(
        new ArrayList<>(), new ArrayList<>(map.keySet()), order -> all.add(before + joined(order)));
    return all;
  }

  private String joined(List<String> order) {
    StringBuilder text = new StringBuilder();
    order.forEach(key -> text.append(key).append(map.get(key)));
    return text.toString();
  }

  private static void permute(
      List<String> order, List<String> left, java.util.function.Consumer<List<String>> each) {
    if (left.isEmpty()) {
      each.accept(order);
    }
    for (String next : left) {
      List<String> longer = new ArrayList<>(order);
      longer.add(next);
      List<String> fewer = new ArrayList<>(left);
      fewer.remove(next);
      permute(longer, fewer, each);
    }
  }

  private void read(Field field, JsonNode value) {
    if (isNothing(value) || (value.isTextual() && value.textValue().isEmpty())) {
      if (field.required()) {
        throw new Malformed("body." + field.name() + " is missing.");
      }
      return;
    }
    switch (field.kind()) {
      case TEXT -> keep(field, text(field.name(), value, field.most()));
      case NUMBER -> keep(field, number(field.name(), value));
      case TEXTS -> readList(field, value);
      case MAP -> readMap(field, value);
    }
  }

  private void keep(Field field, String text) {
    texts.put(field.name(), text);
    signed.append(text);
  }

  private void readList(Field field, JsonNode value) {
    if (!value.isArray() || value.size() > field.most()) {
      throw new Malformed(
          "body." + field.name() + " must be an array of at most " + field.most() + " strings.");
    }
    for (JsonNode item : value) {
      String text = text(field.name(), item, LONGEST_ITEM);
      list.add(text);
      signed.append(text);
    }
  }

  private void readMap(Field field, JsonNode value) {
    if (!value.isObject() || value.size() > field.most()) {
      throw new Malformed(
          "body." + field.name() + " must be an object of at most " + field.most() + " strings.");
    }
    value
        .fields()
        .forEachRemaining(
            item ->
                map.put(
                    whole(field.name(), item.getKey()),
                    text(field.name(), item.getValue(), LONGEST_ITEM)));
  }

  private static String text(String name, JsonNode value, int most) {
    if (!value.isTextual()) {
      throw new Malformed("body." + name + " must hold strings and nothing else.");
    }
    if (value.textValue().length() > most) {
      throw new Malformed("body." + name + " may have " + most + " characters at most.");
    }
    return whole(name, value.textValue());
  }

  /** Half a character would be signed as another one. */
  private static String whole(String name, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new Malformed("body." + name + " has halves of characters (lone surrogates).");
    }
    return text;
  }

  private static String number(String name, JsonNode value) {
    String digits = value.isIntegralNumber() || value.isTextual() ? value.asText() : "";
    if (!NUMBER.matcher(digits).matches()) {
      throw new Malformed("body." + name + " must be a whole number from 0.");
    }
    return digits;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
