package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.SignedElsewhere.Signed;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A transaction that was drafted here, as it comes back with its account's signature.
 *
 * @param id its name on the ledger
 * @param encoded as a node takes it: {@code 0x…}
 */
record DraftedTransaction(String id, String encoded) {
  /**
   * Reads one.
   *
   * @param account {@code 0x} and 40 hex digits in lower case
   * @throws IllegalArgumentException if it is no draft of this chain's, or the signature isn't that
   *     account's
   */
  static DraftedTransaction of(Signed drafted, String account, Chain chain) {
    ChainTransaction made = read(drafted.payload());
    if (!made.chainId().equals(chain.id()) || !made.groupId().equals(chain.groupId())) {
      throw new IllegalArgumentException(
          "payload is for another chain or group: this is chain "
              + chain.id()
              + ", group "
              + chain.groupId());
    }
    byte[] digest = made.digest(chain.cryptography());
    Proof proof =
        Proof.of(chain.cryptography(), account, digest, drafted.signature())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "signature isn't of " + account + " over the payload's digest"));
    return new DraftedTransaction(
        "0x" + HexFormat.of().formatHex(digest),
        made.encode(chain.cryptography(), proof.signature(), proof.publicKey()));
  }

  /** It must be written as it was handed out: what is signed is made of its fields. */
  private static ChainTransaction read(byte[] payload) {
    ChainTransaction made;
    try {
      TarsReader data = TarsReader.of(payload);
      made =
          new ChainTransaction(
              data.text(2),
              data.text(3),
              data.number(4),
              data.text(5),
              data.text(6),
              data.bytes(7));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "payload can't be read: send it as it was handed out; " + e.getMessage(), e);
    }
    if (!Arrays.equals(made.payload(), payload)) {
      throw new IllegalArgumentException("payload isn't as it was handed out");
    }
    return made;
  }
}
