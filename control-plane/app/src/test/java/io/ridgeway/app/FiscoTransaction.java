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
   * A new call on that chain, in {@code group0}.
   *
   * @param limit the last block that may hold it
   * @param to the contract that is called, {@code 0x…}
   */
  static FiscoTransaction signed(
      String cryptography, String chain, String to, long limit, byte[] input) {
    return signed(cryptography, chain, limit, to, input, "");
  }

  /** One that makes code a contract and says its interface, as SDKs do. */
  static FiscoTransaction deployment(
      String cryptography, String chain, long limit, byte[] code, String abi) {
    return signed(cryptography, chain, limit, "", code, abi);
  }

  private static FiscoTransaction signed(
      String cryptography, String chain, long limit, String to, byte[] input, String abi) {
    boolean guomi = cryptography.equals("guomi");
    String nonce = UUID.randomUUID().toString().replace("-", "");
    ByteArrayOutputStream digested = new ByteArrayOutputStream();
    digested.writeBytes(new byte[Integer.BYTES]);
    digested.writeBytes(utf8(chain + "group0"));
    digested.writeBytes(bytes(limit));
    digested.writeBytes(utf8(nonce + to));
    digested.writeBytes(input);
    digested.writeBytes(utf8(abi));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(new byte[] {0x1a, 0x1c});
    text(whole, 2, chain);
    text(whole, 3, "group0");
    whole.write(0x43);
    whole.writeBytes(bytes(limit));
    text(whole, 5, nonce);
    text(whole, 6, to);
    bytes(whole, 7, input);
    text(whole, 8, abi);
    whole.write(0x0b);
    byte[] digest =
        (guomi ? new SM3.Digest() : new Keccak.Digest256()).digest(digested.toByteArray());
    bytes(whole, 2, digest);
    bytes(whole, 3, guomi ? sm2(digest) : secp256k1(digest));
    return new FiscoTransaction(hex(digest), hex(whole.toByteArray()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
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

  /** Of 255 bytes at most; an empty one isn't written. */
  private static void text(ByteArrayOutputStream out, int tag, String text) {
    byte[] bytes = utf8(text);
    if (bytes.length > 0) {
      out.write(tag << 4 | 6);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
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
