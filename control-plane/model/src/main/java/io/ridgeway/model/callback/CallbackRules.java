package io.ridgeway.model.callback;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * To which URLs calls may be sent that a tenant orders: the public internet's by https, and what
 * the operator allows besides. Otherwise whoever may order a call could reach what only the
 * platform's own machines may.
 *
 * <p>A URL is checked as it is written; its address is checked each time before it is connected to,
 * since names may lead elsewhere the next time. Nothing here asks the DNS.
 */
public final class CallbackRules {
  /** How long a URL may be. */
  public static final int LONGEST = 2_048;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern DIGITS = Pattern.compile("(0[xX][0-9a-fA-F]*|[0-9]+)");
  private static final String BYTE = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

  private final boolean plainHttp;
  private final Set<String> allowed;

  /**
   * The rules of an installation.
   *
   * @param plainHttp whether http is taken besides https
   * @param allowed addresses that may be reached though they aren't public: {@code 127.0.0.1}, or
   *     of one port {@code 127.0.0.1:8443}
   */
  public CallbackRules(boolean plainHttp, Collection<String> allowed) {
    this.plainHttp = plainHttp;
    this.allowed = Set.copyOf(allowed);
  }

  /** The usual rules: https to the public internet. */
  public static CallbackRules usual() {
    return new CallbackRules(false, Set.of());
  }

  /**
   * The URL, if calls may be sent there as far as can be told without the DNS.
   *
   * @throws Refusal as {@link ProblemType#INVALID} that says what is wrong with it
   */
  public URI check(String text) {
    if (text.length() > LONGEST || !PRINTABLE.matcher(text).matches()) {
      throw bad("must have 1 to " + LONGEST + " characters of ASCII, without spaces");
    }
    URI url = parse(text);
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
      throw bad("must begin with https://");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw bad("may hold neither a user's name and password nor a fragment");
    }
    if (url.getHost() == null) {
      throw bad("must name a host, by its DNS name or by an address in its usual form");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw bad("must have a port of 1 to 65535, or none");
    }
    checkHost(url);
    return url;
  }

  /** The port to connect to. */
  public static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Whether that address may be connected to. */
  public boolean mayReach(InetAddress address, int port) {
    String text = address.getHostAddress();
    return PublicAddresses.has(address)
        || allowed.contains(text)
        || allowed.contains((text.contains(":") ? "[" + text + "]" : text) + ":" + port);
  }

  private static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw bad("can't be read as a URL");
    }
  }

  private void checkHost(URI url) {
    String host = url.getHost();
    if (host.startsWith("[")) {
      checkLiteral(host, url);
      return;
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (IPV4.matcher(name).matches()) {
      checkLiteral(name, url);
    } else if (DIGITS.matcher(last).matches()) {
      throw bad("must write an address as four decimal numbers, without leading zeros");
    } else if (!name.contains(".") || isLocal(last)) {
      throw bad("must name a host of the public internet");
    }
  }

  private static boolean isLocal(String last) {
    return Set.of("localhost", "local", "internal", "arpa", "onion", "invalid", "test")
        .contains(last.toLowerCase(Locale.ROOT));
  }

  private void checkLiteral(String literal, URI url) {
    try {
      // Of a literal this asks nobody.
      InetAddress address = InetAddress.getByName(literal);
      boolean mapped = literal.startsWith("[") && address instanceof Inet4Address;
      if (mapped || literal.contains("%") || !mayReach(address, port(url))) {
        throw bad("must lead to the public internet, which this address isn't of");
      }
    } catch (UnknownHostException e) {
      throw bad("holds no address that can be read");
    }
  }

  private static Refusal bad(String what) {
    return new Refusal(ProblemType.INVALID, "The URL " + what + ".");
  }
}
