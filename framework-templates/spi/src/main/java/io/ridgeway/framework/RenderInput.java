package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;

/** All that a rendering depends on. */
public record RenderInput(
    NetworkId network,
    NetworkSpec spec,
    NetworkPlan plan,
    Placement placement,
    Addresses addresses,
    Identities identities,
    BirthRecord birth,
    Software software) {}
