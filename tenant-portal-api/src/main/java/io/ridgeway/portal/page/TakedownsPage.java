package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.ridgeway.pages.TakedownForm;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's takedowns of private data: their records, and the form for the next. */
@Path("/networks/{network}/takedowns")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class TakedownsPage {
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
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response take(NetworkId network) {
    Form form = portal.form();
    return page(network)
        .after(
            form,
            TakedownForm.FIELDS,
            TakedownForm.read(form, portal.texts().get("form.missing")),
            request -> takedowns.begin(portal.actor(), portal.tenant(), network, request),
            here(network));
  }

  @POST
  @Path("/{takedown}/retry")
  @Operation(hidden = true)
  public Response retry(NetworkId network, TakedownId takedown) {
    return page(network)
        .after(
            () -> takedowns.retry(portal.actor(), portal.tenant(), network, takedown),
            here(network));
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, "portal/takedowns", form -> data(network, form));
  }

  private static String here(NetworkId network) {
    return "/networks/" + network + "/takedowns";
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
