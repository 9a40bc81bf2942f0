/**
 * gRPC as it is on the wire, as far as calls of one message need it: frames, codes, patience. Start
 * at {@link io.ridgeway.gateway.grpc.GrpcFrame}.
 *
 * <p>Pure: no network, no clock.
 */
@NullMarked
package io.ridgeway.gateway.grpc;

import org.jspecify.annotations.NullMarked;
