@NullMarked
package io.ridgeway.app.explorer;

import org.jspecify.annotations.NullMarked;
