package io.ridgeway.portal.api;

import io.ridgeway.engine.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** The page parameters of every list. */
public final class Paging {
  @QueryParam("cursor")
  Optional<String> cursor = Optional.empty();

  @QueryParam("limit")
  @DefaultValue("50")
  int limit = 50;

  Page.Request request() {
    return new Page.Request(cursor.filter(c -> !c.isEmpty()), limit);
  }
}
