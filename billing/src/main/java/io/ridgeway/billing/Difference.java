package io.ridgeway.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prices what a network becomes against what it is, for the rest of its term: a pure function.
 *
 * <p>Both are priced by the same book, so what stays as it is costs nothing, whatever it was sold
 * for. What is taken away is set against what is added; where it comes to more, nothing is refunded
 * and the rest is free.
 */
public final class Difference {
  /** Digits of the share of the term that is left. */
  private static final int SHARE = 4;

  private Difference() {}

  /**
   * The offer of a change.
   *
   * @param share of the term that is left, as {@link #share} says
   */
  public static Offer offer(
      PriceBook book,
      PricedSpec is,
      PricedSpec becomes,
      Term term,
      String currency,
      BigDecimal share) {
    Offer before = Rater.offer(book, is, term, currency);
    Offer after = Rater.offer(book, becomes, term, currency);
    List<Line> lines = lines(before, after, share);
    Amount sum = sum(lines, currency);
    BigDecimal discount = book.discount(term);
    if (discount.signum() > 0 && sum.signum() != 0) {
      lines.add(Rater.discountLine(sum, discount));
    }
    Amount total = sum(lines, currency);
    if (total.signum() < 0) {
      lines.add(
          Line.of(
              "line.no-refund",
              Map.of(),
              BigDecimal.ONE,
              "term",
              Amount.zero(currency).minus(total)));
      total = Amount.zero(currency);
    }
    return new Offer(
        after.bookVersion(), currency, term, lines, after.monthly(), total, after.overage());
  }

  /** The share of a term that is left at {@code now}, 0 to 1, rounded down. */
  public static BigDecimal share(Instant from, Instant to, Instant now) {
    if (!now.isBefore(to)) {
      return BigDecimal.ZERO;
    }
    BigDecimal left = seconds(now.isBefore(from) ? from : now, to);
    return left.divide(seconds(from, to), SHARE, RoundingMode.DOWN);
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toSeconds());
  }

  private static Amount sum(List<Line> lines, String currency) {
    return Amount.sum(lines.stream().map(Line::amount).toList(), currency);
  }

  /** What is sold at one price. */
  private record Item(String key, String unit, Amount unitPrice, String where) {
    static Item of(Line line) {
      return new Item(
          line.key(),
          line.unit(),
          line.unitPrice(),
          line.args().getOrDefault("cityNode", line.args().getOrDefault("from", "")));
    }
  }

  private static List<Line> lines(Offer before, Offer after, BigDecimal share) {
    Map<Item, BigDecimal> had = quantities(before);
    Map<Item, BigDecimal> has = quantities(after);
    List<Line> lines = new ArrayList<>();
    Stream.concat(has.keySet().stream(), had.keySet().stream())
        .distinct()
        .forEach(
            item -> {
              BigDecimal was = had.getOrDefault(item, BigDecimal.ZERO);
              BigDecimal is = has.getOrDefault(item, BigDecimal.ZERO);
              if (was.compareTo(is) != 0) {
                lines.add(line(item, was, is, share, after.term()));
              }
            });
    return lines;
  }

  private static Map<Item, BigDecimal> quantities(Offer offer) {
    Map<Item, BigDecimal> quantities = new LinkedHashMap<>();
    offer.lines().stream()
        .filter(line -> !line.key().equals(Rater.DISCOUNT))
        .forEach(line -> quantities.merge(Item.of(line), line.quantity(), BigDecimal::add));
    return quantities;
  }

  private static Line line(Item item, BigDecimal was, BigDecimal is, BigDecimal share, Term term) {
    BigDecimal months = BigDecimal.valueOf(term.months());
    Map<String, String> args = new TreeMap<>();
    args.put("where", item.where());
    args.put("was", Line.plain(was.divideToIntegralValue(months)).toPlainString());
    args.put("is", Line.plain(is.divideToIntegralValue(months)).toPlainString());
    args.put("percent", Line.plain(share.movePointRight(2)).toPlainString());
    return Line.of(
        item.key().replace("line.", "line.change-"),
        args,
        is.subtract(was).multiply(share),
        item.unit(),
        item.unitPrice());
  }
}
