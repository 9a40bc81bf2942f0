/**
 * The use cases and their ports: what a tenant, an operator and the reconciler may ask for. Portal
 * and ops see only this.
 *
 * <p>One class per desk: {@link io.ridgeway.engine.order.OrderDesk} is the one to read first. Every
 * desk takes an {@link io.ridgeway.engine.access.Actor} first and checks what that actor may do.
 * This package holds what they share.
 */
@NullMarked
package io.ridgeway.engine;

import org.jspecify.annotations.NullMarked;
