package io.ridgeway.billing;

import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Prices a network from a book: a pure function, so the same question has the same answer in the
 * calculator, the portal and the invoice.
 *
 * <p>Nodes and storage are priced by the row of the city node that they are at. TPS are a
 * network's, not a node's: they are charged once, by the row among the network's that comes to
 * most, so that spreading a network never makes its TPS cheaper. Prices are converted before they
 * are multiplied, so each line can be checked with the unit price that it shows.
 */
public final class Rater {
  /** The key of the line of a term's discount. */
  static final String DISCOUNT = "line.term-discount";

  private Rater() {}

  /**
   * The offer for a term of that network.
   *
   * @param currency ISO 4217: the book's own, or one that it has an exchange rate for
   * @throws Refusal {@code NOT_PRICED} if the book has no row, term, currency or band for it
   */
  public static Offer offer(PriceBook book, PricedSpec spec, Term term, String currency) {
    List<Line> lines = new ArrayList<>();
    Rate dearest = dearestTps(book, spec);
    spec.nodes()
        .forEach(
            (where, count) -> {
              Rate rate = rate(book, spec, where);
              lines.add(nodeLine(book, rate, count, term, currency));
              lines.add(storageLine(book, rate, count, spec.storageGib(), term, currency));
            });
    if (spec.contracts() > 0) {
      lines.add(contractLine(book, dearest, spec, term, currency));
    }
    for (TpsBand band : dearest.tpsBands()) {
      if (band.share(spec.tps()) > 0) {
        lines.add(tpsLine(book, band, spec.tps(), term, currency));
      }
    }
    return sum(book, lines, term, currency);
  }

  private static Offer sum(PriceBook book, List<Line> lines, Term term, String currency) {
    BigDecimal discount = book.discount(term);
    Amount month = monthOf(lines, term, currency);
    if (discount.signum() > 0) {
      Amount list = Amount.sum(lines.stream().map(Line::amount).toList(), currency);
      lines.add(discountLine(list, discount));
      month = month.minus(month.times(discount));
    }
    Amount total = Amount.sum(lines.stream().map(Line::amount).toList(), currency);
    Overage overage =
        new Overage(
            book.overage().includedCallsPerMonth(),
            book.in(currency, book.overage().perThousandCalls()));
    return new Offer(book.version(), currency, term, lines, month, total, overage);
  }

  static Line discountLine(Amount list, BigDecimal discount) {
    return Line.of(
        DISCOUNT,
        Map.of("percent", Line.plain(discount.movePointRight(2)).toPlainString()),
        BigDecimal.ONE,
        "term",
        Amount.zero(list.currency()).minus(list.times(discount)));
  }

  /** What a month comes to; a line's quantity is whole months of it, so the division is exact. */
  private static Amount monthOf(List<Line> lines, Term term, String currency) {
    BigDecimal months = BigDecimal.valueOf(term.months());
    return Amount.sum(
        lines.stream()
            .map(line -> line.unitPrice().times(line.quantity().divideToIntegralValue(months)))
            .toList(),
        currency);
  }

  private static Line nodeLine(PriceBook book, Rate rate, int count, Term term, String currency) {
    return Line.of(
        "line.node-base",
        Map.of(
            "cityNode", rate.cityNode().value(),
            "nodes", String.valueOf(count),
            "months", String.valueOf(term.months()),
            "tps", String.valueOf(rate.includedTps())),
        BigDecimal.valueOf((long) count * term.months()),
        "node-month",
        book.in(currency, rate.perNodeMonth()));
  }

  private static Line storageLine(
      PriceBook book, Rate rate, int count, int gib, Term term, String currency) {
    return Line.of(
        "line.storage",
        Map.of(
            "cityNode", rate.cityNode().value(),
            "nodes", String.valueOf(count),
            "gib", String.valueOf(gib),
            "months", String.valueOf(term.months())),
        BigDecimal.valueOf((long) count * gib * term.months()),
        "gib-month",
        book.in(currency, rate.perGibMonth()));
  }

  /** By the services that run for them. A network of the shared tier has one row. */
  private static Line contractLine(
      PriceBook book, Rate rate, PricedSpec spec, Term term, String currency) {
    Amount price =
        rate.perContractServiceMonth()
            .orElseThrow(
                () ->
                    book.notPriced(
                        "contracts of your own in " + rate.subject(),
                        "leave nodes.contract out, or choose the dedicated tier"));
    return Line.of(
        "line.contract-service",
        Map.of(
            "cityNode", rate.cityNode().value(),
            "contracts", String.valueOf(spec.contracts()),
            "members", String.valueOf(spec.members()),
            "months", String.valueOf(term.months())),
        BigDecimal.valueOf((long) spec.services() * term.months()),
        "service-month",
        book.in(currency, price));
  }

  private static Line tpsLine(PriceBook book, TpsBand band, int tps, Term term, String currency) {
    return Line.of(
        "line.tps",
        Map.of(
            "from", String.valueOf(band.from() + 1),
            "to", String.valueOf(Math.min(band.to(), tps)),
            "months", String.valueOf(term.months())),
        BigDecimal.valueOf((long) band.share(tps) * term.months()),
        "tps-month",
        book.in(currency, band.price()));
  }

  private static Rate dearestTps(PriceBook book, PricedSpec spec) {
    List<Rate> rates =
        spec.nodes().keySet().stream().map(where -> rate(book, spec, where)).toList();
    for (Rate rate : rates) {
      if (spec.tps() > rate.maxTps()) {
        throw book.notPriced(
            spec.tps() + " TPS at " + rate.cityNode(),
            "ask for " + rate.maxTps() + " TPS at most, or another city node");
      }
    }
    return rates.stream()
        .max(Comparator.comparingLong(rate -> rate.tpsMonth(spec.tps()).micros()))
        .orElseThrow();
  }

  private static Rate rate(PriceBook book, PricedSpec spec, CityNodeId where) {
    return book.rate(where, spec.framework().name(), spec.tier());
  }
}
