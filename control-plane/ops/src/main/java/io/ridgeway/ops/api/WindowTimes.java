package io.ridgeway.ops.api;

import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads when windows are opened, as an operator writes it. */
public final class WindowTimes {
  private WindowTimes() {}

  /**
   * The time of the week.
   *
   * @throws Refusal {@code INVALID} with one violation for each field that is wrong
   */
  public static Weekly of(String day, String at, String zone, int minutes) {
    List<Violation> wrong = new ArrayList<>();
    DayOfWeek on =
        read(
            wrong,
            "day",
            "a day of the week; write one, such as SUNDAY",
            DayOfWeek.SUNDAY,
            () -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
    LocalTime time =
        read(
            wrong,
            "at",
            "a time of the day; write one, such as 03:30",
            LocalTime.MIDNIGHT,
            () -> LocalTime.parse(at));
    ZoneId there =
        read(
            wrong,
            "zone",
            "a time zone; write its name, such as Europe/Berlin or UTC",
            ZoneId.of("UTC"),
            () -> ZoneId.of(zone));
    if (minutes < Weekly.SHORTEST || minutes > Weekly.LONGEST) {
      wrong.add(new Violation("minutes", "Say " + Weekly.SHORTEST + " to " + Weekly.LONGEST + "."));
    }
    if (!wrong.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, wrong);
    }
    return new Weekly(on, time, there, minutes);
  }

  private static <T> T read(
      List<Violation> wrong,
      String field,
      String expected,
      T standIn,
      Supplier<@Nullable T> reader) {
    try {
      T read = reader.get();
      if (read != null) {
        return read;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Said below, with what to write.
    }
    wrong.add(new Violation(field, "That is not " + expected + "."));
    return standIn;
  }
}
