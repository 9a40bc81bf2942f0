package io.ridgeway.adapter;

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
}
