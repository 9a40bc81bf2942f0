package io.ridgeway.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One item of an invoice.
 *
 * @param key the message key of its text, for example {@code line.storage}
 * @param args the named values in that text
 * @param type what kind of charge
 * @param from start of what it is for, inclusive
 * @param to end of it, exclusive
 * @param quantity how many units
 * @param unit of what; the message key is {@code unit.<unit>}
 * @param unitPrice exact
 * @param amount charged, rounded to the minor unit
 */
public record InvoiceLine(
    String key,
    Map<String, String> args,
    Type type,
    Instant from,
    Instant to,
    BigDecimal quantity,
    String unit,
    Amount unitPrice,
    Amount amount) {
  public InvoiceLine {
    args = Collections.unmodifiableMap(new TreeMap<>(args));
    quantity = Line.plain(quantity);
  }

  static InvoiceLine of(Line line, Type type, Instant from, Instant to) {
    return new InvoiceLine(
        line.key(),
        line.args(),
        type,
        from,
        to,
        line.quantity(),
        line.unit(),
        line.unitPrice(),
        line.amount());
  }

  /** The kinds of charge. */
  public enum Type {
    /** The term's price, in advance. */
    TERM,
    /** What is taken off: for buying a longer term, or for what a change takes away. */
    DISCOUNT,
    /** Use beyond what the term's price includes, afterwards. */
    OVERAGE
  }
}
