/**
 * What a cloud provider implements. Start at {@link io.ridgeway.adapter.CloudAdapter}; it is found
 * by {@link io.ridgeway.adapter.CloudAdapterProvider}.
 *
 * <p>Model and JDK only: a plugin's class loader has this package's loader as its parent, so every
 * dependency here would be forced upon every plugin.
 */
@NullMarked
package io.ridgeway.adapter;

import org.jspecify.annotations.NullMarked;
