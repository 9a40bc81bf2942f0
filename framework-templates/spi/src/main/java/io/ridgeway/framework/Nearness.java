package io.ridgeway.framework;

import java.util.Collection;
import java.util.regex.Pattern;

/** From where addresses are reached, as far as they tell it themselves. */
public final class Nearness {
  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\..*|::1");

  /** RFC 1918, RFC 4193, link-local, and names that only a private network knows. */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*"
              + "|f[cd][0-9a-f]{2}:.*|fe80:.*|[^.:]+|.*\\.(local|internal|svc)");

  private Nearness() {}

  /**
   * A sentence about the farthest that a caller of all of them may be.
   *
   * @param who is there: {@code Peers}
   */
  public static String of(String who, Collection<String> hosts) {
    if (hosts.stream().anyMatch(host -> THIS_MACHINE.matcher(host).matches())) {
      return who + " answer at the addresses of the machine that they run on, and only there.";
    }
    if (hosts.stream().anyMatch(host -> PRIVATE.matcher(host).matches())) {
      return who + " answer at private addresses: applications must run in their network.";
    }
    return who
        + " answer whoever the operators of their city nodes let in; if that is the gateway alone,"
        + " use its native door.";
  }
}
