/** Quotes, orders, subscriptions. Start at {@link io.ridgeway.engine.order.OrderDesk}. */
@NullMarked
package io.ridgeway.engine.order;

import org.jspecify.annotations.NullMarked;
