package io.ridgeway.ops.api;

import io.ridgeway.billing.Amount;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.account.Receivables;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.ridgeway.ops.api.ReceivableView.BillView;
import io.ridgeway.ops.api.ReceivableView.CreditView;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invoices of all tenants, their payments, and how much each tenant may owe. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class ReceivableResource {
  private final CurrentActor actor;
  private final Receivables receivables;
  private final Clock clock;

  public ReceivableResource(CurrentActor actor, Receivables receivables, Clock clock) {
    this.actor = actor;
    this.receivables = receivables;
    this.clock = clock;
  }

  /** What came in for an invoice, whole. */
  public record Paid(
      @Schema(description = "By which the payment is found again, 1 to 140 characters")
          @Nullable String reference) {}

  /** How much may be owed. */
  public record Limit(
      @Schema(description = "Decimal, such as 5000.00, in the currency of the address")
          @Nullable String amount) {}

  @GET
  @Path("/invoices")
  @Operation(operationId = "opsInvoices", summary = "Invoices of all tenants, newest first")
  public Listed<BillView> invoices(
      @Schema(description = "Only those that are to be paid yet")
          @QueryParam("unpaid")
          @DefaultValue("false")
          boolean unpaid,
      @BeanParam OpsPaging paging) {
    Instant now = clock.instant();
    return Listed.of(
        receivables.list(actor.get(), unpaid, paging.request()), b -> BillView.of(b, now));
  }

  @POST
  @Path("/invoices/{invoice}/payment")
  @Operation(
      operationId = "payInvoice",
      summary = "Record that an invoice was paid",
      description = "The same again changes nothing; another reference conflicts.")
  public BillView pay(InvoiceId invoice, @Nullable Paid body) {
    if (body == null || body.reference() == null || body.reference().isBlank()) {
      throw new Refusal(
          ProblemType.INVALID,
          "Say by what the payment is found again: {\"reference\": \"bank transfer 4711\"}.");
    }
    return BillView.of(
        receivables.pay(actor.get(), invoice, body.reference().strip()), clock.instant());
  }

  @GET
  @Path("/tenants/{tenant}/credit")
  @Operation(operationId = "getCredit", summary = "What an organisation owes, and how much it may")
  public CreditView credit(TenantId tenant) {
    return CreditView.of(tenant, receivables.credit(actor.get(), tenant), clock.instant());
  }

  @PUT
  @Path("/tenants/{tenant}/credit-limits/{currency}")
  @Operation(
      operationId = "setCreditLimit",
      summary = "Set how much an organisation may owe in a currency")
  public CreditView limit(TenantId tenant, String currency, @Nullable Limit body) {
    if (body == null || body.amount() == null) {
      throw new Refusal(ProblemType.INVALID, "Say how much: {\"amount\": \"5000.00\"}.");
    }
    Amount limit = CreditLimitInput.amount(body.amount(), currency);
    return CreditView.of(tenant, receivables.limit(actor.get(), tenant, limit), clock.instant());
  }

  @DELETE
  @Path("/tenants/{tenant}/credit-limits/{currency}")
  @Operation(
      operationId = "clearCreditLimit",
      summary = "Have the default limit of a currency apply to an organisation again")
  public CreditView unlimit(TenantId tenant, String currency) {
    CreditLimitInput.currency(currency);
    return CreditView.of(
        tenant, receivables.unlimit(actor.get(), tenant, currency), clock.instant());
  }
}
