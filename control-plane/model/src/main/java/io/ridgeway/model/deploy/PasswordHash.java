package io.ridgeway.model.deploy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords that are random keys; the same key has the same hash, so nothing is rewritten.
 */
final class PasswordHash {
  /** A password of 256 random bits isn't found by trying, however fast a try is. */
  private static final int ITERATIONS = 10;

  private static final int BITS = 256;
  private static final byte[] SALTED = "ridgeway password salt".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREFIX = "-pbkdf2:sha256-".getBytes(StandardCharsets.US_ASCII);

  private PasswordHash() {}

  static byte[] of(byte[] scalar) {
    byte[] hex = Pem.hex(scalar);
    char[] password = new char[hex.length];
    for (int i = 0; i < hex.length; i++) {
      password[i] = (char) hex[i];
    }
    String salt = salt(scalar);
    PBEKeySpec spec =
        new PBEKeySpec(password, salt.getBytes(StandardCharsets.US_ASCII), ITERATIONS, BITS);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      byte[] text = Pem.hex(hash);
      byte[] rest = ("," + salt + "," + ITERATIONS).getBytes(StandardCharsets.US_ASCII);
      byte[] whole = Arrays.copyOf(PREFIX, PREFIX.length + text.length + rest.length);
      System.arraycopy(text, 0, whole, PREFIX.length, text.length);
      System.arraycopy(rest, 0, whole, PREFIX.length + text.length, rest.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2 with SHA-256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(password, '\0');
      Arrays.fill(hex, (byte) 0);
    }
  }

  /** Follows from the key, and tells nothing of it. */
  private static String salt(byte[] scalar) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(SALTED);
      return HexFormat.of().formatHex(sha.digest(scalar), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
