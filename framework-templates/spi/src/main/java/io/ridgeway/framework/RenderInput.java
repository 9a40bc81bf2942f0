package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.util.Map;

/** All that a rendering depends on. */
public record RenderInput(
    NetworkId network,
    NetworkSpec spec,
    NetworkPlan plan,
    Placement placement,
    Addresses addresses,
    Map<NodeName, ManagedKey> keys,
    BirthRecord birth,
    Software software) {
  public RenderInput {
    keys = Map.copyOf(keys);
  }
}
