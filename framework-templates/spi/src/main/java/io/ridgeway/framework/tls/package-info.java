/**
 * TLS towards a network's nodes: with an administrator's key that stays in custody, and with the
 * nodes told by their keys rather than by the addresses at which tunnels end. Start at {@link
 * io.ridgeway.framework.tls.NodeTls}.
 */
@NullMarked
package io.ridgeway.framework.tls;

import org.jspecify.annotations.NullMarked;
