package io.ridgeway.framework.fabric.tls;

import java.io.Serial;
import java.security.PrivateKey;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A P-256 key that stays in custody. It has no encoding: all that can be done with it is to have a
 * message signed, through {@link CustodyProvider}.
 */
final class CustodyKey implements PrivateKey {
  @Serial private static final long serialVersionUID = 1L;

  private final transient UnaryOperator<byte[]> signer;

  /**
   * A key.
   *
   * @param signer signs a message: ECDSA over its SHA-256, in DER
   */
  CustodyKey(UnaryOperator<byte[]> signer) {
    this.signer = signer;
  }

  byte[] sign(byte[] message) {
    return signer.apply(message);
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }
}
