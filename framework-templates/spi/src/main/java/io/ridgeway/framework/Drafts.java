package io.ridgeway.framework;

import io.ridgeway.framework.SignedElsewhere.Signed;

/**
 * A ledger on which who keeps an account's key has a transaction made for it, signs that, and has
 * it sent: all that is known of one is in what is handed to and fro. The laws of {@link
 * LedgerClient} hold.
 */
public interface Drafts extends LedgerClient {
  /**
   * A transaction without its signature.
   *
   * @param payload the whole of it, as it is handed back
   * @param digest 32 bytes to sign: the ledger's own hash of it
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Draft(byte[] payload, byte[] digest) {}

  /**
   * Makes one, with the account's next number where accounts number theirs; nothing is sent or
   * kept, so two drafts at once have the same number there.
   */
  Draft draft(Call call, String account);

  /**
   * Sends it, once.
   *
   * @param drafted the payload and the signature over its digest: r and s, 32 bytes each; what is
   *     behind them is left out where the key can be found without it, and is the public key else
   * @throws IllegalArgumentException if it is no such transaction of this ledger, or the signature
   *     isn't that account's
   */
  Submission submit(Signed drafted, String account);
}
