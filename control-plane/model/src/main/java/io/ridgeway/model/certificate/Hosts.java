package io.ridgeway.model.certificate;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The addresses that a certificate is good for: DNS names in lower case, IPv4 addresses, IPv6
 * addresses without brackets. Nothing is looked up.
 */
public final class Hosts {
  private static final int MOST = 100;
  private static final int LONGEST = 253;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|.*\\.[0-9]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}");

  private Hosts() {}

  /** Whether it is an address and not a name. */
  public static boolean isAddress(String host) {
    return IPV4.matcher(host).matches() || host.indexOf(':') >= 0;
  }

  /** Sorted, each once; an {@link IllegalArgumentException} if one is neither name nor address. */
  static List<String> checked(Collection<String> hosts) {
    if (hosts.size() > MOST) {
      throw new IllegalArgumentException("a certificate has at most " + MOST + " hosts");
    }
    hosts.forEach(Hosts::check);
    return hosts.stream().sorted().distinct().toList();
  }

  private static void check(String host) {
    boolean known =
        host.indexOf(':') >= 0
            ? isIpv6(host)
            : IPV4.matcher(host).matches()
                || (host.length() <= LONGEST
                    && NAME.matcher(host).matches()
                    && !NUMBERS.matcher(host).matches());
    if (!known) {
      throw new IllegalArgumentException(
          "a certificate's host is a DNS name in lower case or an IP address, without port");
    }
  }

  /** RFC 4291, 2.2, forms 1 and 2. */
  private static boolean isIpv6(String host) {
    if (!IPV6.matcher(host).matches()) {
      return false;
    }
    int gap = host.indexOf("::");
    if (gap < 0) {
      return groups(host) == 8;
    }
    int before = groups(host.substring(0, gap));
    int after = groups(host.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** How many groups of one to four digits, -1 if there is something else. */
  private static int groups(String part) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] groups = part.split(":", -1);
    for (String group : groups) {
      if (group.isEmpty() || group.length() > 4) {
        return -1;
      }
    }
    return groups.length;
  }
}
