package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.Credit;
import io.ridgeway.engine.account.Receivables;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.CreditLimitInput;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What an organisation owes, and how much it may. */
@Path("/ops/organisations/{tenant}/credit")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class CreditPage {
  private static final String TEMPLATE = "ops/credit";

  private final OpsVisit visit;
  private final Receivables receivables;
  private final Clock clock;

  public CreditPage(OpsVisit visit, Receivables receivables, Clock clock) {
    this.visit = visit;
    this.receivables = receivables;
    this.clock = clock;
  }

  /**
   * How it stands in one currency.
   *
   * @param own whether the limit was set for it; else it is the default
   */
  public record Standing(String currency, Amount owed, Amount limit, boolean own) {}

  @GET
  @Operation(hidden = true)
  public Response show(TenantId tenant) {
    return visit.page(TEMPLATE, data(tenant, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response limit(TenantId tenant) {
    Form form = visit.form();
    String currency = form.text("currency");
    try {
      if (form.text("decision").equals("default")) {
        CreditLimitInput.currency(currency);
        receivables.unlimit(visit.actor(), tenant, currency);
      } else {
        Amount limit = CreditLimitInput.amount(form.text("amount"), currency);
        receivables.limit(visit.actor(), tenant, limit);
      }
      return visit.goTo("/ops/organisations/" + tenant + "/credit?done=credit-limit-set");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("amount", "currency"));
      return form.hasErrors()
          ? visit.again(TEMPLATE, data(tenant, form))
          : visit.refused(refusal, TEMPLATE, data(tenant, form));
    }
  }

  private Map<String, Object> data(TenantId tenant, Form form) {
    Credit credit = receivables.credit(visit.actor(), tenant);
    return data(tenant, credit, credit.overdue(clock.instant()), form);
  }

  static Map<String, Object> data(
      TenantId tenant, Credit credit, List<Claim.Invoiced> overdue, Form form) {
    return Map.of(
        "tenant",
        tenant,
        "overdue",
        overdue,
        "standings",
        credit.currencies().stream()
            .map(
                c ->
                    new Standing(
                        c, credit.owed(c), credit.limit(c), credit.own().in(c).isPresent()))
            .toList(),
        "form",
        form);
  }
}
