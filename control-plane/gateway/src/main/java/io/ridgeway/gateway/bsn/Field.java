package io.ridgeway.gateway.bsn;

/**
 * A member of a request's body.
 *
 * @param name as it stands in JSON
 * @param most characters of a text; items of a list or map
 * @param required whether it may not be missing or empty
 */
public record Field(String name, Kind kind, int most, boolean required) {
  /** What it holds. */
  public enum Kind {
    /** A string. */
    TEXT,
    /** A whole number from 0, or a string of its digits. */
    NUMBER,
    /** An array of strings. */
    TEXTS,
    /** An object of strings. */
    MAP
  }

  /** The most characters of something that was signed, or of arguments. */
  static final int MESSAGE = 1 << 20;

  private static final int DIGITS = 18;

  static Field number(String name, boolean required) {
    return new Field(name, Kind.NUMBER, DIGITS, required);
  }

  static Field needed(String name, int most) {
    return new Field(name, Kind.TEXT, most, true);
  }

  static Field text(String name, int most) {
    return new Field(name, Kind.TEXT, most, false);
  }
}
