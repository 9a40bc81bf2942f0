/**
 * The image that {@code tools/image/build} assembles. Start at {@link
 * io.ridgeway.app.image.ImageIT}.
 */
@NullMarked
package io.ridgeway.app.image;

import org.jspecify.annotations.NullMarked;
