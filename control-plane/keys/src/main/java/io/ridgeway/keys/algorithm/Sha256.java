package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of what isn't hashed yet. */
public final class Sha256 {
  private Sha256() {}

  /** The digest as it is, or the message's. */
  public static byte[] digest(ToSign what) {
    if (what instanceof ToSign.Digest digest) {
      return digest.bytes();
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(what.bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
