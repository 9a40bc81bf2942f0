/**
 * The operators' pages under {@code /ops}: the same desks as {@code /ops/v1}, for people. Start at
 * {@link io.ridgeway.ops.page.OpsPage}; decisions are made in {@link
 * io.ridgeway.ops.page.VerificationPage}.
 */
@NullMarked
package io.ridgeway.ops.page;

import org.jspecify.annotations.NullMarked;
