/**
 * The demonstration: walks a small firm's whole journey against a running installation, over the
 * same doors as anybody else. Start at {@link io.ridgeway.app.demo.Journey}.
 */
@NullMarked
package io.ridgeway.app.demo;

import org.jspecify.annotations.NullMarked;
