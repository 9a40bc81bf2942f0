package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.InvoicePdf;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.model.InvoiceId;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Invoices, on screen and as PDF. */
@Path("/invoices")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class InvoicesPage {
  private final Portal portal;
  private final InvoiceDesk invoices;
  private final InvoicePdf pdf;
  private final Clock clock;

  public InvoicesPage(Portal portal, InvoiceDesk invoices, InvoicePdf pdf, Clock clock) {
    this.portal = portal;
    this.invoices = invoices;
    this.pdf = pdf;
    this.clock = clock;
  }

  @GET
  @Operation(hidden = true)
  public Response list() {
    Page<Bill> page =
        invoices.list(
            portal.actor(), portal.tenant(), NetworksPage.request(portal.visit().query("cursor")));
    return portal.page(
        "portal/invoices",
        Map.of("invoices", page.items(), "next", page.next().orElse(""), "now", clock.instant()));
  }

  @GET
  @Path("/{invoice}")
  @Operation(hidden = true)
  public Response show(InvoiceId invoice) {
    return portal.page("portal/invoice", Map.of("bill", find(invoice), "now", clock.instant()));
  }

  @GET
  @Path("/{invoice}/pdf")
  @Produces("application/pdf")
  @Operation(hidden = true)
  public Response document(InvoiceId invoice) {
    Bill found = find(invoice);
    return Response.ok(pdf.render(found, portal.locale()))
        .header(
            "Content-Disposition",
            "attachment; filename=\"invoice-" + found.invoice().number() + ".pdf\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  private Bill find(InvoiceId invoice) {
    return invoices.get(portal.actor(), portal.tenant(), invoice);
  }
}
