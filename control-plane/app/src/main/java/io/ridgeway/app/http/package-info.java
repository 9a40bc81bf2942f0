/**
 * What all REST doors share: problems, JSON rules. Start at {@link io.ridgeway.app.http.Problem}.
 */
@NullMarked
package io.ridgeway.app.http;

import org.jspecify.annotations.NullMarked;
