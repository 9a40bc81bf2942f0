package io.ridgeway.framework;

import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.util.Optional;

/**
 * Somebody who signs: the public half of a key in custody, and a way to the private one.
 *
 * @param account what the pack calls the key ({@link FrameworkPack#account}), in lower case
 * @param certificate under which a member's authority knows the key, where the ledger asks for one
 */
public record Signatory(
    String account, ManagedKey key, Optional<Certificate> certificate, Signing signing) {

  /** Signs with the key. */
  @FunctionalInterface
  public interface Signing {
    /**
     * A signature of custody.
     *
     * @param reason what is signed, for the audit; no secret
     * @throws io.ridgeway.model.problem.Refusal if custody says no
     * @throws io.ridgeway.model.journal.Journal.JournalUnavailable if it can't be recorded
     */
    Signature sign(ToSign what, String reason);
  }

  /** Signs as the key's kind does. */
  public Signature sign(ToSign what, String reason) {
    return signing.sign(what, reason);
  }
}
