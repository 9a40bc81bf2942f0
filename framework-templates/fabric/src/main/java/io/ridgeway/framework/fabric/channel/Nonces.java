package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;

/** Numbers used once, as Fabric's headers have them. */
final class Nonces {
  static final int LENGTH = 24;

  private Nonces() {}

  static ByteString checked(byte[] nonce) {
    if (nonce.length != LENGTH) {
      throw new IllegalArgumentException("a nonce has " + LENGTH + " bytes");
    }
    return ByteString.copyFrom(nonce);
  }
}
