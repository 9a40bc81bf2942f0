package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.ridgeway.pages.FreezeForm;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was frozen on a network's ledger and let go, and the form for the next. */
@Path("/networks/{network}/freezes")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class FreezesPage {
  private final Portal portal;
  private final NetworkDesk networks;
  private final FreezeDesk freezes;

  public FreezesPage(Portal portal, NetworkDesk networks, FreezeDesk freezes) {
    this.portal = portal;
    this.networks = networks;
    this.freezes = freezes;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response freeze(NetworkId network) {
    Form form = portal.form();
    return page(network)
        .after(
            form,
            FreezeForm.FIELDS,
            FreezeForm.read(form, portal.texts().get("form.missing")),
            request -> freezes.begin(portal.actor(), portal.tenant(), network, request),
            here(network));
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, "portal/freezes", form -> data(network, form));
  }

  private static String here(NetworkId network) {
    return "/networks/" + network + "/freezes";
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    TenantId tenant = portal.tenant();
    Map<String, Object> data =
        FreezeForm.data(
            freezes.list(
                portal.actor(), tenant, id, NetworksPage.request(portal.visit().query("cursor"))),
            freezes.obstacle(portal.actor(), tenant, id),
            form);
    data.put("network", networks.get(portal.actor(), tenant, id));
    return data;
  }
}
