package io.ridgeway.engine.catalogue;

import java.util.List;

/** Knows which plugins this process has, loaded ones first. */
@FunctionalInterface
public interface InstalledPlugins {
  List<PluginEntry> all();
}
