/**
 * Private keys' files: reads what owners bring, and seals what leaves. Start at {@link
 * io.ridgeway.keys.travel.KeyFiles}.
 */
@NullMarked
package io.ridgeway.keys.travel;

import org.jspecify.annotations.NullMarked;
