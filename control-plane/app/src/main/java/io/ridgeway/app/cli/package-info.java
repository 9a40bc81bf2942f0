/**
 * The command line, {@code ridgectl}: every action of the portal, over the same REST doors. Start
 * at {@link io.ridgeway.app.cli.Ridgectl}. Plain Java without a container, so that it starts fast.
 */
@NullMarked
package io.ridgeway.app.cli;

import org.jspecify.annotations.NullMarked;
