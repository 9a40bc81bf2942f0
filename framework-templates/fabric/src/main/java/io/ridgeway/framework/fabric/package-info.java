/**
 * The Hyperledger Fabric pack's foundation: what networks there can be ({@link
 * io.ridgeway.framework.fabric.Topology}, where to start), what their nodes run ({@link
 * io.ridgeway.framework.fabric.FabricNodes}), and their first channel ({@link
 * io.ridgeway.framework.fabric.FirstChannel}).
 *
 * <p>Not in the catalogue yet: nothing drives such a network from order to ready so far.
 */
@NullMarked
package io.ridgeway.framework.fabric;

import org.jspecify.annotations.NullMarked;
