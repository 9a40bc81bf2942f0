package io.ridgeway.framework;

import java.util.Map;

/**
 * What the gateway and the engine ask of one running ledger, for what isn't a plain pass-through.
 * Methods block for at most 5 s, and throw an {@link IllegalArgumentException} for what the caller
 * got wrong, saying what, and a {@link LedgerException} where the ledger gives no answer.
 */
public interface LedgerClient {
  /**
   * Turns an application's transaction request into bytes to sign.
   *
   * @param request the request's fields as the ledger's own protocol has them
   * @param nonce the account's next number, chosen by the caller
   */
  Unsigned prepare(Map<String, String> request, long nonce);

  /** The account's next nonce as the ledger knows it, pending transactions included. */
  long nextNonce(String account);

  /**
   * A transaction without its signature.
   *
   * @param digest 32 bytes to sign
   * @param encode makes the wire form from the signature: {@code 0x…}
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
  record Unsigned(byte[] digest, Encoder encode) {}

  /** Puts a signature and its transaction together. */
  @FunctionalInterface
  interface Encoder {
    String encode(io.ridgeway.model.key.EcdsaSignature signature);
  }
}
