/**
 * Orders to tell events: as tenants give them, {@link io.ridgeway.store.webhook.SqlWebhooks}, and
 * as gateways carry them out, {@link io.ridgeway.store.webhook.SqlOutbox}.
 */
@NullMarked
package io.ridgeway.store.webhook;

import org.jspecify.annotations.NullMarked;
