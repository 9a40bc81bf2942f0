@NullMarked
package io.ridgeway.framework.fabric.client;

import org.jspecify.annotations.NullMarked;
