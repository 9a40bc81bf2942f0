package io.ridgeway.keys.travel;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;

/** A private key that only its recipient opens: {@code openssl cms -decrypt -inform PEM}. */
public final class SealedKey {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final int SMALLEST = 2_048;
  private static final int LARGEST = 8_192;
  private static final int BITS = 256;

  private SealedKey() {}

  /**
   * The SHA-256 of the recipient's public key (DER), in hex.
   *
   * @throws Refusal {@code INVALID} if it is none of RSA
   */
  public static String fingerprint(String recipient) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key(recipient).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Seals it.
   *
   * @param privateKey a scalar or a seed; stays the caller's
   * @return CMS in PEM, around PKCS#8 in PEM
   */
  public static String seal(Curve curve, byte[] privateKey, byte[] publicKey, String recipient) {
    PublicKey to = key(recipient);
    byte[] der = pkcs8(curve, privateKey, publicKey);
    byte[] pem = Pem.write("PRIVATE KEY", der).getBytes(StandardCharsets.US_ASCII);
    try {
      AlgorithmIdentifier oaep =
          new JcaAlgorithmParametersConverter()
              .getAlgorithmIdentifier(
                  PKCSObjectIdentifiers.id_RSAES_OAEP,
                  new OAEPParameterSpec(
                      "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(
          new JceKeyTransRecipientInfoGenerator(
                  HexFormat.of().parseHex(fingerprint(recipient), 0, 40), oaep, to)
              .setProvider(PROVIDER));
      return Pem.write(
          "CMS",
          generator
              .generate(
                  new CMSProcessableByteArray(pem),
                  (OutputAEADEncryptor)
                      new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                          .setProvider(PROVIDER)
                          .build())
              .getEncoded());
    } catch (CMSException | IOException | GeneralSecurityException e) {
      throw new CustodyException("A key can't be sealed to its recipient", e);
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(pem, (byte) 0);
    }
  }

  private static byte[] pkcs8(Curve curve, byte[] privateKey, byte[] publicKey) {
    AlgorithmIdentifier algorithm =
        SubjectPublicKeyInfo.getInstance(curve.encode(publicKey)).getAlgorithm();
    try {
      return switch (curve) {
        case SECP256K1, P256, SM2 -> {
          byte[] point = new byte[1 + publicKey.length];
          point[0] = 4;
          System.arraycopy(publicKey, 0, point, 1, publicKey.length);
          yield new PrivateKeyInfo(
                  algorithm,
                  new ECPrivateKey(
                      BITS, new BigInteger(1, privateKey), new DERBitString(point), null))
              .getEncoded("DER");
        }
        case ED25519 ->
            new PrivateKeyInfo(algorithm, new DEROctetString(privateKey)).getEncoded("DER");
        case RSA2048 -> privateKey.clone();
      };
    } catch (IOException e) {
      throw new IllegalStateException("a key in memory can't be written", e);
    }
  }

  private static RSAPublicKey key(String pem) {
    byte[] der = Pem.read("PUBLIC KEY", pem).orElseThrow(SealedKey::refused);
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA", PROVIDER).generatePublic(new X509EncodedKeySpec(der));
      if (key instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() >= SMALLEST
          && rsa.getModulus().bitLength() <= LARGEST
          && rsa.getPublicExponent().testBit(0)
          && rsa.getPublicExponent().bitLength() > 1) {
        return rsa;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Said below.
    }
    throw refused();
  }

  private static Refusal refused() {
    return new Refusal(
        ProblemType.INVALID,
        "The recipient must be a public key of RSA with 2048 to 8192 bits, in PEM: openssl rsa"
            + " -pubout writes it.");
  }
}
