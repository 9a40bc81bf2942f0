package io.ridgeway.billing;

/** Text as XML content or as an attribute's value. */
final class Xml {
  private Xml() {}

  /** Escapes what is markup, and leaves out what XML 1.0 can't hold. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().filter(Xml::isAllowed).forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(c);
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= ' ' && c < 0xD800)
        || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF)
        || c == '\t'
        || c == '\n'
        || c == '\r';
  }
}
