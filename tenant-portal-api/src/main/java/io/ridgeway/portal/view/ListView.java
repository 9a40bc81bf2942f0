package io.ridgeway.portal.view;

import io.ridgeway.engine.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list, or one page of it.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record ListView<T>(List<T> items, Optional<String> next) {
  /** A whole list. */
  public static <T> ListView<T> of(List<T> items) {
    return new ListView<>(items, Optional.empty());
  }

  /** A page, each item shown by {@code view}. */
  public static <S, T> ListView<T> of(Page<S> page, Function<S, T> view) {
    return new ListView<>(page.items().stream().map(view).toList(), page.next());
  }
}
