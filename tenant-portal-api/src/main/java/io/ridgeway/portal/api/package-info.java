/**
 * The tenants' REST door, {@code /v1}. One resource per subject; each asks a desk of the engine.
 * Start at {@link io.ridgeway.portal.api.QuoteResource}.
 */
@NullMarked
package io.ridgeway.portal.api;

import org.jspecify.annotations.NullMarked;
