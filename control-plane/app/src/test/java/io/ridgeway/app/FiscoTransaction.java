package io.ridgeway.app;

import io.ridgeway.keys.algorithm.KeyAlgorithm;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ToSign;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.bouncycastle.jcajce.provider.digest.SM3;

/**
 * A transaction of FISCO BCOS 3.x as an application sends it that keeps its key: encoded here by
 * hand, in Tars and in format 0, and signed with a key that nobody else has.
 *
 * @param hash its name on the chain, {@code 0x…}
 * @param encoded as a node takes it, {@code 0x…}
 */
record FiscoTransaction(String hash, String encoded) {
  private static final KeyAlgorithms ALGORITHMS = KeyAlgorithms.fastest();

  /**
   * A new one on that chain, in {@code group0}.
   *
   * @param limit the last block that may hold it
   * @param to the contract that is called, {@code 0x…}
   */
  static FiscoTransaction signed(
      String cryptography, String chain, String to, long limit, byte[] input) {
    boolean guomi = cryptography.equals("guomi");
    String nonce = UUID.randomUUID().toString().replace("-", "");
    byte[] digest =
        (guomi ? new SM3.Digest() : new Keccak.Digest256())
            .digest(digested(chain, to, limit, nonce, input));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(0x1a);
    whole.writeBytes(data(chain, to, limit, nonce, input));
    whole.write(0x0b);
    bytes(whole, 2, digest);
    bytes(whole, 3, guomi ? sm2(digest) : secp256k1(digest));
    return new FiscoTransaction(hex(digest), hex(whole.toByteArray()));
  }

  private static byte[] digested(String chain, String to, long limit, String nonce, byte[] input) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[Integer.BYTES]);
    all.writeBytes((chain + "group0").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(limit).array());
    all.writeBytes((nonce + to).getBytes(StandardCharsets.UTF_8));
    all.writeBytes(input);
    return all.toByteArray();
  }

  private static byte[] data(String chain, String to, long limit, String nonce, byte[] input) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(0x1c);
    text(data, 2, chain);
    text(data, 3, "group0");
    data.write(0x43);
    data.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(limit).array());
    text(data, 5, nonce);
    text(data, 6, to);
    bytes(data, 7, input);
    return data.toByteArray();
  }

  /** With the recovery id, by which a node finds the signer. */
  private static byte[] secp256k1(byte[] digest) {
    KeyAlgorithm algorithm = ALGORITHMS.of(Curve.SECP256K1);
    byte[] key = algorithm.newPrivateKey(new SecureRandom());
    return algorithm.sign(key, algorithm.publicKey(key), new ToSign.Digest(digest));
  }

  /** With the public key behind it: from such a signature it can't be found. */
  private static byte[] sm2(byte[] digest) {
    KeyAlgorithm algorithm = ALGORITHMS.of(Curve.SM2);
    byte[] key = algorithm.newPrivateKey(new SecureRandom());
    byte[] publicKey = algorithm.publicKey(key);
    byte[] signature = algorithm.sign(key, publicKey, new ToSign.Message(digest));
    return ByteBuffer.allocate(signature.length + publicKey.length)
        .put(signature)
        .put(publicKey)
        .array();
  }

  private static void text(ByteArrayOutputStream out, int tag, String text) {
    out.write(tag << 4 | 6);
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Those longer than a byte can say have two bytes for their length. */
  private static void bytes(ByteArrayOutputStream out, int tag, byte[] bytes) {
    out.write(tag << 4 | 13);
    out.write(0);
    if (bytes.length <= Byte.MAX_VALUE) {
      out.writeBytes(new byte[] {0, (byte) bytes.length});
    } else {
      out.write(1);
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) bytes.length).array());
    }
    out.writeBytes(bytes);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
