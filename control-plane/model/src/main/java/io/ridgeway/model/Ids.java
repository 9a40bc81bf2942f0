package io.ridgeway.model;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Makes and checks the identifiers: one letter for the kind, then twelve of 0-9a-z (62 random
 * bits).
 *
 * <p>An identifier is a DNS label, so it can stand in a host name, a Kubernetes object or a path as
 * it is.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 12;
  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  private Ids() {}

  /** A new identifier's text; {@code kind} is its first letter. */
  static String next(char kind) {
    StringBuilder text = new StringBuilder(LENGTH + 1).append(kind);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /**
   * {@code value} if it is an identifier of that kind, else an {@link IllegalArgumentException}.
   */
  static String check(char kind, String value) {
    if (value.length() != LENGTH + 1
        || value.charAt(0) != kind
        || !value.chars().skip(1).allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "not an identifier: expected '" + kind + "' and " + LENGTH + " of 0-9a-z");
    }
    return value;
  }

  /**
   * {@code value} if it is a DNS label of at most {@code max} characters that starts with a letter.
   */
  public static String label(String what, String value, int max) {
    if (value.length() > max || !LABEL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to "
              + max
              + " of a-z, 0-9 and '-', start with a letter and end with a letter or digit");
    }
    return value;
  }
}
