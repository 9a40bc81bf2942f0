package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
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

/** Where an operator has private data of a tenant's network erased, on a lawful order. */
@Path("/ops/networks/{network}/takedowns")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class TakedownsPage {
  private final OpsVisit visit;
  private final TakedownDesk desk;

  public TakedownsPage(OpsVisit visit, TakedownDesk desk) {
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
            TakedownForm.FIELDS,
            TakedownForm.read(form, visit.texts().get("form.missing")),
            request -> desk.order(visit.actor(), network, request),
            here(network));
  }

  @POST
  @Path("/{takedown}/retry")
  @Operation(hidden = true)
  public Response retry(NetworkId network, TakedownId takedown) {
    return page(network).after(() -> desk.retry(visit.actor(), network, takedown), here(network));
  }

  private FormPage page(NetworkId network) {
    return new FormPage(visit, "ops/takedowns", form -> data(network, form));
  }

  private static String here(NetworkId network) {
    return "/ops/networks/" + network + "/takedowns";
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data =
        TakedownForm.data(
            desk.list(visit.actor(), id, visit.request()),
            desk.collections(visit.actor(), id),
            form);
    data.put("network", desk.network(visit.actor(), id));
    return data;
  }
}
