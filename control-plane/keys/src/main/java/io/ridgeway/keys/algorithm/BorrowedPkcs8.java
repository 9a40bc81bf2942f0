package io.ridgeway.keys.algorithm;

import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A key spec that hands out the very array it was given, so that its owner's zeroing reaches it.
 */
final class BorrowedPkcs8 extends PKCS8EncodedKeySpec {
  private final byte[] borrowed;

  BorrowedPkcs8(byte[] encoded) {
    super(new byte[0]);
    this.borrowed = encoded;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // that one copies
  public byte[] getEncoded() {
    return borrowed;
  }
}
