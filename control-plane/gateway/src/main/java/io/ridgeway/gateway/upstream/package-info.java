/**
 * The way to a network's nodes. Start at {@link io.ridgeway.gateway.upstream.Upstream}; {@link
 * io.ridgeway.gateway.upstream.NodeRing} says which node is next.
 */
@NullMarked
package io.ridgeway.gateway.upstream;

import org.jspecify.annotations.NullMarked;
