/**
 * The one application: joins packs, adapters and roles. Start at {@link
 * io.ridgeway.app.RidgewayConfig}, then {@code wiring}.
 */
@NullMarked
package io.ridgeway.app;

import org.jspecify.annotations.NullMarked;
