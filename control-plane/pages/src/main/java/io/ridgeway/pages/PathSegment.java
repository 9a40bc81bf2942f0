package io.ridgeway.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Any text as one part of an address's path. */
public final class PathSegment {
  private PathSegment() {}

  /** What isn't a letter, a digit or one of {@code -._*} percent-encoded, as UTF-8. */
  public static String of(String text) {
    // A form's encoding, but for the space.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
