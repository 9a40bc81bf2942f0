package io.ridgeway.engine;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list, newest first.
 *
 * @param next where the next page begins; empty on the last. Opaque to callers
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Which page.
   *
   * @param cursor the {@code next} of the page before; empty for the first
   * @param limit 1 to 100
   */
  public record Request(Optional<String> cursor, int limit) {
    public Request {
      if (limit < 1 || limit > 100) {
        throw new IllegalArgumentException("limit must be 1 to 100");
      }
    }

    /** The first page of the usual size. */
    public static Request first() {
      return new Request(Optional.empty(), 50);
    }
  }
}
