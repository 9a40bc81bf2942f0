package io.ridgeway.adapter.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loopback addresses that nodes may get.
 *
 * @param first the network address, as a number; it is not given out
 * @param size how many addresses there are, the network address and the last included
 */
record AddressRange(int first, int size) {
  private static final Pattern CIDR =
      Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  static AddressRange parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      throw refused(text);
    }
    int address = 127;
    for (int group = 1; group <= 3; group++) {
      int octet = Integer.parseInt(cidr.group(group));
      if (octet > 255) {
        throw refused(text);
      }
      address = address << 8 | octet;
    }
    int prefix = Integer.parseInt(cidr.group(4));
    if (prefix < 8 || prefix > 30) {
      throw refused(text);
    }
    int size = 1 << (32 - prefix);
    return new AddressRange(address & -size, size);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "addresses must be a range within 127.0.0.0/8 with a prefix of 8 to 30, not '"
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
