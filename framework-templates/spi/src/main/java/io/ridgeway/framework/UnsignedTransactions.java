package io.ridgeway.framework;

import java.math.BigInteger;

/**
 * A ledger whose applications make their transactions themselves and have custody sign them. What
 * comes is read, so that custody signs transactions of this ledger and nothing else. Pure.
 */
public interface UnsignedTransactions {
  /**
   * Reads a transaction that lacks its signature alone.
   *
   * @param encoded as the ledger's own libraries hand it to whoever signs
   * @throws IllegalArgumentException that says why it isn't one, or of which other ledger
   */
  Unsigned unsigned(byte[] encoded);

  /**
   * A transaction to sign.
   *
   * @param digest 32 bytes
   * @param what it is, for the audit: whom it goes to and its number; nothing of its content
   * @param to the contract or account that it goes to; empty if it makes a contract
   * @param function the selector of the function that it calls, {@code 0x} and eight hex digits;
   *     empty if there is none
   * @param value the most that it can pay, in the ledger's smallest unit: what it sends along, and
   *     all of its gas at the highest price that it offers
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
  record Unsigned(byte[] digest, String what, String to, String function, BigInteger value) {}
}
