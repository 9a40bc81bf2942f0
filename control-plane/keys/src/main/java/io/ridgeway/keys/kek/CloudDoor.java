package io.ridgeway.keys.kek;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a cloud's key service is asked.
 *
 * @param endpoint {@code https://kms.eu-central-1.amazonaws.com}, without a path; without TLS on
 *     loopback only
 * @param authorities PEM file of the certificates that the service's is checked by; the JDK's own
 *     if empty
 * @param timeout of a call with all its repetitions
 */
public record CloudDoor(URI endpoint, Optional<Path> authorities, Duration timeout) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int LONGEST_ID = 128;

  public CloudDoor {
    boolean loopback = "127.0.0.1".equals(endpoint.getHost()) || "[::1]".equals(endpoint.getHost());
    if (!"https".equals(endpoint.getScheme())
        && !("http".equals(endpoint.getScheme()) && loopback)) {
      throw new IllegalArgumentException(
          "a key service's address must be https:// (http:// on 127.0.0.1 only), not "
              + endpoint.getScheme());
    }
    if (endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || endpoint.getQuery() != null
        || endpoint.getFragment() != null
        || !endpoint.getPath().matches("/?")) {
      throw new IllegalArgumentException(
          "a key service's address is https:// and a host, with a port at most");
    }
    if (endpoint.getPath().equals("/")) {
      endpoint = URI.create(endpoint.getScheme() + "://" + endpoint.getAuthority());
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.toMinutes() >= 10) {
      throw new IllegalArgumentException(
          "a key service's timeout must be longer than nothing and shorter than ten minutes");
    }
  }

  /**
   * What stands beside what a key wrapped.
   *
   * @param kind of the service
   * @param name the operator's own
   * @param natural what it is called without one
   * @param version how long versions' names are
   * @throws IllegalArgumentException if a name has other characters, or all is too long
   */
  static String called(String kind, Optional<String> name, String natural, int version) {
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new IllegalArgumentException(
          "a key-encryption key's name has letters, digits, dots, _ and -, at most 64");
    }
    String called = kind + ":" + name.orElse(natural);
    if (called.length() + version > LONGEST_ID) {
      throw new IllegalArgumentException(
          called + " is too long to stand beside what it wraps: give it a " + kind + ".name");
    }
    return called;
  }
}
