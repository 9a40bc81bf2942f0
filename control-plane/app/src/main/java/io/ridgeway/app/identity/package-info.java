/**
 * The identity provider: who asks, and which organisations it knows. Start at {@link
 * io.ridgeway.app.identity.OidcActor}.
 */
@NullMarked
package io.ridgeway.app.identity;

import org.jspecify.annotations.NullMarked;
