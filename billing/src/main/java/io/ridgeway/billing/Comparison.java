package io.ridgeway.billing;

import java.time.LocalDate;

/**
 * What something comparable cost elsewhere on a day: shown as history, never reckoned with.
 *
 * @param label what it was
 * @param date when the price was seen
 * @param perMonth the price of a month
 * @param source who said so
 * @param note what has become of it
 */
public record Comparison(
    String label, LocalDate date, Amount perMonth, String source, String note) {}
