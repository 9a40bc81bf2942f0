package io.ridgeway.billing;

import java.util.Locale;

/** Writes a price book as YAML, in the order that the documentation has the fields. */
final class PriceBookPrinter {
  private final StringBuilder out = new StringBuilder();

  private PriceBookPrinter() {}

  static String print(PriceBook book) {
    PriceBookPrinter printer = new PriceBookPrinter();
    printer.field("version", quoted(book.version()));
    printer.field("validFrom", book.validFrom());
    book.validTo().ifPresent(end -> printer.field("validTo", end));
    printer.field("currency", book.currency());
    printer.field("quoteValidityDays", book.quoteValidityDays());
    printer.list("exchange", book.exchange().isEmpty());
    book.exchange().values().forEach(printer::exchange);
    printer.list("terms", false);
    book.discounts()
        .forEach(
            (term, discount) -> {
              printer.field("  - term", lower(term));
              printer.field("    discount", discount.toPlainString());
            });
    printer.overage(book.overage());
    printer.list("rates", false);
    book.rates().forEach(printer::rate);
    printer.list("comparisons", book.comparisons().isEmpty());
    book.comparisons().forEach(printer::comparison);
    return printer.out.toString();
  }

  private void exchange(ExchangeRate rate) {
    field("  - currency", rate.currency());
    field("    perUnit", rate.perUnit().toPlainString());
    field("    asOf", rate.asOf());
  }

  private void overage(Overage overage) {
    list("overage", false);
    field("  includedCallsPerMonth", overage.includedCallsPerMonth());
    field("  perThousandCalls", number(overage.perThousandCalls()));
  }

  private void rate(Rate rate) {
    field("  - cityNode", rate.cityNode());
    field("    framework", quoted(rate.framework()));
    field("    tier", lower(rate.tier()));
    field("    perNodeMonth", number(rate.perNodeMonth()));
    field("    includedTps", rate.includedTps());
    field("    perGibMonth", number(rate.perGibMonth()));
    rate.perContractServiceMonth()
        .ifPresent(price -> field("    perContractServiceMonth", number(price)));
    list("    tps", rate.tpsBands().isEmpty());
    for (TpsBand band : rate.tpsBands()) {
      field("      - from", band.from());
      field("        to", band.to());
      field("        price", number(band.price()));
    }
  }

  private void comparison(Comparison comparison) {
    field("  - label", quoted(comparison.label()));
    field("    date", quoted(comparison.date()));
    field("    perMonth", number(comparison.perMonth()));
    field("    currency", comparison.perMonth().currency());
    field("    source", quoted(comparison.source()));
    field("    note", quoted(comparison.note()));
  }

  private void list(String key, boolean empty) {
    out.append(key).append(empty ? ": []\n" : ":\n");
  }

  private void field(String key, Object value) {
    out.append(key).append(": ").append(value).append('\n');
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String number(Amount amount) {
    return amount.value().toPlainString();
  }

  /** A double-quoted scalar; everything outside printable ASCII is escaped. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c < 127) {
        quoted.append(c);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
