package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.change.RotationDesk;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Says what something means for a network that takes but a yes, and begins it. */
@Path("/networks/{network}/{what:rotate|stop-rotation|suspend|resume}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ConfirmPage {
  private final Portal portal;
  private final NetworkDesk networks;
  private final Map<String, Confirmed> all;

  /**
   * What is begun.
   *
   * @param done what the network's page says then
   */
  private record Confirmed(Beginning begin, String done) {}

  @FunctionalInterface
  private interface Beginning {
    void begin(Actor actor, TenantId tenant, NetworkId network);
  }

  public ConfirmPage(
      Portal portal, NetworkDesk networks, RotationDesk rotations, SuspensionDesk suspensions) {
    this.portal = portal;
    this.networks = networks;
    this.all =
        Map.of(
            "rotate", new Confirmed(rotations::rotate, "rotation-asked"),
            "stop-rotation", new Confirmed(rotations::stop, "rotation-stopped"),
            "suspend", new Confirmed(suspensions::suspend, "suspension-asked"),
            "resume", new Confirmed(suspensions::resume, "resumption-asked"));
  }

  @GET
  @Operation(hidden = true)
  public Response ask(NetworkId network, @RestPath String what) {
    return portal.page(template(what), data(network));
  }

  @POST
  @Operation(hidden = true)
  public Response begin(NetworkId network, @RestPath String what) {
    Confirmed confirmed = Objects.requireNonNull(all.get(what));
    try {
      confirmed.begin().begin(portal.actor(), portal.tenant(), network);
      return portal.goTo("/networks/" + network + "?done=" + confirmed.done());
    } catch (Refusal refusal) {
      return portal.refused(refusal, template(what), data(network));
    }
  }

  private static String template(String what) {
    return "portal/network-" + what;
  }

  private Map<String, Object> data(NetworkId network) {
    return Map.of("network", networks.get(portal.actor(), portal.tenant(), network));
  }
}
