package io.ridgeway.adapter;

import io.ridgeway.model.place.CityNodeId;
import java.util.Map;

/** Opens adapters of one kind; found by {@link java.util.ServiceLoader}. */
public interface CloudAdapterProvider {
  /** The adapter's name, as city nodes have it: {@code local}. */
  String name();

  /** One sentence for operators. */
  String description();

  /** A JSON Schema (2020-12) of the configuration, for checks and for the operator's form. */
  String configurationSchema();

  /**
   * Opens the adapter of one city node.
   *
   * @param configuration what the operator gave, valid against the schema
   * @throws AdapterException if it can't be opened, with what to do
   */
  CloudAdapter open(CityNodeId cityNode, Map<String, String> configuration);
}
