package io.ridgeway.store.sql;

import io.ridgeway.engine.Page;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The last row of a page: the next page begins after it, whatever was added meanwhile.
 *
 * @param at the row's time, to the microsecond
 * @param id tells rows of the same time apart
 */
public record Cursor(Instant at, String id) {
  /** Comes before the newest row. */
  public static final Cursor FIRST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), "");

  private static final Pattern ID = Pattern.compile("[-a-z0-9]{1,64}");

  /**
   * A page of rows in their order.
   *
   * @param rows one more than the page has, if there are as many
   */
  public static <R> Page<R> page(List<R> rows, int limit, Function<R, Cursor> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, Optional.empty());
    }
    return new Page<>(
        rows.subList(0, limit), Optional.of(cursor.apply(rows.get(limit - 1)).text()));
  }

  /** As a caller carries it. */
  public String text() {
    String plain = ChronoUnit.MICROS.between(Instant.EPOCH, at) + ":" + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads it back; refuses with {@code INVALID} what isn't one. */
  public static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = plain.indexOf(':');
      long micros = Long.parseLong(plain.substring(0, colon));
      String id = plain.substring(colon + 1);
      if (micros < 0 || !ID.matcher(id).matches()) {
        throw new IllegalArgumentException("neither a time nor an identifier of ours");
      }
      return new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Refusal(
          ProblemType.INVALID, "The cursor is none of ours; begin with the first page.");
    }
  }
}
