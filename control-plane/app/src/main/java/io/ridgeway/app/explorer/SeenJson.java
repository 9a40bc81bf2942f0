package io.ridgeway.app.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.engine.explorer.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a gateway tells of ledgers. */
final class SeenJson {
  private SeenJson() {}

  static Seen.Blocks blocks(JsonNode body) {
    return new Seen.Blocks(
        body.path("height").asLong(),
        list(
            body.path("blocks"),
            one ->
                new Seen.BlockLine(
                    one.path("number").asLong(),
                    one.path("hash").asText(),
                    at(one),
                    one.path("transactions").asInt())));
  }

  static Seen.Block block(JsonNode body) {
    return new Seen.Block(
        body.path("number").asLong(),
        body.path("hash").asText(),
        body.path("previousHash").asText(),
        at(body),
        list(
            body.path("transactions"),
            one -> new Seen.Entry(one.path("transaction").asText(), one.path("code").asText(""))));
  }

  static Seen.Transaction transaction(JsonNode body) {
    return new Seen.Transaction(
        body.path("transaction").asText(),
        body.has("block") ? OptionalLong.of(body.path("block").asLong()) : OptionalLong.empty(),
        body.path("status").asText(),
        body.path("code").asText(""),
        at(body),
        body.path("kind").asText(),
        body.path("by").asText(""),
        body.path("contract").asText(""),
        body.path("created").asText(""),
        body.path("function").asText(""),
        list(body.path("args"), SeenJson::argument),
        body.path("input").asText(""),
        bytes(body, "result"),
        list(body.path("endorsers"), JsonNode::asText),
        list(body.path("events"), SeenJson::event),
        more(body.path("more")));
  }

  private static Seen.Bytes argument(JsonNode arg) {
    return arg.isObject()
        ? new Seen.Bytes(arg.path("base64").asText(), true)
        : new Seen.Bytes(arg.asText(), false);
  }

  private static Seen.Event event(JsonNode event) {
    return new Seen.Event(
        event.path("contract").asText(),
        event.path("name").asText(),
        list(event.path("topics"), JsonNode::asText),
        bytes(event, "payload"));
  }

  private static Seen.Bytes bytes(JsonNode body, String name) {
    return new Seen.Bytes(body.path(name).asText(""), body.has(name + "Encoding"));
  }

  private static Map<String, String> more(JsonNode body) {
    Map<String, String> more = new TreeMap<>();
    body.fields().forEachRemaining(field -> more.put(field.getKey(), field.getValue().asText()));
    return more;
  }

  private static Optional<Instant> at(JsonNode body) {
    return body.has("at") ? Optional.of(Instant.parse(body.path("at").asText())) : Optional.empty();
  }

  private static <T> List<T> list(JsonNode items, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    items.forEach(item -> list.add(read.apply(item)));
    return list;
  }
}
