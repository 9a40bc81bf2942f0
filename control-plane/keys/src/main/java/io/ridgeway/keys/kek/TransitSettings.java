package io.ridgeway.keys.kek;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a transit key is, and how it is reached.
 *
 * @param address of the server: {@code https://bao.example:8200}; without TLS on loopback only
 * @param mount of the engine: {@code transit}
 * @param key its name
 * @param namespace where the server has such
 * @param authorities PEM file of the certificates that the server's is checked by; the JDK's own if
 *     empty
 * @param timeout of each call
 * @param name what it is called beside what it wrapped; mount and key if empty. Needed where
 *     another server has a key of the same mount and name
 */
public record TransitSettings(
    URI address,
    String mount,
    String key,
    Optional<String> namespace,
    Optional<Path> authorities,
    TransitSignIn signIn,
    Duration timeout,
    Optional<String> name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,59}");

  public TransitSettings {
    boolean loopback = "127.0.0.1".equals(address.getHost()) || "[::1]".equals(address.getHost());
    if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && loopback)) {
      throw new IllegalArgumentException(
          "the transit engine's address must be https:// (http:// on 127.0.0.1 only), not "
              + address.getScheme());
    }
    if (address.getUserInfo() != null || address.getQuery() != null) {
      throw new IllegalArgumentException("the transit engine's address holds no password or query");
    }
    if (!PATH.matcher(mount).matches() || mount.contains("..") || !NAME.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the transit engine's mount and key are names of letters, digits, dots, _ and -");
    }
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new IllegalArgumentException(
          "a key-encryption key's name has letters, digits, dots, _ and -, at most 40");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "the transit engine's timeout must be longer than nothing");
    }
  }
}
