/** Keeps what the explorer knows of contracts. */
@NullMarked
package io.ridgeway.store.explorer;

import org.jspecify.annotations.NullMarked;
