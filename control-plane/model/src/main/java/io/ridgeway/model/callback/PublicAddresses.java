package io.ridgeway.model.callback;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells the addresses of the public internet from all others: by IANA's special-purpose registries
 * (RFC 6890 and what came after), with what carries an IPv4 address inside of an IPv6 one.
 */
final class PublicAddresses {
  private static final List<Range> OTHERS =
      List.of(
          // IPv4: this network, private, shared, loopback, link-local, protocols, examples, 6to4
          // relays, private, benchmarks, examples, multicast, reserved and broadcast.
          new Range("00000000", 8),
          new Range("0a000000", 8),
          new Range("64400000", 10),
          new Range("7f000000", 8),
          new Range("a9fe0000", 16),
          new Range("ac100000", 12),
          new Range("c0000000", 24),
          new Range("c0000200", 24),
          new Range("c0586300", 24),
          new Range("c0a80000", 16),
          new Range("c6120000", 15),
          new Range("c6336400", 24),
          new Range("cb007100", 24),
          new Range("e0000000", 4),
          new Range("f0000000", 4),
          // IPv6: Teredo, benchmarks, ORCHID, examples, 6to4, examples. All that is public is in
          // 2000::/3, see below.
          new Range("20010000000000000000000000000000", 23),
          new Range("20010db8000000000000000000000000", 32),
          new Range("20020000000000000000000000000000", 16),
          new Range("3fff0000000000000000000000000000", 20));

  private static final Range GLOBAL_IPV6 = new Range("20000000000000000000000000000000", 3);

  private PublicAddresses() {}

  /** A prefix: so many bits of the bytes. */
  private record Range(String hex, int bits) {
    boolean holds(byte[] address) {
      byte[] prefix = HexFormat.of().parseHex(hex);
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether it is one. */
  static boolean has(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (address instanceof Inet4Address || GLOBAL_IPV6.holds(bytes))
        && OTHERS.stream().noneMatch(range -> range.holds(bytes));
  }
}
