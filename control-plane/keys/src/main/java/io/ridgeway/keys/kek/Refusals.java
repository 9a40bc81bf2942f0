package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.net.URI;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What is said when a cloud's key service doesn't do what it is asked for: what is wrong and what
 * is to be done.
 *
 * @param door where it was asked
 * @param key as the provider's own tools name it
 * @param allowed what this process must be let do, in the provider's words
 */
record Refusals(URI door, String key, String allowed) {

  /** Why it didn't do it. */
  enum Kind {
    /** Too many calls, or a fault of its own. */
    BUSY,
    /** It doesn't take our credentials, or they don't reach so far. */
    DENIED,
    /** The key is disabled, to be deleted, or not there. */
    UNUSABLE,
    /** What is to be unwrapped isn't what this key wrapped, or not for this. */
    ALTERED,
    /** Something that its documentation doesn't say. */
    ODD
  }

  /**
   * In words.
   *
   * @param what it was asked for: "wrap a data key"
   * @param code the provider's own word for it; empty if there is none
   */
  CustodyException refused(Kind kind, String what, int status, String code) {
    String said = " (" + status + (code.isEmpty() ? "" : ", " + plain(code)) + ")";
    return new RefusedException(
        kind,
        status,
        switch (kind) {
          case BUSY ->
              door
                  + " is there and can't "
                  + what
                  + " now"
                  + said
                  + ", also when asked again. Look at the provider's status and at the account's"
                  + " quota; the next call asks it again.";
          case DENIED ->
              door
                  + " doesn't let this process "
                  + what
                  + said
                  + ". Its identity must be let do this on "
                  + key
                  + ": "
                  + allowed
                  + ". Its credentials may also have ended, or this machine's clock be wrong.";
          case UNUSABLE ->
              "The key "
                  + key
                  + " can't be used"
                  + said
                  + ": it is disabled, going to be deleted, or not there. Enable it, or take its"
                  + " deletion back; a new one opens no data key that was wrapped before.";
          case ALTERED -> notOurs(plain(code) + " (" + status + ")");
          case ODD ->
              door + " didn't " + what + ", and says something that isn't known here" + said + ".";
        });
  }

  /** What is to be unwrapped isn't what this key wrapped for this use. */
  CustodyException altered(String why) {
    return new RefusedException(Kind.ALTERED, 0, notOurs(why));
  }

  private String notOurs(String why) {
    return "A wrapped data key was altered, belongs elsewhere, or wasn't wrapped by "
        + key
        + ": "
        + why;
  }

  /** Something answers that isn't the service, or isn't whole. */
  CustodyException odd() {
    return new CustodyException(door + " doesn't answer as the key service of " + key + " does.");
  }

  /**
   * Wraps and unwraps a sample, also with other associated data, which must be refused.
   *
   * @param refuses which refusals say that; whatever else goes wrong says nothing
   */
  void tryOut(KeyEncryptionKey kek, Predicate<RefusedException> refuses) {
    byte[] sample = new byte[32];
    Wrapped wrapped = kek.wrap(sample, new byte[] {1});
    if (!Arrays.equals(kek.unwrap(wrapped, new byte[] {1}), sample)) {
      throw odd();
    }
    try {
      kek.unwrap(wrapped, new byte[] {2});
    } catch (RefusedException e) {
      if (refuses.test(e)) {
        return;
      }
      throw e;
    }
    throw new CustodyException(door + " doesn't bind associated data, so it can't be used.");
  }

  private static String plain(String code) {
    String plain = code.replaceAll("[^\\x21-\\x7e]+", " ");
    return plain.length() > 100 ? plain.substring(0, 100) : plain;
  }
}
