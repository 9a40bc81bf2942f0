package io.ridgeway.billing;

import java.util.List;

/**
 * What a term of a network costs, item by item, and from which book.
 *
 * @param bookVersion the price book's version
 * @param currency of all its amounts, ISO 4217
 * @param term what is bought at once
 * @param lines its items, for the whole term
 * @param monthly what one month of it comes to, discount included, exact and so not rounded
 * @param total what is charged for the term: the sum of the lines
 * @param overage what calls beyond the included ones will cost
 */
public record Offer(
    String bookVersion,
    String currency,
    Term term,
    List<Line> lines,
    Amount monthly,
    Amount total,
    Overage overage) {
  public Offer {
    lines = List.copyOf(lines);
    if (!total.equals(Amount.sum(lines.stream().map(Line::amount).toList(), currency))) {
      throw new IllegalArgumentException("an offer's total is the sum of its lines");
    }
    if (!monthly.currency().equals(currency)
        || !overage.perThousandCalls().currency().equals(currency)) {
      throw new IllegalArgumentException("an offer has one currency, " + currency);
    }
  }
}
