package io.ridgeway.app.embedded;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Where the embedded parts tell what they do, a line at a time; called from several threads. */
@FunctionalInterface
public interface Progress {
  void line(String text);

  /** To the terminal, each line with the seconds passed since this call. */
  static Progress toTerminal(Clock clock) {
    Instant began = clock.instant();
    return text ->
        System.err.println(
            String.format(Locale.ROOT, "%6.1f s  %s", seconds(began, clock.instant()), text));
  }

  /** A duration as people read it: {@code 3.2 s}. */
  static String since(Instant began, Clock clock) {
    return String.format(Locale.ROOT, "%.1f s", seconds(began, clock.instant()));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
