package io.ridgeway.reconciler.city;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ridgeway.engine.catalogue.AdapterOffer.Property;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An adapter's configuration schema: what a form needs of it, and what it objects to. */
final class ConfigurationSchema {
  private static final int ONE_LINE = 1_000;

  private final JsonNode document;
  private final Schema schema;

  /**
   * Of a JSON Schema's text.
   *
   * @throws IllegalArgumentException if it is none
   */
  ConfigurationSchema(String text) {
    try {
      document = new ObjectMapper().readTree(text);
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the configuration schema is not JSON", e);
    }
  }

  List<Property> properties() {
    List<Property> properties = new ArrayList<>();
    document
        .path("properties")
        .properties()
        .forEach(p -> properties.add(property(p.getKey(), p.getValue())));
    return properties;
  }

  private Property property(String name, JsonNode p) {
    List<String> choices = new ArrayList<>();
    p.path("enum").forEach(c -> choices.add(c.asText()));
    boolean required = false;
    for (JsonNode r : document.path("required")) {
      required |= r.asText().equals(name);
    }
    return new Property(
        name,
        p.path("title").asText(name),
        p.path("description").asText(""),
        required,
        p.path("writeOnly").asBoolean(),
        p.has("contentMediaType") || p.path("maxLength").asInt() > ONE_LINE,
        choices,
        p.path("default").asText(""));
  }

  /** What is wrong, one violation a property. No value stands in a message. */
  List<Violation> check(Map<String, String> configuration) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    configuration.forEach(given::put);
    Map<String, Violation> found = new LinkedHashMap<>();
    for (Error error : schema.validate(given)) {
      String name =
          error.getInstanceLocation().getNameCount() > 0
              ? error.getInstanceLocation().getElement(0).toString()
              : String.valueOf(error.getProperty());
      found.putIfAbsent(
          name, new Violation("configuration." + name, message(name, given.has(name), error)));
    }
    return List.copyOf(found.values());
  }

  private String message(String name, boolean given, Error error) {
    JsonNode property = document.path("properties").path(name);
    String description = property.path("description").asText("");
    if (property.isMissingNode()) {
      List<String> names = new ArrayList<>();
      document.path("properties").fieldNames().forEachRemaining(names::add);
      return names.isEmpty()
          ? "This adapter has no settings."
          : "There is no setting of that name; there are: " + String.join(", ", names) + ".";
    }
    String what =
        given
            ? property.path("writeOnly").asBoolean()
                ? name + " is not of the form that is asked for."
                : name + " " + error.getMessage() + "."
            : name + " is missing.";
    return description.isEmpty() ? what : what + " " + description;
  }
}
