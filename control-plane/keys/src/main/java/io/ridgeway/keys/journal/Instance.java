package io.ridgeway.keys.journal;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of one journal: sixteen hex digits, random, so that two journals never share it. */
final class Instance {
  static final int LENGTH = 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  private Instance() {}

  static String fresh() {
    byte[] bytes = new byte[LENGTH / 2];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
