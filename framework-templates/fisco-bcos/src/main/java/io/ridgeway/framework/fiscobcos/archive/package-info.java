/**
 * A chain's history as lines of text that prove themselves: digests, Merkle roots, signatures, and
 * who checks them. It asks no node and no server.
 */
@NullMarked
package io.ridgeway.framework.fiscobcos.archive;

import org.jspecify.annotations.NullMarked;
