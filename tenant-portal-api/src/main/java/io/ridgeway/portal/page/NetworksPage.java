package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The organisation's networks. */
@Path("/networks")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class NetworksPage {
  static final int SHOWN = 50;

  private final Portal portal;
  private final NetworkDesk networks;

  public NetworksPage(Portal portal, NetworkDesk networks) {
    this.portal = portal;
    this.networks = networks;
  }

  @GET
  @Operation(hidden = true)
  public Response list() {
    Page<Network> page =
        networks.list(portal.actor(), portal.tenant(), request(portal.visit().query("cursor")));
    return portal.page(
        "portal/networks", Map.of("networks", page.items(), "next", page.next().orElse("")));
  }

  static Page.Request request(String cursor) {
    return new Page.Request(Optional.of(cursor).filter(c -> !c.isEmpty()), SHOWN);
  }
}
