/** Makes the beans out of the rooms. One class per room. */
@NullMarked
package io.ridgeway.app.wiring;

import org.jspecify.annotations.NullMarked;
