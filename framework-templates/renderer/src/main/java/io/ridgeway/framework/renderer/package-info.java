/**
 * Turns a pack's templates into text, and reads what else lies beside them: its files and the
 * schema of its parameters. Start at {@link io.ridgeway.framework.renderer.Templates}.
 *
 * <p>Pure: it reads the pack's own class path, writes nothing, and gives the same bytes for the
 * same values.
 */
@NullMarked
package io.ridgeway.framework.renderer;

import org.jspecify.annotations.NullMarked;
