package io.ridgeway.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Opens adapters of one kind; found by {@link java.util.ServiceLoader}. */
public interface CloudAdapterProvider {
  /** The adapter's name, as city nodes have it: {@code local}. */
  String name();

  /** One sentence for operators. */
  String description();

  /**
   * A JSON Schema (2020-12) of the configuration, for checks and for the operator's form. Every
   * property is a string; one that is {@code writeOnly} is a secret, and comes by {@link
   * AdapterContext.Credentials}.
   */
  String configurationSchema();

  /**
   * Opens the adapter of one city node.
   *
   * @throws AdapterException if it can't be opened, with what to do
   */
  CloudAdapter open(AdapterContext context);

  /**
   * The text (UTF-8) of a resource beside {@code type}: for a schema in a file of its own.
   *
   * @throws IllegalStateException if it is missing from the archive or can't be read
   */
  static String resourceBeside(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this adapter's archive");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " can't be read", e);
    }
  }
}
