package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.InvoicePdf;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.portal.view.InvoiceView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Invoices, as JSON and as PDF. */
@Path("/v1/invoices")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage and invoices")
public final class InvoiceResource {
  private final TenantChoice choice;
  private final InvoiceDesk invoices;
  private final InvoicePdf pdf;
  private final Clock clock;

  public InvoiceResource(TenantChoice choice, InvoiceDesk invoices, InvoicePdf pdf, Clock clock) {
    this.choice = choice;
    this.invoices = invoices;
    this.pdf = pdf;
    this.clock = clock;
  }

  @GET
  @Operation(operationId = "listInvoices", summary = "Your invoices, newest first")
  public ListView<InvoiceView> list(@BeanParam Paging paging) {
    Instant now = clock.instant();
    return ListView.of(
        invoices.list(choice.actor(), choice.tenant(), paging.request()),
        bill -> InvoiceView.of(bill, now));
  }

  @GET
  @Path("/{invoice}")
  @Operation(operationId = "getInvoice", summary = "An invoice")
  public InvoiceView get(InvoiceId invoice) {
    return InvoiceView.of(find(invoice), clock.instant());
  }

  @GET
  @Path("/{invoice}/pdf")
  @Produces("application/pdf")
  @Operation(
      operationId = "getInvoicePdf",
      summary = "The invoice as PDF/A, in the language that is accepted")
  public Response document(InvoiceId invoice, @Context HttpHeaders headers) {
    Bill found = find(invoice);
    Locale locale = headers.getAcceptableLanguages().stream().findFirst().orElse(Locale.ENGLISH);
    return Response.ok(
            pdf.render(found, locale.getLanguage().equals("*") ? Locale.ENGLISH : locale))
        .header(
            "Content-Disposition",
            "attachment; filename=\"invoice-" + found.invoice().number() + ".pdf\"")
        .build();
  }

  private Bill find(InvoiceId invoice) {
    return invoices.get(choice.actor(), choice.tenant(), invoice);
  }
}
