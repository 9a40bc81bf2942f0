package io.ridgeway.adapter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an adapter is opened with: all that it may know of Ridgeway.
 *
 * @param cityNode the city node that it reaches
 * @param configuration what the operator gave, valid against the provider's schema; never a secret
 * @param credentials the secrets of this city node, and of no other
 * @param changed told of a network of which something changed here that the adapter didn't do; it
 *     returns at once, and may be called from any thread and more often than needed
 */
public record AdapterContext(
    CityNodeId cityNode,
    Map<String, String> configuration,
    Credentials credentials,
    Consumer<NetworkId> changed) {
  public AdapterContext {
    configuration = Map.copyOf(configuration);
  }

  /** For an adapter that needs no secret, and whose city node is asked often enough. */
  public static AdapterContext of(CityNodeId cityNode, Map<String, String> configuration) {
    return new AdapterContext(cityNode, configuration, Credentials.NONE, network -> {});
  }

  /** Secrets that custody keeps for a city node; the schema calls them {@code writeOnly}. */
  @FunctionalInterface
  public interface Credentials {
    Credentials NONE = property -> Optional.empty();

    /**
     * The secret as it is now. It is asked for whenever it is needed and never kept, so that it can
     * be changed while the adapter is open.
     *
     * @param property of the configuration's schema: {@code kubeconfig}
     */
    Optional<String> get(String property);
  }
}
