/**
 * JSON-RPC 2.0 as bytes: what a body asks, and how it is answered. Start at {@link
 * io.ridgeway.gateway.rpc.RpcScanner}.
 *
 * <p>Pure: no network, no clock. A body is looked through, never built as a tree, so that a plain
 * call can be forwarded as it came.
 */
@NullMarked
package io.ridgeway.gateway.rpc;

import org.jspecify.annotations.NullMarked;
