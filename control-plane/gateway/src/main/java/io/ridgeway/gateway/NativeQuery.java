package io.ridgeway.gateway;

import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.gateway.delivery.Positions;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters after a path's question mark, read strictly. */
final class NativeQuery {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final int LONGEST = 512;

  private final Map<String, String> values;

  private NativeQuery(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads it.
   *
   * @param known the parameters that there are
   * @throws Refusal that says what is wrong
   */
  static NativeQuery of(HttpServerRequest request, Set<String> known) {
    Map<String, String> values = new TreeMap<>();
    try {
      for (Map.Entry<String, String> given : request.params().entries()) {
        if (!known.contains(given.getKey())) {
          throw bad(
              "The URL has a parameter that isn't known here"
                  + (known.isEmpty() ? "." : "; known are " + String.join(", ", known) + ".")
                  + " If it held an API key, revoke it: URLs are logged by many. Keys go into the"
                  + " header X-Api-Key.");
        }
        if (given.getValue().isBlank() || given.getValue().length() > LONGEST) {
          throw bad(given.getKey() + " must have 1 to " + LONGEST + " characters.");
        }
        if (values.put(given.getKey(), given.getValue()) != null) {
          throw bad(given.getKey() + " stands twice in the URL.");
        }
      }
    } catch (IllegalArgumentException e) {
      throw bad("The URL's parameters can't be read.");
    }
    return new NativeQuery(values);
  }

  Optional<String> key() {
    return Optional.ofNullable(values.get("key"));
  }

  /** The block that a list ends before. */
  OptionalLong before() {
    return values.containsKey("before")
        ? OptionalLong.of(number("before", values.get("before")))
        : OptionalLong.empty();
  }

  /** How many a list has: so many if nothing is said, and at most. */
  long limit(int most) {
    long limit = values.containsKey("limit") ? number("limit", values.get("limit")) : most;
    if (limit < 1 || limit > most) {
      throw bad("limit must be 1 to " + most + ".");
    }
    return limit;
  }

  /** Which events; the last one that the caller saw goes before its first block. */
  EventQuery events(@Nullable String lastEventId) {
    String contract = values.get("contract");
    if (contract == null) {
      throw bad("contract is missing: whose events.");
    }
    Optional<String> after =
        Optional.ofNullable(lastEventId)
            .filter(id -> !id.isBlank())
            .or(() -> Optional.ofNullable(values.get("after")));
    return new EventQuery(
        contract,
        values.containsKey("from")
            ? OptionalLong.of(number("from", values.get("from")))
            : OptionalLong.empty(),
        after.map(NativeQuery::position));
  }

  /** A block's number; empty for the newest. */
  static OptionalLong block(String text) {
    return text.equals("latest") ? OptionalLong.empty() : OptionalLong.of(number("block", text));
  }

  private static EventPosition position(String id) {
    return Positions.parse(id)
        .orElseThrow(
            () -> bad("after, or Last-Event-ID, must be an event's id as this stream gave it."));
  }

  private static long number(String what, @Nullable String text) {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw bad(what + " must be a block's number in decimal digits.");
    }
    return Long.parseLong(text);
  }

  private static Refusal bad(String detail) {
    return new Refusal(ProblemType.BAD_REQUEST, detail);
  }
}
