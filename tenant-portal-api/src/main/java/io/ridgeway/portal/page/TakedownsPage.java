package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.engine.takedown.TakedownRequest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.TakedownForm;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's takedowns of private data: their records, and the form for the next. */
@Path("/networks/{network}/takedowns")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class TakedownsPage {
  private static final String TEMPLATE = "portal/takedowns";

  private final Portal portal;
  private final NetworkDesk networks;
  private final TakedownDesk takedowns;

  public TakedownsPage(Portal portal, NetworkDesk networks, TakedownDesk takedowns) {
    this.portal = portal;
    this.networks = networks;
    this.takedowns = takedowns;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response take(NetworkId network) {
    Form form = portal.form();
    Optional<TakedownRequest> request = TakedownForm.read(form, portal.texts().get("form.missing"));
    if (request.isEmpty()) {
      return portal.again(TEMPLATE, data(network, form));
    }
    try {
      takedowns.begin(portal.actor(), portal.tenant(), network, request.get());
      return portal.goTo("/networks/" + network + "/takedowns");
    } catch (Refusal refusal) {
      form.reject(refusal, TakedownForm.FIELDS);
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  @POST
  @Path("/{takedown}/retry")
  @Operation(hidden = true)
  public Response retry(NetworkId network, TakedownId takedown) {
    try {
      takedowns.retry(portal.actor(), portal.tenant(), network, takedown);
      return portal.goTo("/networks/" + network + "/takedowns");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    TenantId tenant = portal.tenant();
    Map<String, Object> data =
        TakedownForm.data(
            takedowns.list(
                portal.actor(), tenant, id, NetworksPage.request(portal.visit().query("cursor"))),
            takedowns.collections(portal.actor(), tenant, id),
            form);
    data.put("network", networks.get(portal.actor(), tenant, id));
    return data;
  }
}
