package io.ridgeway.billing;

import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One version of the prices, as its YAML says it. The calculator, the portal and the invoice all
 * ask the same book.
 *
 * @param version its name, for example {@code 2026-1}; it stands on every quote and invoice
 * @param validFrom when quotes begin to be made from it
 * @param validTo when they end, exclusive; empty until a successor is known
 * @param currency the currency of its prices, ISO 4217
 * @param quoteValidityDays for how many days a quote from it can be accepted
 * @param exchange other currencies that are offered, by code
 * @param discounts the terms that are offered, each with its discount as a fraction from 0 to 1
 * @param overage what calls cost beyond those included
 * @param rates its rows
 * @param comparisons what others cost
 */
public record PriceBook(
    String version,
    Instant validFrom,
    Optional<Instant> validTo,
    String currency,
    int quoteValidityDays,
    Map<String, ExchangeRate> exchange,
    Map<Term, BigDecimal> discounts,
    Overage overage,
    List<Rate> rates,
    List<Comparison> comparisons) {
  public PriceBook {
    exchange = Collections.unmodifiableMap(new TreeMap<>(exchange));
    Map<Term, BigDecimal> plain = new TreeMap<>();
    discounts.forEach((term, discount) -> plain.put(term, Line.plain(discount)));
    discounts = Collections.unmodifiableMap(plain);
    rates = List.copyOf(rates);
    comparisons = List.copyOf(comparisons);
    if (validTo.isPresent() && !validFrom.isBefore(validTo.get())) {
      throw new IllegalArgumentException("validTo is not after validFrom; let it be later");
    }
    if (rates.isEmpty() || discounts.isEmpty()) {
      throw new IllegalArgumentException("a book has at least one row and one term; add one");
    }
    if (quoteValidityDays < 1) {
      throw new IllegalArgumentException("a quote is valid for at least one day; give 1 or more");
    }
    discounts.forEach(PriceBook::checkDiscount);
    Set<String> rows = new HashSet<>();
    for (Rate rate : rates) {
      if (!rows.add(rate.subject())) {
        throw new IllegalArgumentException(rate.subject() + " has two rows; remove one");
      }
      if (!rate.isIn(currency)) {
        throw new IllegalArgumentException(rate.subject() + " is not priced in " + currency);
      }
    }
    if (!overage.perThousandCalls().currency().equals(currency)) {
      throw new IllegalArgumentException("overage is not priced in " + currency);
    }
  }

  /**
   * Reads a book.
   *
   * @throws Refusal {@code INVALID} with one violation for each thing that is wrong: line, path,
   *     what, and what to do
   */
  public static PriceBook parse(String yaml) {
    return PriceBookParser.parse(yaml);
  }

  /** The book as YAML; {@link #parse} reads the same book from it. */
  public String print() {
    return PriceBookPrinter.print(this);
  }

  /** Whether it is in force. */
  public boolean isValidAt(Instant when) {
    return !when.isBefore(validFrom) && validTo.map(when::isBefore).orElse(true);
  }

  /**
   * The row for that, or a refusal {@code NOT_PRICED}.
   *
   * @param framework the pack's name
   */
  public Rate rate(CityNodeId cityNode, String framework, Tier tier) {
    return rates.stream()
        .filter(rate -> rate.prices(cityNode, framework, tier))
        .findFirst()
        .orElseThrow(
            () ->
                notPriced(
                    Rate.subject(cityNode, framework, tier),
                    "choose another city node, framework or tier of the catalogue"));
  }

  /** Whether there is a row for that. */
  public boolean prices(CityNodeId cityNode, String framework, Tier tier) {
    return rates.stream().anyMatch(rate -> rate.prices(cityNode, framework, tier));
  }

  /** The price in {@code target}, at the book's own rate; {@code NOT_PRICED} if it has none. */
  Amount in(String target, Amount price) {
    if (target.equals(currency)) {
      return price;
    }
    ExchangeRate rate = exchange.get(target);
    if (rate == null) {
      throw notPriced(
          "offers in " + target, "ask in " + currency + " or one of " + exchange.keySet());
    }
    return price.converted(rate.perUnit(), target);
  }

  /** The fraction that is taken off a term's price; {@code NOT_PRICED} if it isn't offered. */
  BigDecimal discount(Term term) {
    BigDecimal discount = discounts.get(term);
    if (discount == null) {
      throw notPriced(name(term) + " terms", "choose one of " + discounts.keySet());
    }
    return discount;
  }

  private static void checkDiscount(Term term, BigDecimal discount) {
    if (discount.signum() < 0 || discount.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "the discount of " + name(term) + " terms is not from 0 to below 1, such as 0.1");
    }
  }

  private static String name(Term term) {
    return term.name().toLowerCase(Locale.ROOT);
  }

  Refusal notPriced(String what, String remedy) {
    return new Refusal(
        ProblemType.NOT_PRICED,
        "Price book " + version + " has no price for " + what + ": " + remedy + ".");
  }
}
