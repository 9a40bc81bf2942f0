package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Says what suspending a network means, and begins it. */
@Path("/networks/{network}/suspend")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class SuspendPage {
  private static final String TEMPLATE = "portal/network-suspend";

  private final Portal portal;
  private final NetworkDesk networks;
  private final SuspensionDesk suspensions;

  public SuspendPage(Portal portal, NetworkDesk networks, SuspensionDesk suspensions) {
    this.portal = portal;
    this.networks = networks;
    this.suspensions = suspensions;
  }

  @GET
  @Operation(hidden = true)
  public Response ask(NetworkId network) {
    return portal.page(TEMPLATE, data(network));
  }

  @POST
  @Operation(hidden = true)
  public Response begin(NetworkId network) {
    try {
      suspensions.suspend(portal.actor(), portal.tenant(), network);
      return portal.goTo("/networks/" + network + "?done=suspension-asked");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network));
    }
  }

  private Map<String, Object> data(NetworkId network) {
    return Map.of("network", networks.get(portal.actor(), portal.tenant(), network));
  }
}
