package io.ridgeway.pages;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a form was sent by one of our own pages. Two checks, each enough against the
 * ordinary attack: the browser's own word (Sec-Fetch-Site, Origin), and a token that stands in a
 * cookie and in the form, which a foreign page can't read.
 */
@Singleton
public final class Csrf {
  /** The form field that holds the token. */
  public static final String FIELD = "_csrf";

  static final String COOKIE = "ridgeway-csrf";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final int BYTES = 24;

  private final SecureRandom random;

  public Csrf(SecureRandom random) {
    this.random = random;
  }

  /**
   * What a request says of its sender.
   *
   * @param authority host and port that it was sent to
   */
  record Sent(
      String method,
      String authority,
      @Nullable String secFetchSite,
      @Nullable String origin,
      @Nullable String cookie,
      @Nullable String field) {}

  /** Whether one of our own pages sent it, or it changes nothing. */
  static boolean isOurs(Sent sent) {
    if (SAFE.contains(sent.method())) {
      return true;
    }
    if (sent.secFetchSite() != null && !sent.secFetchSite().equals("same-origin")) {
      return false;
    }
    if (sent.origin() != null && !sameAuthority(sent.origin(), sent.authority())) {
      return false;
    }
    return sent.cookie() != null
        && sent.field() != null
        && isToken(sent.cookie())
        && MessageDigest.isEqual(
            sent.cookie().getBytes(StandardCharsets.UTF_8),
            sent.field().getBytes(StandardCharsets.UTF_8));
  }

  static boolean isToken(String text) {
    return text.matches("[A-Za-z0-9_-]{32}");
  }

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean sameAuthority(String origin, String authority) {
    try {
      String theirs = URI.create(origin).getRawAuthority();
      return theirs != null
          && theirs.toLowerCase(Locale.ROOT).equals(authority.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
