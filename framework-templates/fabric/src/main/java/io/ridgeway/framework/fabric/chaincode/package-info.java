/**
 * Chaincode as a service: {@link io.ridgeway.framework.fabric.chaincode.ChaincodePackage} is what
 * peers install, {@link io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition} what a channel
 * agrees on; {@code admin.Rollout} brings the one to the other.
 */
@NullMarked
package io.ridgeway.framework.fabric.chaincode;

import org.jspecify.annotations.NullMarked;
