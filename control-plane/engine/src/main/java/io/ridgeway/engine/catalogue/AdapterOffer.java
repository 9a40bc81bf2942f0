package io.ridgeway.engine.catalogue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of cloud adapter that is installed.
 *
 * @param name as city nodes have it: {@code local}
 * @param description one sentence
 * @param configurationSchema JSON Schema (2020-12) of its configuration
 * @param properties the same, as a form needs it, in the schema's order
 */
public record AdapterOffer(
    String name, String description, String configurationSchema, List<Property> properties) {
  public AdapterOffer {
    properties = List.copyOf(properties);
  }

  /** The properties that are kept by custody. */
  public Set<String> secrets() {
    return properties.stream()
        .filter(Property::secret)
        .map(Property::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * One property of the configuration; its value is a text.
   *
   * @param secret whether custody keeps it: {@code writeOnly} in the schema
   * @param lines whether it may have several lines
   * @param choices what it may be, if that is a list
   * @param usual what it is if it isn't given; empty if there is no such thing
   */
  public record Property(
      String name,
      String title,
      String description,
      boolean required,
      boolean secret,
      boolean lines,
      List<String> choices,
      String usual) {
    public Property {
      choices = List.copyOf(choices);
    }
  }
}
