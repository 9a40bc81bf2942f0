/** Networks and their operations. Start at {@link io.ridgeway.engine.network.NetworkDesk}. */
@NullMarked
package io.ridgeway.engine.network;

import org.jspecify.annotations.NullMarked;
