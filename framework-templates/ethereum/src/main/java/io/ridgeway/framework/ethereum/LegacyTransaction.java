package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.NumberedLedger.Unsigned;
import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A transaction of the first kind, bound to its chain (EIP-155).
 *
 * @param to 20 bytes; none to deploy a contract
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
record LegacyTransaction(
    long chainId,
    long nonce,
    BigInteger gasPrice,
    BigInteger gas,
    byte[] to,
    BigInteger value,
    byte[] data) {

  private static final int FIELDS = 9;
  private static final int ADDRESS = 20;
  private static final int LONGEST_NUMBER = 32;

  /**
   * Reads what {@link #payload} wrote.
   *
   * @throws IllegalArgumentException if it is anything else, or of another chain
   */
  static LegacyTransaction of(byte[] payload, long chainId) {
    List<StrictRlp.Item> fields;
    try {
      fields = StrictRlp.fields(payload, 0, StrictRlp.NO_LIST);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    if (fields.size() != FIELDS) {
      throw wrong("it has " + fields.size() + " fields");
    }
    byte[] to = text(fields, 3);
    BigInteger nonce = number(fields, 0);
    if ((to.length != 0 && to.length != ADDRESS) || nonce.bitLength() >= Long.SIZE) {
      throw wrong("its receiver or its nonce makes no sense");
    }
    LegacyTransaction read =
        new LegacyTransaction(
            chainId,
            nonce.longValueExact(),
            number(fields, 1),
            number(fields, 2),
            to,
            number(fields, 4),
            text(fields, 5));
    if (!Arrays.equals(read.payload(), payload)) {
      throw wrong("it is of another network, signed already, or written in another way");
    }
    return read;
  }

  private static BigInteger number(List<StrictRlp.Item> fields, int at) {
    byte[] bytes = text(fields, at);
    if (bytes.length > LONGEST_NUMBER) {
      throw wrong("a number in it is too long");
    }
    return new BigInteger(1, bytes);
  }

  private static byte[] text(List<StrictRlp.Item> fields, int at) {
    if (fields.get(at) instanceof StrictRlp.Text text) {
      return text.bytes();
    }
    throw wrong("a field of it is a list");
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "payload must be the one that transactions/prepare has answered: " + why);
  }

  /** The whole without its signature (EIP-155). */
  byte[] payload() {
    return rlp(BigInteger.valueOf(chainId), BigInteger.ZERO, BigInteger.ZERO);
  }

  Unsigned unsigned() {
    return new Unsigned(digest(), this::encode);
  }

  /** What is signed. */
  byte[] digest() {
    return Keccak.hash(payload());
  }

  /** The wire form: {@code 0x…}. */
  String encode(EcdsaSignature signature) {
    BigInteger v =
        BigInteger.valueOf(chainId)
            .shiftLeft(1)
            .add(BigInteger.valueOf(35L + signature.recoveryId()));
    byte[] wire = rlp(v, new BigInteger(1, signature.r()), new BigInteger(1, signature.s()));
    return "0x" + HexFormat.of().formatHex(wire);
  }

  private byte[] rlp(BigInteger v, BigInteger r, BigInteger s) {
    List<RlpType> fields = new ArrayList<>();
    fields.add(RlpString.create(BigInteger.valueOf(nonce)));
    fields.add(RlpString.create(gasPrice));
    fields.add(RlpString.create(gas));
    fields.add(RlpString.create(to));
    fields.add(RlpString.create(value));
    fields.add(RlpString.create(data));
    fields.add(RlpString.create(v));
    fields.add(RlpString.create(r));
    fields.add(RlpString.create(s));
    return RlpEncoder.encode(new RlpList(fields));
  }
}
