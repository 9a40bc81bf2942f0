package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.Credit;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.InvoiceLine;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.Payment;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.pages.Form;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages of invoices and credit. */
class MoneyPagesTest extends RenderedOps {
  @Test
  void whoOwesAnInvoiceCanBeSeenAndItsPaymentRecorded() {
    Bill open = new Bill(invoice("i00000000000a", "2026-000001"), Optional.empty());
    Bill paid =
        new Bill(
            invoice("i00000000000b", "2026-000002"), Optional.of(new Payment("wire <4711>", NOW)));
    Form form = new Form(Map.of("reference", List.of("x".repeat(141))));
    form.reject("reference", "Too long");

    String html =
        shown(
            "invoices",
            "ops/invoices",
            Map.of(
                "items",
                List.of(open, paid),
                "next",
                "abc",
                "all",
                true,
                "now",
                Instant.parse("2027-01-01T00:00:00Z"),
                "about",
                "i00000000000a",
                "form",
                form,
                "empty",
                Form.empty()));

    assertThat(html)
        .contains("action=\"/ops/invoices/i00000000000a/payment\"", "id=\"pay-i00000000000a\"")
        .contains("Too long", "data-state=\"OVERDUE\"", "data-state=\"PAID\"")
        .contains("wire &lt;4711&gt;", "href=\"/ops/invoices?show=all&amp;cursor=abc\"")
        .doesNotContain("action=\"/ops/invoices/i00000000000b/payment\"");
  }

  @Test
  void whatIsOwedAndAllowedStandsByCurrency() {
    Amount dollars = Amount.of("478.00", "USD");
    Claim.Invoiced overdue =
        new Claim.Invoiced("2026-000001", dollars, LocalDate.parse("2026-12-21"));
    Credit credit =
        new Credit(
            List.of(overdue),
            CreditLimits.of(List.of(Amount.of("5000.00", "CNY"))),
            CreditLimits.of(List.of(Amount.of("1000.00", "USD"))));

    String html =
        shown(
            "credit",
            "ops/credit",
            CreditPage.data(TENANT, credit, List.of(overdue), Form.empty()));

    assertThat(html)
        .contains("data-currency=\"CNY\"", "data-currency=\"USD\"", "id=\"overdue\"", "2026-000001")
        .contains("data-own=\"true\"", "data-own=\"false\"", "id=\"set-limit\"");
  }

  private static Invoice invoice(String id, String number) {
    Amount total = Amount.of("478.00", "USD");
    return new Invoice(
        new InvoiceId(id),
        number,
        TENANT,
        new Party("Ridgeway Operator Ltd", List.of(), ""),
        new Party("Acme <Trade>", List.of("CN"), ""),
        new SubscriptionId("s00000000000a"),
        new NetworkId("n000000notary"),
        "2026-1",
        NOW,
        NOW.plus(Duration.ofDays(365)),
        NOW,
        LocalDate.parse("2026-12-21"),
        List.of(
            new InvoiceLine(
                "line.node-base",
                Map.of(),
                InvoiceLine.Type.TERM,
                NOW,
                NOW.plus(Duration.ofDays(365)),
                BigDecimal.ONE,
                "term",
                total,
                total)),
        total,
        TaxRate.NONE,
        Amount.zero("USD"),
        total,
        "USD");
  }
}
