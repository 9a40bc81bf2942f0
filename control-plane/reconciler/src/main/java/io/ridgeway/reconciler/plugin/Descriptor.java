package io.ridgeway.reconciler.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.util.regex.Pattern;

/**
 * What a provider says of itself: asked once, and checked, as it is shown to operators.
 *
 * @param schema a JSON Schema, as text
 */
record Descriptor(String name, String description, String schema) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final int LONGEST_SCHEMA = 100_000;
  private static final JsonMapper JSON = new JsonMapper();

  /** Asks it. Everything here is the plugin's code: to be called under guard. */
  static Descriptor of(CloudAdapterProvider provider) {
    String name = provider.name();
    if (name == null || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new Refused(
          "its adapter's name must be lower-case words joined by hyphens, at most "
              + LONGEST_NAME
              + " characters");
    }
    String description = provider.description();
    if (description == null
        || description.isBlank()
        || description.length() > LONGEST_DESCRIPTION
        || description.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          "the description of its adapter "
              + name
              + " must be one sentence of at most "
              + LONGEST_DESCRIPTION
              + " characters");
    }
    String schema = provider.configurationSchema();
    if (schema == null || schema.length() > LONGEST_SCHEMA || !isObject(schema)) {
      throw new Refused(
          "the configuration schema of its adapter "
              + name
              + " must be a JSON object of at most "
              + LONGEST_SCHEMA
              + " characters");
    }
    return new Descriptor(name, description, schema);
  }

  private static boolean isObject(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
