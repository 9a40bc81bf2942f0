package io.ridgeway.framework.fiscobcos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A key of one of the two curves. */
record TestKey(Cryptography cryptography, BigInteger scalar) {
  static TestKey next(Cryptography cryptography, SecureRandom random) {
    BigInteger order = cryptography.curve().getN();
    BigInteger scalar = new BigInteger(320, random).mod(order.subtract(BigInteger.ONE));
    return new TestKey(cryptography, scalar.add(BigInteger.ONE));
  }

  private byte[] point() {
    return cryptography.curve().getG().multiply(scalar).getEncoded(false);
  }

  NodeId id() {
    byte[] point = point();
    return new NodeId(HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, point.length)));
  }

  String privateHex() {
    String hex = scalar.toString(16);
    return "0".repeat(64 - hex.length()) + hex;
  }

  /** As custody hands it out: the scalar, 32 bytes. */
  byte[] bytes() {
    return HexFormat.of().parseHex(privateHex());
  }

  PrivateKeyInfo privateKey() {
    try {
      return new PrivateKeyInfo(
          algorithm(), new ECPrivateKey(256, scalar, new DERBitString(point()), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SubjectPublicKeyInfo publicKey() {
    return new SubjectPublicKeyInfo(algorithm(), point());
  }

  private AlgorithmIdentifier algorithm() {
    ASN1ObjectIdentifier curve =
        switch (cryptography) {
          case STANDARD -> SECObjectIdentifiers.secp256k1;
          case GUOMI -> GMObjectIdentifiers.sm2p256v1;
        };
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve);
  }
}
