package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.NumberedLedger.Unsigned;
import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.ArrayList;
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

  Unsigned unsigned() {
    return new Unsigned(digest(), this::encode);
  }

  /** What is signed. */
  byte[] digest() {
    return Keccak.hash(rlp(BigInteger.valueOf(chainId), BigInteger.ZERO, BigInteger.ZERO));
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
