package io.ridgeway.portal.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a framework as the order form asks for it.
 *
 * @param usual what it is if nothing is typed; empty if the framework derives it
 * @param min the least, max the most; empty if there is none
 * @param choices the values to choose among; empty if it is typed
 */
public record Parameter(
    String name,
    String title,
    String description,
    boolean number,
    String usual,
    String min,
    String max,
    List<String> choices) {

  /** The name of its field; also the field of a violation. */
  public String field() {
    return "parameters." + name;
  }

  /** The parameters of a JSON Schema, in its order. */
  static List<Parameter> of(String schema, ObjectMapper json) {
    try {
      List<Parameter> found = new ArrayList<>();
      json.readTree(schema)
          .path("properties")
          .fields()
          .forEachRemaining(e -> found.add(of(e.getKey(), e.getValue())));
      return found;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parameters schema is not JSON", e);
    }
  }

  private static Parameter of(String name, JsonNode node) {
    String type = node.path("type").asText();
    List<String> choices = new ArrayList<>();
    node.path("enum").forEach(c -> choices.add(c.asText()));
    if (type.equals("boolean")) {
      choices.addAll(List.of("true", "false"));
    }
    return new Parameter(
        name,
        node.path("title").asText(name),
        node.path("description").asText(),
        type.equals("integer") || type.equals("number"),
        node.path("default").asText(),
        node.path("minimum").asText(),
        node.path("maximum").asText(),
        choices);
  }
}
