package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.time.Instant;

/**
 * What a genesis is made from.
 *
 * @param identities what the plan asks for
 * @param now the time of birth
 */
public record BirthInput(
    NetworkId network,
    NetworkSpec spec,
    NetworkPlan plan,
    Placement placement,
    Addresses addresses,
    Identities identities,
    Instant now) {}
