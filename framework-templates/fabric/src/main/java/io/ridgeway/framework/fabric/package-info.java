/**
 * The Hyperledger Fabric pack. Start at {@link io.ridgeway.framework.fabric.FabricPack}: what
 * networks there can be is in {@link io.ridgeway.framework.fabric.Topology}, who is who in {@link
 * io.ridgeway.framework.fabric.FabricIdentities}, what runs in {@link
 * io.ridgeway.framework.fabric.FabricNodes}, how the nodes come together in {@link
 * io.ridgeway.framework.fabric.FabricDriver}.
 */
@NullMarked
package io.ridgeway.framework.fabric;

import org.jspecify.annotations.NullMarked;
