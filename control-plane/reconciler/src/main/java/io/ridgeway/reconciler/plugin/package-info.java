/**
 * Cloud adapters that providers ship as jars. Start at {@link
 * io.ridgeway.reconciler.plugin.Plugins}: it checks a jar before anything of it is loaded ({@link
 * io.ridgeway.reconciler.plugin.Trust}, {@code PluginJar}), and puts what it loads behind a guard
 * ({@code Guard}), so that an adapter that throws or hangs fails alone.
 */
@NullMarked
package io.ridgeway.reconciler.plugin;

import org.jspecify.annotations.NullMarked;
