/**
 * A channel's configuration: its genesis block, updates of it, and the envelopes that carry them.
 * Start at {@link io.ridgeway.framework.fabric.channel.ChannelPlan}; {@link
 * io.ridgeway.framework.fabric.channel.GenesisBlock} makes the first block, {@link
 * io.ridgeway.framework.fabric.channel.ConfigEdit} every later change.
 *
 * <p>Pure: nothing here talks to a node, reads a clock or draws a nonce. What it makes is decoded
 * equal to what Fabric's own {@code configtxgen} and {@code configtxlator} make, by test.
 */
@NullMarked
package io.ridgeway.framework.fabric.channel;

import org.jspecify.annotations.NullMarked;
