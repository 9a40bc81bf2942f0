/**
 * The embedded defaults: a real PostgreSQL and a real Keycloak on loopback, and the application
 * beside them, for a machine that has none of the three. Start at {@link
 * io.ridgeway.app.embedded.EmbeddedStack}; {@link io.ridgeway.app.embedded.Up} and {@link
 * io.ridgeway.app.embedded.Down} are what {@code ./ridgeway up} and {@code down} run.
 *
 * <p>Plain Java, no container: it runs before the application does. The application knows nothing
 * of it; it is given addresses and passwords by configuration, as it would be with external
 * servers.
 */
@NullMarked
package io.ridgeway.app.embedded;

import org.jspecify.annotations.NullMarked;
