package io.ridgeway.framework;

import io.ridgeway.model.key.EcdsaSignature;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger whose accounts number their transactions (Ethereum's nonces). Whoever submits side by
 * side from one account does it through this, so that the numbers neither collide nor leave gaps.
 * Methods block for at most 5 s and throw as {@link LedgerClient}'s do.
 */
public interface NumberedLedger {
  /** A call as the ledger's own protocol has it, for {@link #prepare}; its sender included. */
  Map<String, String> request(Call call);

  /**
   * Turns an application's transaction request into bytes to sign.
   *
   * @param request the request's fields as the ledger's own protocol has them
   * @param nonce the account's next number, chosen by the caller
   */
  Unsigned prepare(Map<String, String> request, long nonce);

  /** The account's next nonce as the ledger knows it, pending transactions included. */
  long nextNonce(String account);

  /** The account's next nonce as blocks know it: all below are in blocks. */
  long minedNonce(String account);

  /**
   * The same request at a price that has nodes take it in place of one that waits; empty if it
   * can't be had.
   */
  Optional<Map<String, String>> dearer(Map<String, String> request);

  /** What becomes of a transaction that the ledger took. */
  Submission sent(String transaction);

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
    String encode(EcdsaSignature signature);
  }
}
