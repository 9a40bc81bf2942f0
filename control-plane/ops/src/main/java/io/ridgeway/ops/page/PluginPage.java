package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.PluginDesk;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The plugins of this installation, for people. */
@Path("/ops/plugins")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class PluginPage {
  private final OpsVisit visit;
  private final PluginDesk plugins;

  public PluginPage(OpsVisit visit, PluginDesk plugins) {
    this.visit = visit;
    this.plugins = plugins;
  }

  @GET
  @Operation(hidden = true)
  public Response plugins() {
    return visit.page("ops/plugins", Map.of("items", plugins.list(visit.actor())));
  }
}
