package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.tenant.Tenant;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The first page: how things stand, and the next step. */
@Path("/")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class HomePage {
  private static final int SHOWN = 5;

  private final Portal portal;
  private final NetworkDesk networks;

  public HomePage(Portal portal, NetworkDesk networks) {
    this.portal = portal;
    this.networks = networks;
  }

  @GET
  @Operation(hidden = true)
  public Response home() {
    Optional<Tenant> tenant = portal.organisation();
    if (tenant.isEmpty()) {
      return SignUpPage.show(portal);
    }
    List<Network> mine =
        networks
            .list(portal.actor(), tenant.get().id(), new Page.Request(Optional.empty(), SHOWN))
            .items();
    return portal.page(
        "portal/home",
        Map.of(
            "tenant", tenant.get(),
            "networks", mine,
            "next", NextStep.of(tenant.get(), mine)));
  }
}
