/**
 * The operators' REST door, {@code /ops/v1}. Start at {@link
 * io.ridgeway.ops.api.VerificationResource}.
 */
@NullMarked
package io.ridgeway.ops.api;

import org.jspecify.annotations.NullMarked;
