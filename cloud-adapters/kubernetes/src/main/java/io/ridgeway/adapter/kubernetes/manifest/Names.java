package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.NetworkId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What objects are called. A dot joins the parts of a name: node names have none, so that no two
 * pairs of parts give one name. Services can't have dots, and begin with their audience.
 */
final class Names {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private Names() {}

  static String namespace(NetworkId network) {
    return "rw-" + network;
  }

  /** Of those who run tenants' own code. */
  static String codeNamespace(NetworkId network) {
    return namespace(network) + "-code";
  }

  /**
   * {@code name} as a DNS label of at most 40 characters: itself if it is one, otherwise what is
   * left of it, and a hash that keeps it apart from others.
   */
  static String label(String name) {
    return LABEL.matcher(name).matches()
        ? name
        : slug(name.toLowerCase(Locale.ROOT), "[^a-z0-9]+", 29) + hash(name);
  }

  /** {@code text} as the value of a label, in the same way. */
  static String labelValue(String text) {
    return VALUE.matcher(text).matches() ? text : slug(text, "[^A-Za-z0-9]+", 50) + hash(text);
  }

  /** Ten hex digits that tell texts apart. */
  static String hash(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String slug(String text, String others, int length) {
    String slug = text.replaceAll(others, "-").replaceAll("^-+", "");
    String start = slug.substring(0, Math.min(length, slug.length())).replaceAll("-+$", "");
    return start.isEmpty() ? "x-" : start + "-";
  }
}
