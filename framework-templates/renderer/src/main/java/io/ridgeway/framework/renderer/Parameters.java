package io.ridgeway.framework.renderer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pack's parameters: its {@code params.schema.json} says what may be given and what holds else.
 */
public final class Parameters {
  private static final String FILE = "params.schema.json";

  private final String text;
  private final JsonNode properties;
  private final Schema schema;

  public Parameters(PackResources files) {
    text = files.text(FILE);
    JsonNode document = files.read(FILE, new ObjectMapper(), JsonNode.class);
    properties = document.path("properties");
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
  }

  /** The schema's text. */
  public String schema() {
    return text;
  }

  /** The spec's value, else the schema's default, else none. */
  public Optional<String> find(NetworkSpec spec, String name) {
    String given = spec.parameters().get(name);
    if (given != null) {
      return Optional.of(given);
    }
    JsonNode usual = properties.path(name).path("default");
    return usual.isMissingNode() ? Optional.empty() : Optional.of(usual.asText());
  }

  /** As {@link #find}, of a parameter that has a default. */
  public String text(NetworkSpec spec, String name) {
    return find(spec, name).orElseThrow();
  }

  /** As {@link #text}. The spec has been checked. */
  public long number(NetworkSpec spec, String name) {
    return Long.parseLong(text(spec, name));
  }

  /** What is wrong with the given parameters each by itself, by name. */
  public List<Violation> check(Map<String, String> given) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    given.forEach((name, value) -> document.set(name, json(name, value)));
    // One violation a parameter: of several errors about one value, the first says enough.
    Map<String, Violation> found = new TreeMap<>();
    for (Error error : schema.validate(document)) {
      String name =
          error.getInstanceLocation().getNameCount() > 0
              ? error.getInstanceLocation().getElement(0).toString()
              : error.getProperty();
      found.putIfAbsent(name, new Violation("parameters." + name, message(name)));
    }
    return new ArrayList<>(found.values());
  }

  /** A spec has its values as text; what is written as a number or boolean becomes one. */
  private JsonNode json(String name, String value) {
    String type = properties.path(name).path("type").asText();
    if (type.equals("integer") && value.matches("0|-?[1-9][0-9]{0,17}")) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
    }
    if (type.equals("boolean") && value.matches("true|false")) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  private String message(String name) {
    JsonNode property = properties.path(name);
    if (property.isMissingNode()) {
      List<String> names = new ArrayList<>();
      properties.fieldNames().forEachRemaining(names::add);
      return "There is no parameter of that name; there are " + String.join(", ", names) + ".";
    }
    return name + " must be " + shape(property) + ". " + property.path("description").asText();
  }

  private static String shape(JsonNode property) {
    if (property.has("enum")) {
      List<String> choices = new ArrayList<>();
      property.path("enum").forEach(choice -> choices.add(choice.asText()));
      return String.join(" or ", choices);
    }
    return switch (property.path("type").asText()) {
      case "integer" ->
          "a whole number from "
              + property.path("minimum").asText()
              + " to "
              + property.path("maximum").asText();
      case "boolean" -> "true or false";
      default -> "of the right form";
    };
  }
}
