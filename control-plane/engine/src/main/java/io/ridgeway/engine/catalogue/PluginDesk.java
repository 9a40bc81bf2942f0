package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import jakarta.inject.Singleton;
import java.util.List;

/** Shows plugins to operators. */
@Singleton
public final class PluginDesk {
  private final Access access;
  private final InstalledPlugins plugins;

  public PluginDesk(Access access, InstalledPlugins plugins) {
    this.access = access;
    this.plugins = plugins;
  }

  public List<PluginEntry> list(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return plugins.all();
  }
}
