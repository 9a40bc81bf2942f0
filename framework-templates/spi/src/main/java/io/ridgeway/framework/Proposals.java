package io.ridgeway.framework;

/**
 * A ledger whose transactions are proposed to its members before they are sent: whoever keeps his
 * key signs the proposal, and then the transaction that the members have agreed to. All that is
 * known of one is in what is handed to and fro.
 */
public interface Proposals extends SignedElsewhere {
  /**
   * Who signs.
   *
   * @param certificate in PEM, under which his organisation knows him
   */
  record Member(String organisation, String certificate) {}

  /**
   * What is to be signed next.
   *
   * @param transaction its name on the ledger
   * @param payload the bytes to sign: ECDSA over their SHA-256, as DER with a low S
   * @param answer what the contract answered; empty before it was asked
   * @param changes whether anything of the ledger would be another thing after it, or anybody told
   *     an event; true before it was asked
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Draft(String transaction, byte[] payload, Content answer, boolean changes) {}

  /** Makes a proposal; nobody is asked. */
  Draft propose(Call call, Member member);

  /** Has members agree to it; nothing has changed yet. */
  Draft endorse(Signed proposal);

  /** What the contract answers to it, without a change of the ledger. */
  Content evaluate(Signed proposal);

  /**
   * A proposal and its signature, out of the one message that the ledger's own libraries send.
   *
   * @throws IllegalArgumentException if it is none
   */
  Signed opened(byte[] message);

  /**
   * Who a proposal or a transaction says that has signed it; whether he has is the ledger's to say.
   *
   * @throws IllegalArgumentException if it is neither
   */
  Member signer(Signed what);
}
