package io.ridgeway.billing;

/**
 * What something comparable cost elsewhere on a day: shown as history, never reckoned with.
 *
 * @param label what it was
 * @param date when the price was seen, as exactly as it is known: a year, a month or a day of ISO
 *     8601
 * @param perMonth the price of a month
 * @param source who said so
 * @param note what has become of it
 */
public record Comparison(String label, String date, Amount perMonth, String source, String note) {
  public Comparison {
    if (!date.matches("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")) {
      throw new IllegalArgumentException("the date is not one such as 2020, 2020-07 or 2020-07-31");
    }
  }
}
