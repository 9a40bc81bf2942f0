package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The queue of real-name files, and the decision on each. */
@Path("/ops/verifications")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class VerificationPage {
  private static final String TEMPLATE = "ops/verifications";
  private static final int LONGEST_REASON = 500;

  private final OpsVisit visit;
  private final TenantDesk tenants;

  public VerificationPage(OpsVisit visit, TenantDesk tenants) {
    this.visit = visit;
    this.tenants = tenants;
  }

  @GET
  @Operation(hidden = true)
  public Response queue() {
    return visit.page(TEMPLATE, data("", Form.empty()));
  }

  @GET
  @Path("/{tenant}")
  @Operation(hidden = true)
  public Response back(TenantId tenant) {
    return visit.goTo("/ops/verifications");
  }

  @POST
  @Path("/{tenant}")
  @Operation(hidden = true)
  public Response decide(TenantId tenant) {
    Form form = visit.form();
    boolean approved = form.text("decision").equals("approve");
    String reason = form.text("reason");
    if (!approved && !form.text("decision").equals("reject")) {
      form.reject("reason", visit.texts().get("form.choose"));
    } else if (!approved && reason.isEmpty()) {
      form.reject("reason", visit.texts().get("verifications.reason.missing"));
    } else if (reason.length() > LONGEST_REASON) {
      form.reject("reason", visit.texts().get("form.too-long", LONGEST_REASON));
    }
    if (form.hasErrors()) {
      return visit.again(TEMPLATE, data(tenant.value(), form));
    }
    try {
      tenants.decide(visit.actor(), tenant, approved, reason);
      return visit.goTo("/ops/verifications?done=" + (approved ? "approved" : "rejected"));
    } catch (Refusal refusal) {
      return visit.refused(refusal, TEMPLATE, data(tenant.value(), form));
    }
  }

  /**
   * The queue.
   *
   * @param about whose form was typed in; the others are empty
   */
  private Map<String, Object> data(String about, Form form) {
    return Map.of(
        "items",
        tenants.waiting(visit.actor()),
        "about",
        about,
        "form",
        form,
        "empty",
        Form.empty());
  }
}
