package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.freeze.FreezeRequest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FreezeForm;
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

/** Where an operator has accounts and contracts of a tenant's network frozen, on a lawful order. */
@Path("/ops/networks/{network}/freezes")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class FreezesPage {
  private static final String TEMPLATE = "ops/freezes";

  private final OpsVisit visit;
  private final FreezeDesk desk;

  public FreezesPage(OpsVisit visit, FreezeDesk desk) {
    this.visit = visit;
    this.desk = desk;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return visit.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response order(NetworkId network) {
    Form form = visit.form();
    Optional<FreezeRequest> request = FreezeForm.read(form, visit.texts().get("form.missing"));
    if (request.isEmpty()) {
      return visit.again(TEMPLATE, data(network, form));
    }
    try {
      desk.order(visit.actor(), network, request.get());
      return visit.goTo("/ops/networks/" + network + "/freezes");
    } catch (Refusal refusal) {
      form.reject(refusal, FreezeForm.FIELDS);
      return visit.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data =
        FreezeForm.data(
            desk.list(visit.actor(), id, visit.request()), desk.obstacle(visit.actor(), id), form);
    data.put("network", desk.network(visit.actor(), id));
    return data;
  }
}
