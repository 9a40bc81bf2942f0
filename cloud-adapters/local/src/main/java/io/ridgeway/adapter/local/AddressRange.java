package io.ridgeway.adapter.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The addresses that nodes may get: loopback, or a private range that is this machine's own, so
 * that other city nodes reach it.
 *
 * @param first the network address, as a number; it is not given out
 * @param size how many addresses there are, the network address and the last included
 */
record AddressRange(int first, int size) {
  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  static AddressRange parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      throw refused(text);
    }
    int address = 0;
    for (int group = 1; group <= 4; group++) {
      int octet = Integer.parseInt(cidr.group(group));
      if (octet > 255) {
        throw refused(text);
      }
      address = address << 8 | octet;
    }
    int prefix = Integer.parseInt(cidr.group(5));
    if (prefix > 30 || !isAllowed(address, prefix)) {
      throw refused(text);
    }
    int size = 1 << (32 - prefix);
    return new AddressRange(address & -size, size);
  }

  // A public one would be somebody's; the private ones are those of RFC 1918.
  private static boolean isAllowed(int address, int prefix) {
    int first = address >>> 24;
    int second = address >>> 16 & 255;
    return switch (first) {
      case 127, 10 -> prefix >= 8;
      case 172 -> prefix >= 12 && second >= 16 && second < 32;
      case 192 -> prefix >= 16 && second == 168;
      default -> false;
    };
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "addresses must be a range of loopback or private addresses (RFC 1918) with a prefix of 30"
            + " at most, not '"
            + text
            + "'");
  }

  /** The addresses, in order. */
  Stream<String> hosts() {
    return IntStream.range(1, size - 1).mapToObj(i -> text(first + i));
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  @Override
  public String toString() {
    return text(first) + "/" + (32 - Integer.numberOfTrailingZeros(size));
  }
}
