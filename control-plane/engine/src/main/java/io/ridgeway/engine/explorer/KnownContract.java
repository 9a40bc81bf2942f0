package io.ridgeway.engine.explorer;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * A contract whose interface a tenant brought.
 *
 * @param address {@code 0x…}, in lower case
 * @param name what the tenant calls it
 * @param document the interface as its compiler wrote it
 * @param by who brought it
 */
public record KnownContract(
    TenantId tenant,
    NetworkId network,
    String address,
    String name,
    String document,
    Instant at,
    String by) {}
