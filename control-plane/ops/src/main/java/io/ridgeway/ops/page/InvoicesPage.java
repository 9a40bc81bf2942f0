package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Payment;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.Receivables;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Invoices of all tenants: those to be paid, or all; and the record of a payment. */
@Path("/ops/invoices")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class InvoicesPage {
  private static final String TEMPLATE = "ops/invoices";

  private final OpsVisit visit;
  private final Receivables receivables;
  private final Clock clock;

  public InvoicesPage(OpsVisit visit, Receivables receivables, Clock clock) {
    this.visit = visit;
    this.receivables = receivables;
    this.clock = clock;
  }

  @GET
  @Operation(hidden = true)
  public Response list(@QueryParam("show") @Nullable String show) {
    return visit.page(TEMPLATE, data("all".equals(show), "", Form.empty()));
  }

  @GET
  @Path("/{invoice}/payment")
  @Operation(hidden = true)
  public Response back(InvoiceId invoice) {
    return visit.goTo("/ops/invoices");
  }

  @POST
  @Path("/{invoice}/payment")
  @Operation(hidden = true)
  public Response pay(InvoiceId invoice) {
    Form form = visit.form();
    String reference = form.required("reference", visit.texts().get("receivable.missing"));
    if (reference.length() > Payment.LONGEST_REFERENCE) {
      form.reject("reference", visit.texts().get("form.too-long", Payment.LONGEST_REFERENCE));
    }
    if (form.hasErrors()) {
      return visit.again(TEMPLATE, data(false, invoice.value(), form));
    }
    try {
      receivables.pay(visit.actor(), invoice, reference);
      return visit.goTo("/ops/invoices?done=invoice-paid");
    } catch (Refusal refusal) {
      return visit.refused(refusal, TEMPLATE, data(false, invoice.value(), form));
    }
  }

  /**
   * The list.
   *
   * @param about of which invoice the form was typed in; the others are empty
   */
  private Map<String, Object> data(boolean all, String about, Form form) {
    Page<Bill> page = receivables.list(visit.actor(), !all, visit.request());
    return Map.of(
        "items",
        page.items(),
        "next",
        page.next().orElse(""),
        "all",
        all,
        "now",
        clock.instant(),
        "about",
        about,
        "form",
        form,
        "empty",
        Form.empty());
  }
}
