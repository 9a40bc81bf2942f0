package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.EventPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events' places as text, as they are named to callers: no two alike. */
public final class Positions {
  private static final Pattern TEXT =
      Pattern.compile("(0|[1-9][0-9]{0,17}):([0-9a-zA-Z]{1,128}):(0|[1-9][0-9]{0,8})");

  private Positions() {}

  /** {@code block:transaction:index}. */
  public static String text(EventPosition at) {
    return at.block() + ":" + at.transaction() + ":" + at.index();
  }

  /** Reads it back; empty if it is none. */
  public static Optional<EventPosition> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new EventPosition(
                Long.parseLong(parts.group(1)), parts.group(2), Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }
}
