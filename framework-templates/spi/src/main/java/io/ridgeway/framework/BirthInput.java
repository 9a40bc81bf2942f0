package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Map;

/**
 * What a genesis is made from.
 *
 * @param keys every node's key
 * @param now the time of birth
 */
public record BirthInput(
    NetworkId network,
    NetworkSpec spec,
    NetworkPlan plan,
    Map<NodeName, ManagedKey> keys,
    Instant now) {
  public BirthInput {
    keys = Map.copyOf(keys);
  }
}
