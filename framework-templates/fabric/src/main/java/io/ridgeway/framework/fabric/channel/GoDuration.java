package io.ridgeway.framework.fabric.channel;

import java.time.Duration;

/** Durations as Go writes them ({@code time.Duration.String}), as Fabric keeps them as texts. */
final class GoDuration {
  private GoDuration() {}

  /** {@code 500ms}, {@code 2s}, {@code 1m30s}, {@code 1h0m0s}; in whole milliseconds. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1 || !duration.equals(Duration.ofMillis(millis))) {
      throw new IllegalArgumentException(duration + " is not in whole milliseconds");
    }
    if (millis < 1_000) {
      return millis + "ms";
    }
    String seconds = duration.toSecondsPart() + fraction(duration.toMillisPart()) + "s";
    if (duration.toMinutes() == 0) {
      return seconds;
    }
    String minutes = duration.toMinutesPart() + "m" + seconds;
    return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
  }

  private static String fraction(int millis) {
    return millis == 0 ? "" : "." + "%03d".formatted(millis).replaceAll("0+$", "");
  }
}
