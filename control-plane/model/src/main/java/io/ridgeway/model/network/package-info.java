/**
 * What a tenant orders and what becomes of it. Start at {@link
 * io.ridgeway.model.network.NetworkSpec}.
 */
@NullMarked
package io.ridgeway.model.network;

import org.jspecify.annotations.NullMarked;
