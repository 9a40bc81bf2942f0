/**
 * Quotes, orders, subscriptions, Idempotency-Keys. Start at {@link
 * io.ridgeway.store.order.SqlOrders}.
 */
@NullMarked
package io.ridgeway.store.order;

import org.jspecify.annotations.NullMarked;
