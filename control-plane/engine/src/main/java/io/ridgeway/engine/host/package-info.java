/**
 * Networks of the shared tier and those on whose nodes they live. Start at {@link
 * io.ridgeway.engine.host.HostingDesk}; which host a guest gets is in {@link
 * io.ridgeway.engine.host.Hosts}.
 */
@NullMarked
package io.ridgeway.engine.host;

import org.jspecify.annotations.NullMarked;
