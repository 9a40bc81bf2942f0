package io.ridgeway.ops.page;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A city node, and what was last heard of it if anything was.
 *
 * @param age how long ago it was heard, in short; empty if never
 */
public record Place(CityNodeEntry entry, Optional<CityNodeEntry.Heard> heard, String age) {
  static Place of(CityNodeEntry entry, Instant now) {
    return new Place(
        entry,
        entry.heard(),
        entry.heard().map(h -> brief(Duration.between(h.at(), now))).orElse(""));
  }

  public boolean isHeard() {
    return heard.isPresent();
  }

  /** What was heard; asked only if {@link #isHeard}. */
  public CityNodeEntry.Heard last() {
    return heard.orElseThrow();
  }

  public int cpuUsed() {
    var c = last().capacity();
    return percent(c.free().cpuMillis(), c.total().cpuMillis());
  }

  public int memoryUsed() {
    var c = last().capacity();
    return percent(c.free().memoryMib(), c.total().memoryMib());
  }

  public int storageUsed() {
    var c = last().capacity();
    return percent(c.free().storageGib(), c.total().storageGib());
  }

  private static int percent(long free, long total) {
    return total <= 0 ? 0 : (int) Math.max(0, Math.min(100, 100 - 100 * free / total));
  }

  /** The largest unit alone: {@code 35 s}, {@code 4 min}, {@code 3 h}, {@code 2 d}. */
  static String brief(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    if (age.toMinutes() > 0) {
      return age.toMinutes() + " min";
    }
    return Math.max(0, age.toSeconds()) + " s";
  }
}
