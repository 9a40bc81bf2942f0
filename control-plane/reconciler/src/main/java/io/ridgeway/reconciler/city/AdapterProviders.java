package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.place.CityNodeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of cloud adapters that are installed, by name. */
public final class AdapterProviders {
  private final Map<String, CloudAdapterProvider> byName = new TreeMap<>();

  /**
   * Adapters of these kinds, as {@link java.util.ServiceLoader} found them.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public AdapterProviders(List<CloudAdapterProvider> found) {
    for (CloudAdapterProvider provider : found) {
      if (byName.putIfAbsent(provider.name(), provider) != null) {
        throw new IllegalArgumentException(
            "two cloud adapters are named " + provider.name() + "; remove one");
      }
    }
  }

  Collection<CloudAdapterProvider> all() {
    return byName.values();
  }

  Optional<CloudAdapterProvider> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The kind that a city node needs.
   *
   * @throws AdapterException.Undeclared if it isn't installed
   */
  CloudAdapterProvider get(CityNodeId cityNode, String name) {
    return find(name)
        .orElseThrow(
            () ->
                new AdapterException.Undeclared(
                    "City node "
                        + cityNode
                        + " needs the cloud adapter "
                        + name
                        + ", which is not installed; there are: "
                        + String.join(", ", byName.keySet())
                        + "."));
  }
}
