package io.ridgeway.framework.renderer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Puts values into JSON and TOML so that no value can end its own string; templates have it as
 * {@code $quote}.
 *
 * <p>Both languages share the escapes used here (RFC 8259, 7; TOML 1.0, basic strings); only
 * surrogates differ, so what is beyond ASCII stays as it is.
 */
public final class Quote {
  static final Quote QUOTE = new Quote();

  private Quote() {}

  /** {@code text} as a JSON or TOML string, its quotes included. */
  public String text(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /** {@code texts} as a JSON or TOML array of strings, on one line. */
  public String list(List<String> texts) {
    return texts.stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').append((char) c);
    } else if (c < 0x20 || c == 0x7f) {
      quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw new IllegalArgumentException("half of a surrogate pair is no text");
    } else {
      quoted.appendCodePoint(c);
    }
  }
}
