/**
 * Reads a node's files as a node of FISCO BCOS would, and more strictly: what a node silently
 * ignores is a finding here. Start at {@link
 * io.ridgeway.framework.fiscobcos.conformance.NodeReading}; what each release reads is data, in
 * {@code specification/*.yaml}.
 *
 * <p>It shares no code with the pack, so that the two can disagree. For tests only.
 */
@NullMarked
package io.ridgeway.framework.fiscobcos.conformance;

import org.jspecify.annotations.NullMarked;
