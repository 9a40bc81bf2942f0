/** The curve secp256k1. Start at {@link io.ridgeway.keys.secp256k1.Secp256k1}. */
@NullMarked
package io.ridgeway.keys.secp256k1;

import org.jspecify.annotations.NullMarked;
