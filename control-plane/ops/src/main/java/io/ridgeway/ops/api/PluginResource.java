package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.catalogue.PluginDesk;
import io.ridgeway.engine.catalogue.PluginEntry;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The plugins of this installation. */
@Path("/ops/v1/plugins")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class PluginResource {
  private final CurrentActor actor;
  private final PluginDesk plugins;

  public PluginResource(CurrentActor actor, PluginDesk plugins) {
    this.actor = actor;
    this.plugins = plugins;
  }

  /** A plugin; {@code state} is {@code LOADED} or {@code REFUSED}. */
  public record PluginView(
      String name,
      String version,
      String description,
      String file,
      String sha256,
      String signer,
      String spiVersion,
      String state,
      String problem) {
    static PluginView of(PluginEntry p) {
      return new PluginView(
          p.name(),
          p.version(),
          p.description(),
          p.file(),
          p.sha256(),
          p.signer(),
          p.spi(),
          p.loaded() ? "LOADED" : "REFUSED",
          p.problem());
    }
  }

  @GET
  @Operation(
      operationId = "opsPlugins",
      summary = "Cloud adapters that came as jars: loaded, or refused with the reason")
  public Listed<PluginView> plugins() {
    return Listed.of(plugins.list(actor.get()).stream().map(PluginView::of).toList());
  }
}
