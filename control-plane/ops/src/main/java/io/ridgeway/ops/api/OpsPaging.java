package io.ridgeway.ops.api;

import io.ridgeway.engine.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page parameters of every list. */
public final class OpsPaging {
  @QueryParam("cursor")
  Optional<String> cursor = Optional.empty();

  @QueryParam("limit")
  @DefaultValue("50")
  int limit = 50;

  Page.Request request() {
    return new Page.Request(cursor.filter(c -> !c.isEmpty()), limit);
  }

  /**
   * One page.
   *
   * @param next the cursor of the next page; absent on the last
   */
  public record Listed<T>(List<T> items, Optional<String> next) {
    static <S, T> Listed<T> of(Page<S> page, Function<S, T> view) {
      return new Listed<>(page.items().stream().map(view).toList(), page.next());
    }

    static <T> Listed<T> of(List<T> all) {
      return new Listed<>(all, Optional.empty());
    }
  }
}
