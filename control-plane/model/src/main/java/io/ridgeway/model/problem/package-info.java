/** How the product says no. Start at {@link io.ridgeway.model.problem.Refusal}. */
@NullMarked
package io.ridgeway.model.problem;

import org.jspecify.annotations.NullMarked;
