@NullMarked
package io.ridgeway.framework.renderer.abi;

import org.jspecify.annotations.NullMarked;
