package io.ridgeway.gateway.submit;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The name of a signed Ethereum transaction: Keccak-256 of its wire form. */
final class TransactionHash {
  private TransactionHash() {}

  /** The hash, {@code 0x…}, of a wire form, {@code 0x…}. */
  static String of(String raw) {
    byte[] bytes = HexFormat.of().parseHex(raw, 2, raw.length());
    KeccakDigest keccak = new KeccakDigest(256);
    keccak.update(bytes, 0, bytes.length);
    byte[] hash = new byte[32];
    keccak.doFinal(hash, 0);
    return "0x" + HexFormat.of().formatHex(hash);
  }
}
