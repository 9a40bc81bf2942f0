package io.ridgeway.framework.fiscobcos.conformance;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.openssl.PEMParser;

/**
 * A private key from a file in PEM.
 *
 * @param kind {@code RSA}, {@code secp256k1} or {@code SM2}
 * @param publicHex of RSA the modulus; of a curve the point without its leading 0x04
 */
record KeyFile(String kind, String publicHex) {
  /** Empty if it is no unencrypted PKCS#8 key of a kind that nodes have. */
  static Optional<KeyFile> parse(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return parser.readObject() instanceof PrivateKeyInfo key ? of(key) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<KeyFile> of(PrivateKeyInfo key) throws IOException {
    ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      BigInteger modulus = RSAPrivateKey.getInstance(key.parsePrivateKey()).getModulus();
      return Optional.of(new KeyFile("RSA", modulus.toString(16)));
    }
    if (!algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return Optional.empty();
    }
    BigInteger scalar = ECPrivateKey.getInstance(key.parsePrivateKey()).getKey();
    Object curve = key.getPrivateKeyAlgorithm().getParameters();
    if (SECObjectIdentifiers.secp256k1.equals(curve)) {
      return Optional.of(new KeyFile("secp256k1", point("secp256k1", scalar)));
    }
    return GMObjectIdentifiers.sm2p256v1.equals(curve)
        ? Optional.of(new KeyFile("SM2", point("sm2p256v1", scalar)))
        : Optional.empty();
  }

  private static String point(String curve, BigInteger scalar) {
    X9ECParameters parameters = CustomNamedCurves.getByName(curve);
    byte[] encoded = parameters.getG().multiply(scalar).getEncoded(false);
    return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, 1, encoded.length));
  }
}
