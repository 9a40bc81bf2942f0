package io.ridgeway.gateway.bsn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The nonces that an application used last, as many as there is room for. Thread-safe. */
public final class Nonces {
  /** About 2 MB. */
  public static final int ROOM = 16_384;

  private static final int KEPT_BYTES = 16;

  private final Set<String> seen = new LinkedHashSet<>();
  private final int room;

  /** None yet. */
  public Nonces(int room) {
    this.room = room;
  }

  /** Remembers it; false if it was used already. */
  public boolean use(String nonce) {
    String kept = digest(nonce);
    synchronized (this) {
      if (!seen.add(kept)) {
        return false;
      }
      if (seen.size() > room) {
        Iterator<String> oldest = seen.iterator();
        oldest.next();
        oldest.remove();
      }
      return true;
    }
  }

  /** Short, however long it was. */
  private static String digest(String nonce) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(whole, KEPT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
