/**
 * What becomes of keys in custody. Start at {@link io.ridgeway.engine.custody.RewrapDesk} for
 * operators.
 */
@NullMarked
package io.ridgeway.engine.custody;

import org.jspecify.annotations.NullMarked;
