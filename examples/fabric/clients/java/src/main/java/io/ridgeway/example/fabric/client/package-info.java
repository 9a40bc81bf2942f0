/** An application that keeps its own key. Start at {@code Client}. */
@NullMarked
package io.ridgeway.example.fabric.client;

import org.jspecify.annotations.NullMarked;
