/**
 * The running product through its doors: what it refuses, what it keeps apart, what it survives.
 * Start at {@link io.ridgeway.app.door.DoorFixture}.
 */
@NullMarked
package io.ridgeway.app.door;

import org.jspecify.annotations.NullMarked;
