package io.ridgeway.gateway.grpc;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller waits, as {@code grpc-timeout} says it. */
public final class GrpcPatience {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})[HMSmun]");

  /** Nobody waits longer; more may be too long to be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private GrpcPatience() {}

  /**
   * What the header says, a year at most; empty if there is none.
   *
   * @throws GrpcRefusal if it can't be read
   */
  public static Optional<Duration> of(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(header);
    if (!parts.matches()) {
      throw new GrpcRefusal(
          GrpcCode.INVALID_ARGUMENT, "grpc-timeout is 1 to 8 digits and one of H, M, S, m, u, n.");
    }
    ChronoUnit unit =
        switch (header.charAt(header.length() - 1)) {
          case 'H' -> ChronoUnit.HOURS;
          case 'M' -> ChronoUnit.MINUTES;
          case 'S' -> ChronoUnit.SECONDS;
          case 'm' -> ChronoUnit.MILLIS;
          case 'u' -> ChronoUnit.MICROS;
          default -> ChronoUnit.NANOS;
        };
    Duration said = Duration.of(Long.parseLong(parts.group(1)), unit);
    return Optional.of(said.compareTo(LONGEST) < 0 ? said : LONGEST);
  }
}
