package io.ridgeway.billing;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the invoice's template shows: texts in one locale, nothing left to decide. */
final class InvoicePage {
  private final Bill bill;
  private final Invoice invoice;
  private final BillingTexts texts;
  private final Locale locale;
  private final DateTimeFormatter day;
  private final NumberFormat number;

  InvoicePage(Bill bill, Locale locale) {
    this.bill = bill;
    this.invoice = bill.invoice();
    this.locale = locale;
    this.texts = BillingTexts.of(locale);
    this.day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(locale)
            .withZone(ZoneOffset.UTC);
    this.number = NumberFormat.getNumberInstance(locale);
    this.number.setMaximumFractionDigits(6);
  }

  /** The template's variables. */
  Map<String, Object> model() {
    return Map.of(
        "language", locale.toLanguageTag(),
        "number", invoice.number(),
        "t", labels(),
        "seller", party("invoice.seller", invoice.seller()),
        "buyer", party("invoice.buyer", invoice.buyer()),
        "facts", facts(),
        "lines", invoice.lines().stream().map(this::line).toList(),
        "sums", sums(),
        "total", invoice.total().format(locale),
        "settled", settled());
  }

  /** What is said below the total. */
  private String settled() {
    return bill.payment()
        .map(p -> texts.get("invoice.paid-on", Map.of("day", day.format(p.at()))))
        .orElse("");
  }

  private Map<String, String> labels() {
    return Map.of(
        "title", texts.get("invoice.title"),
        "item", texts.get("invoice.item"),
        "quantity", texts.get("invoice.quantity"),
        "unitPrice", texts.get("invoice.unit-price"),
        "amount", texts.get("invoice.amount"),
        "total", texts.get("invoice.total"),
        "pageBefore", texts.get("invoice.page-before"),
        "pageBetween", texts.get("invoice.page-between"),
        "pageAfter", texts.get("invoice.page-after"),
        "note", texts.get("invoice.note", Map.of("currency", invoice.currency())));
  }

  private List<Map<String, String>> facts() {
    return List.of(
        pair("invoice.number", invoice.number()),
        pair("invoice.issued", day.format(invoice.issuedAt())),
        pair("invoice.period", period(invoice.periodFrom(), invoice.periodTo())),
        pair("invoice.due", day.format(invoice.dueOn())),
        pair("invoice.price-book", invoice.bookVersion()),
        pair("invoice.subscription", invoice.subscription().value()),
        pair("invoice.network", invoice.network().value()));
  }

  private List<Map<String, String>> sums() {
    TaxRate tax = invoice.taxRate();
    if (tax.percent().signum() == 0) {
      return List.of();
    }
    Map<String, String> args =
        Map.of("label", tax.label(), "percent", number.format(tax.percent()));
    return List.of(
        pair("invoice.subtotal", invoice.subtotal().format(locale)),
        Map.of("label", texts.get("invoice.tax", args), "value", invoice.tax().format(locale)));
  }

  private Map<String, Object> party(String role, Party party) {
    List<String> rows = new ArrayList<>(party.address());
    if (!party.taxNumber().isBlank()) {
      rows.add(texts.get("invoice.tax-number", Map.of("number", party.taxNumber())));
    }
    return Map.of("role", texts.get(role), "name", party.name(), "rows", rows);
  }

  private Map<String, String> line(InvoiceLine line) {
    boolean whole =
        line.from().equals(invoice.periodFrom()) && line.to().equals(invoice.periodTo());
    return Map.of(
        "text", texts.line(line),
        "period", whole ? "" : period(line.from(), line.to()),
        "quantity", quantity(line.quantity()),
        "unit", texts.get("unit." + line.unit()),
        "unitPrice", line.unitPrice().formatExact(locale),
        "amount", line.amount().format(locale));
  }

  private String quantity(BigDecimal quantity) {
    return number.format(quantity);
  }

  /** Both days are part of it: the end is exclusive, so its last moment is what counts. */
  private String period(Instant from, Instant to) {
    return texts.get(
        "invoice.period-between",
        Map.of("from", day.format(from), "to", day.format(to.minusNanos(1))));
  }

  private Map<String, String> pair(String label, String value) {
    return Map.of("label", texts.get(label), "value", value);
  }
}
