package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Payment;
import io.ridgeway.model.network.NetworkState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Invoices, the lists of them and of networks. */
class InvoicePagesTest {
  private final RenderedPortal portal = new RenderedPortal();

  @Test
  void networksAndInvoicesAreListedAndGoOn() {
    assertThat(
            portal.shown(
                "networks",
                "portal/networks",
                Map.of(
                    "networks", List.of(Samples.network(new NetworkState.Ready())), "next", "abc")))
        .contains("href=\"/networks?cursor=abc\"");
    assertThat(
            portal.shown(
                "networks-none", "portal/networks", Map.of("networks", List.of(), "next", "")))
        .contains("id=\"no-networks\"")
        .doesNotContain("cursor=");
    assertThat(
            portal.shown(
                "invoices",
                "portal/invoices",
                Map.of("invoices", List.of(unpaid()), "next", "", "now", Samples.NOW)))
        .contains("2026-000001", "/invoices/i00000000000a/pdf", "data-state=\"OPEN\"")
        .contains("datetime=\"2026-12-21\"");
    assertThat(
            portal.shown(
                "invoices-none",
                "portal/invoices",
                Map.of("invoices", List.of(), "next", "", "now", Samples.NOW)))
        .contains("id=\"no-invoices\"");
  }

  @Test
  void anInvoiceShowsItsLinesAndTotalAndByWhenItIsToBePaid() {
    Instant late = Instant.parse("2026-12-22T00:00:00Z");

    assertThat(portal.shown("invoice", "portal/invoice", Map.of("bill", unpaid(), "now", late)))
        .contains("Ridgeway Operator Ltd", Samples.OFFER.total().format(Locale.ENGLISH))
        .contains("href=\"/invoices/i00000000000a/pdf\"", "data-state=\"OVERDUE\"")
        .containsPattern("id=\"invoice-due\"><time datetime=\"2026-12-21\">21 Dec 2026<")
        .doesNotContain("id=\"invoice-paid\"");
  }

  @Test
  void aPaidInvoiceSaysSinceWhen() {
    Bill paid = new Bill(Samples.invoice(), Optional.of(new Payment("wire 4711", Samples.NOW)));

    assertThat(
            portal.shown(
                "invoice-paid", "portal/invoice", Map.of("bill", paid, "now", Samples.NOW)))
        .contains("data-state=\"PAID\"", "id=\"invoice-paid\"")
        .doesNotContain("wire 4711");
  }

  private static Bill unpaid() {
    return new Bill(Samples.invoice(), Optional.empty());
  }
}
