/**
 * How each kind of key is made and signs. Start at {@link
 * io.ridgeway.keys.algorithm.KeyAlgorithms}.
 */
@NullMarked
package io.ridgeway.keys.algorithm;

import org.jspecify.annotations.NullMarked;
