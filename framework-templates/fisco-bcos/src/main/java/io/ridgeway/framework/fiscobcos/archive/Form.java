package io.ridgeway.framework.fiscobcos.archive;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the texts of an archive look like. Digests are made of fields without their lengths, so a
 * field of a narrow form is what keeps bytes from wandering from one into its neighbour.
 */
final class Form {
  private static final Pattern BYTES = Pattern.compile("0x(?:[0-9a-f]{2})*");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,77}");

  /** An account of the EVM, or a path of the nodes' own file system, or nothing. */
  private static final Pattern ADDRESS = Pattern.compile("|(?:0x)?[0-9a-fA-F]{40}|/[!-~]{0,255}");

  private Form() {}

  static void bytes(String what, String value) {
    require(what, "0x and pairs of hex digits in lower case", BYTES, value);
  }

  static void hash(String what, String value) {
    require(what, "0x and 64 hex digits in lower case", HASH, value);
  }

  static void digits(String what, String value) {
    require(what, "a number in digits", DIGITS, value);
  }

  static void address(String what, String value) {
    require(what, "an address, a path or nothing", ADDRESS, value);
  }

  private static void require(String what, String form, Pattern pattern, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " isn't " + form);
    }
  }

  /** Of {@code 0x…}. */
  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }
}
