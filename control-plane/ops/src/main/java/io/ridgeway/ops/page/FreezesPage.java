package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.model.NetworkId;
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

/** Where an operator has accounts and contracts of a tenant's network frozen, on a lawful order. */
@Path("/ops/networks/{network}/freezes")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class FreezesPage {
  private final OpsVisit visit;
  private final FreezeDesk desk;

  public FreezesPage(OpsVisit visit, FreezeDesk desk) {
    this.visit = visit;
    this.desk = desk;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response order(NetworkId network) {
    Form form = visit.form();
    return page(network)
        .after(
            form,
            FreezeForm.FIELDS,
            FreezeForm.read(form, visit.texts().get("form.missing")),
            request -> desk.order(visit.actor(), network, request),
            here(network));
  }

  private FormPage page(NetworkId network) {
    return new FormPage(visit, "ops/freezes", form -> data(network, form));
  }

  private static String here(NetworkId network) {
    return "/ops/networks/" + network + "/freezes";
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data =
        FreezeForm.data(
            desk.list(visit.actor(), id, visit.request()), desk.obstacle(visit.actor(), id), form);
    data.put("network", desk.network(visit.actor(), id));
    return data;
  }
}
