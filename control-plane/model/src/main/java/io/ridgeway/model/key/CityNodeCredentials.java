package io.ridgeway.model.key;

import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the secrets with which adapters reach their city nodes, encrypted. What is kept of one city
 * node opens for no other, and for no other property or version.
 *
 * <p>Every method may be called within a transaction of the system's scope.
 */
public interface CityNodeCredentials {
  /** How long a secret may be, in characters: a kubeconfig with its certificates fits. */
  int LONGEST = 65_536;

  /** Keeps the secret in the place of the one before, which is forgotten. */
  Kept set(CityNodeId cityNode, String property, String secret);

  /** The secret as it is now. */
  Optional<String> open(CityNodeId cityNode, String property);

  /** What is kept of the city node, by property; never a value. */
  List<Kept> of(CityNodeId cityNode);

  /** Forgets that property. */
  void remove(CityNodeId cityNode, String property);

  /**
   * That a secret is kept.
   *
   * @param property of the adapter's configuration schema
   * @param version 1 for the first, one more at each change
   * @param since when this version was set
   */
  record Kept(String property, int version, Instant since) {}
}
