/**
 * A Fabric channel as applications use it, through the gateway that every peer is. Start at {@link
 * io.ridgeway.framework.fabric.client.FabricClient}.
 */
@NullMarked
package io.ridgeway.framework.fabric.client;

import org.jspecify.annotations.NullMarked;
