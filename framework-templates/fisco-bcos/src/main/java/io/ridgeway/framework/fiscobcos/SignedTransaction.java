package io.ridgeway.framework.fiscobcos;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A transaction that somebody else has signed, as far as it is looked at before it is sent.
 *
 * @param id its name on the ledger
 * @param encoded as a node takes it: {@code 0x…}
 */
record SignedTransaction(String id, String encoded) {
  private static final int DIGEST = 32;

  /** From here on a first byte begins a list of RLP, the encoding of FISCO BCOS 2.x. */
  private static final int RLP_LIST = 0xc0;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what it must be
   */
  static SignedTransaction of(byte[] bytes, Chain chain) {
    if (bytes.length == 0 || (bytes[0] & 0xff) >= RLP_LIST) {
      throw new IllegalArgumentException(
          "the transaction is of FISCO BCOS 2.x (RLP), or empty, and this chain is of 3.x, whose"
              + " nodes take transactions of 3.x (Tars) alone: sign it with an SDK of 3.x");
    }
    TarsReader whole;
    try {
      whole = TarsReader.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the transaction can't be read: it must be one of FISCO BCOS 3.x, as its SDK signs and"
              + " encodes it; "
              + e.getMessage(),
          e);
    }
    TarsReader data = whole.inner(1);
    if (!data.text(2).equals(chain.id()) || !data.text(3).equals(chain.groupId())) {
      throw new IllegalArgumentException(
          "the transaction is for another chain or group: this is chain "
              + chain.id()
              + ", group "
              + chain.groupId());
    }
    if (whole.bytes(3).length == 0) {
      throw new IllegalArgumentException("the transaction has no signature");
    }
    return new SignedTransaction(
        "0x" + HexFormat.of().formatHex(digest(whole, data, chain)),
        "0x" + HexFormat.of().formatHex(bytes));
  }

  /** What it says; of the first format it is looked whether that is right. */
  private static byte[] digest(TarsReader whole, TarsReader data, Chain chain) {
    byte[] said = whole.bytes(2);
    if (data.number(1) == 0) {
      byte[] made =
          new ChainTransaction(
                  data.text(2),
                  data.text(3),
                  data.number(4),
                  data.text(5),
                  data.text(6),
                  data.bytes(7))
              .digest(chain.cryptography(), data.text(8));
      if (said.length > 0 && !Arrays.equals(said, made)) {
        throw new IllegalArgumentException(
            "the transaction's hash isn't that of what it holds, under this chain's cryptography ("
                + chain.cryptography().parameter()
                + ")");
      }
      return made;
    }
    if (said.length != DIGEST) {
      throw new IllegalArgumentException("the transaction doesn't say its hash");
    }
    return said;
  }
}
