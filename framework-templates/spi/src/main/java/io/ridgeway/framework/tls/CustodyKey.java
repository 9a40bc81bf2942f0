package io.ridgeway.framework.tls;

import java.io.Serial;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A P-256 or RSA key that stays in custody. It has no encoding: all that can be done with it is to
 * have a message signed, through {@link CustodyProvider}.
 */
class CustodyKey implements PrivateKey {
  static final String ELLIPTIC = "EC";
  static final String RSA = "RSA";

  @Serial private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient UnaryOperator<byte[]> signer;

  private CustodyKey(String algorithm, UnaryOperator<byte[]> signer) {
    this.algorithm = algorithm;
    this.signer = signer;
  }

  /**
   * A key.
   *
   * @param publicKey its public half
   * @param signer signs a message: over its SHA-256, ECDSA in DER or RSA by PKCS#1 v1.5
   */
  static CustodyKey of(PublicKey publicKey, UnaryOperator<byte[]> signer) {
    return publicKey instanceof RSAPublicKey rsa
        ? new OfRsa(rsa.getModulus(), signer)
        : new CustodyKey(ELLIPTIC, signer);
  }

  byte[] sign(byte[] message) {
    return signer.apply(message);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }

  /** With its length, which TLS asks for. */
  private static final class OfRsa extends CustodyKey implements RSAKey {
    @Serial private static final long serialVersionUID = 1L;

    private final BigInteger modulus;

    OfRsa(BigInteger modulus, UnaryOperator<byte[]> signer) {
      super(RSA, signer);
      this.modulus = modulus;
    }

    @Override
    public BigInteger getModulus() {
      return modulus;
    }
  }
}
