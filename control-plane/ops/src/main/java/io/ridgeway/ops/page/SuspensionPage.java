package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where an operator suspends a tenant's network, or resumes one that an operator suspended. */
@Path("/ops/networks/{network}/suspension")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class SuspensionPage {
  private static final String TEMPLATE = "ops/suspension";

  private final OpsVisit visit;
  private final SuspensionDesk desk;

  public SuspensionPage(OpsVisit visit, SuspensionDesk desk) {
    this.visit = visit;
    this.desk = desk;
  }

  @GET
  @Operation(hidden = true)
  public Response ask(NetworkId network) {
    return visit.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response decide(NetworkId network) {
    Form form = visit.form();
    try {
      if (form.text("decision").equals("resume")) {
        desk.release(visit.actor(), network);
        return visit.goTo("/ops/networks?done=resumption-asked");
      }
      desk.hold(visit.actor(), network, form.text("reason"));
      return visit.goTo("/ops/networks?done=suspension-asked");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("reason"));
      return form.hasErrors()
          ? visit.again(TEMPLATE, data(network, form))
          : visit.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Network network = desk.show(visit.actor(), id);
    boolean held = network.hold().isPresent();
    return Map.of("network", network, "held", held, "form", form);
  }
}
