package io.ridgeway.framework.fiscobcos;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The same bytes for the same seed, so that golden cases stay the same: never for a real key. */
final class SeededRandom extends SecureRandom {
  @Serial private static final long serialVersionUID = 1L;

  private final byte[] seed;
  private long block;

  SeededRandom(String seed) {
    this.seed = seed.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int from = 0; from < bytes.length; from += 32) {
      byte[] next = digest(ByteBuffer.allocate(8 + seed.length).putLong(block++).put(seed).array());
      System.arraycopy(next, 0, bytes, from, Math.min(32, bytes.length - from));
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
