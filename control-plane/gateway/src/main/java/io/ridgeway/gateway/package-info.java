/**
 * The data plane: authenticates, limits, signs, forwards and meters the calls of applications.
 * Start at {@link io.ridgeway.gateway.GatewayServer}; {@link io.ridgeway.gateway.RouteSource} says
 * all that it knows, and {@code RpcDoor} is the way of a call.
 *
 * <p>No database and no identity provider is on the path of a call: everything is in memory, and
 * the journal is local.
 */
@NullMarked
package io.ridgeway.gateway;

import org.jspecify.annotations.NullMarked;
