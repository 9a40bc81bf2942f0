/**
 * Orders to tell a ledger's events to URLs; gateways carry them out. Start at {@link
 * io.ridgeway.engine.webhook.WebhookDesk}.
 */
@NullMarked
package io.ridgeway.engine.webhook;

import org.jspecify.annotations.NullMarked;
