/** Keys in custody and the ports that use them. Start at {@link io.ridgeway.model.key.Custody}. */
@NullMarked
package io.ridgeway.model.key;

import org.jspecify.annotations.NullMarked;
