/**
 * Tells events to URLs, one after the other and each until it is taken. The ledger is the queue:
 * what is kept of an order is how far it is. {@link io.ridgeway.gateway.delivery.Courier} is where
 * to start reading.
 */
@NullMarked
package io.ridgeway.gateway.delivery;

import org.jspecify.annotations.NullMarked;
