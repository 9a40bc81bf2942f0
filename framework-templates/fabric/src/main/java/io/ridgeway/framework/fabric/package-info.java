/** The Hyperledger Fabric pack. */
@NullMarked
package io.ridgeway.framework.fabric;

import org.jspecify.annotations.NullMarked;
