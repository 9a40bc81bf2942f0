package io.ridgeway.framework;

/**
 * A ledger that takes transactions from those who keep their keys: what is sent was signed by them.
 * The laws of {@link LedgerClient} hold; whether a signature holds is the ledger's to say.
 */
public interface SignedElsewhere extends LedgerClient {
  /**
   * Bytes and the signature over them.
   *
   * @param signature empty where the ledger's transactions hold their signatures themselves
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Signed(byte[] payload, byte[] signature) {
    @Override
    public String toString() {
      return "Signed[" + payload.length + " bytes]";
    }
  }

  /** Sends a transaction, once. */
  Submission submit(Signed transaction);
}
