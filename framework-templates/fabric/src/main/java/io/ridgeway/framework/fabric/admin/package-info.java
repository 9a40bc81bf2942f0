/**
 * Talks to running nodes on behalf of their administrators: {@link
 * io.ridgeway.framework.fabric.admin.OrdererAdmin} joins orderers to channels, {@link
 * io.ridgeway.framework.fabric.admin.PeerAdmin} peers, and {@link
 * io.ridgeway.framework.fabric.admin.Broadcast} has a change of a channel ordered.
 */
@NullMarked
package io.ridgeway.framework.fabric.admin;

import org.jspecify.annotations.NullMarked;
