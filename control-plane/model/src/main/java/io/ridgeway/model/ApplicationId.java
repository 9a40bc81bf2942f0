package io.ridgeway.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An application that speaks BSN's protocol. The text is 'z' and twelve of 0-9a-z. */
public record ApplicationId(String value) {
  /**
   * As whom an application that keeps its users' keys asks the ledger; no user can be called so.
   */
  public static final String READER = "_gateway";

  private static final int DIGEST_BYTES = 12;

  public ApplicationId {
    Ids.check('z', value);
  }

  /** A new one. */
  public static ApplicationId next() {
    return new ApplicationId(Ids.next('z'));
  }

  /**
   * What the managed key of one of its users is called: no other application's has that name, and
   * the user may be called as the application likes.
   */
  public String keyName(String user) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
      return value + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
