package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.key.Signature;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A transaction of format 0, which every node of 3.x takes: what is signed, and what is sent.
 *
 * @param nonce letters and digits that no other transaction of the chain has had within its last
 *     blocks
 * @param blockLimit the last block that may hold it; at most 600 above the newest
 * @param to the contract, {@code 0x…}; empty to deploy one
 * @param input a call's selector and arguments, or a contract's code
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
record ChainTransaction(
    String chainId, String groupId, long blockLimit, String nonce, String to, byte[] input) {
  /** How far above the newest block a node lets {@code blockLimit} be. */
  static final long LONGEST = 600;

  private static final int FORMAT = 0;

  /** Its name, which is what is signed: 32 bytes. */
  byte[] digest(Cryptography cryptography) {
    return digest(cryptography, "");
  }

  /**
   * The same of one that says its contract's interface too, as SDKs have it with code that they
   * deploy.
   */
  byte[] digest(Cryptography cryptography, String abi) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    fields.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(FORMAT).array());
    text(fields, chainId);
    text(fields, groupId);
    fields.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(blockLimit).array());
    text(fields, nonce);
    text(fields, to);
    fields.writeBytes(input);
    text(fields, abi);
    return cryptography.hash(fields.toByteArray());
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As a node takes it: {@code 0x…}.
   *
   * @param signature of secp256k1 over the digest, or of SM2 over the digest as a message
   * @param publicKey of who signed, 64 bytes in hex
   */
  String encode(Cryptography cryptography, Signature signature, String publicKey) {
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    // With secp256k1 the signer is recovered; with SM2 it is told.
    proof.writeBytes(signature.bytes());
    if (cryptography == Cryptography.GUOMI) {
      proof.writeBytes(HexFormat.of().parseHex(publicKey));
    }
    return "0x"
        + HexFormat.of()
            .formatHex(
                new TarsWriter()
                    .struct(1, data())
                    .bytes(2, digest(cryptography))
                    .bytes(3, proof.toByteArray())
                    .toBytes());
  }

  /** What it is without its digest and its signature, in its encoding. */
  byte[] payload() {
    return data().toBytes();
  }

  private TarsWriter data() {
    return new TarsWriter()
        .always(1, FORMAT)
        .text(2, chainId)
        .text(3, groupId)
        .number(4, blockLimit)
        .text(5, nonce)
        .text(6, to)
        .bytes(7, input);
  }
}
