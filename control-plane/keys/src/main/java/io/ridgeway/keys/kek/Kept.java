package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what lets us in until shortly before it ends. What can't be renewed serves until it ends.
 */
final class Kept<T extends Object> implements Supplier<T> {
  /** Longer than any call takes, and than clocks differ. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  /** After a failure the source isn't asked, so that not every caller waits for it in turn. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Supplier<Fresh<T>> source;
  private final Clock clock;
  private @Nullable Fresh<T> kept;
  private @Nullable Failed failed;

  private record Failed(CustodyException why, Instant at) {}

  /** Something, and when it ends. */
  record Fresh<T extends Object>(T value, Instant until) {
    @Override
    public String toString() {
      return "Fresh[until " + until + "]";
    }
  }

  Kept(Supplier<Fresh<T>> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public synchronized T get() {
    Fresh<T> known = kept;
    if (known != null && clock.instant().isBefore(known.until().minus(MARGIN))) {
      return known.value();
    }
    Failed last = failed;
    if (last == null || !isRecent(last)) {
      try {
        Fresh<T> fresh = source.get();
        kept = fresh;
        failed = null;
        return fresh.value();
      } catch (CustodyException e) {
        last = new Failed(e, clock.instant());
        failed = last;
      }
    }
    if (known == null || !clock.instant().isBefore(known.until())) {
      throw new CustodyException(String.valueOf(last.why().getMessage()), last.why());
    }
    return known.value();
  }

  /** Also false where the clock was set back. */
  private boolean isRecent(Failed last) {
    return Duration.between(last.at(), clock.instant()).abs().compareTo(PAUSE) < 0;
  }
}
