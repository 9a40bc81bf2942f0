package io.ridgeway.framework.fiscobcos;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A chain's authority that issues as the official tool does: its subjects, its extensions, its
 * hundred years. For tests only.
 */
final class TestAuthority {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final KeyUsage SIGN =
      new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
  private static final KeyUsage ENCIPHER =
      new KeyUsage(KeyUsage.keyAgreement | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment);
  private static final KeyUsage ISSUE = new KeyUsage(KeyUsage.cRLSign | KeyUsage.keyCertSign);

  /**
   * A certificate in PEM and its private key as custody hands it out: SM2's scalar, or PKCS#8 of
   * RSA.
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
  record Issued(String certificate, byte[] key) {}

  private final Cryptography cryptography;
  private final Instant from;
  private final Instant until;
  private final SecureRandom random;
  private final String chain;
  private final X500Name subject;
  private final PrivateKey key;
  private final X509CertificateHolder certificate;

  TestAuthority(Cryptography cryptography, Instant from, Instant until, SecureRandom random) {
    this.cryptography = cryptography;
    this.from = from;
    this.until = until;
    this.random = random;
    this.chain = "FISCO-BCOS-" + Integer.toHexString(random.nextInt() | 0x8000_0000);
    subject = new X500Name("CN=" + chain + ",O=" + chain + ",OU=chain");
    Pair pair = pair();
    key = pair.privateKey();
    certificate = cryptography == Cryptography.STANDARD ? versionOne(pair) : withExtensions(pair);
  }

  private TestAuthority(TestAuthority same, SecureRandom random) {
    cryptography = same.cryptography;
    from = same.from;
    until = same.until;
    this.random = random;
    chain = same.chain;
    subject = same.subject;
    key = same.key;
    certificate = same.certificate;
  }

  /** The same authority, taking what it issues next from that source. */
  TestAuthority with(SecureRandom other) {
    return new TestAuthority(this, other);
  }

  Cryptography cryptography() {
    return cryptography;
  }

  Instant from() {
    return from;
  }

  Instant until() {
    return until;
  }

  /** A hundred years from the day of the golden cases. */
  static TestAuthority of(Cryptography cryptography, SecureRandom random) {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    return new TestAuthority(cryptography, from, Instant.parse("2125-12-08T00:00:00Z"), random);
  }

  String pem() {
    return pem(certificate);
  }

  /** RSA's one certificate, or Guomi's to sign. */
  Issued signing() {
    return cryptography == Cryptography.STANDARD ? issue("agency", null) : issue("ssl", SIGN);
  }

  /** Guomi's certificate to encipher. */
  Issued encipherment() {
    return issue("enssl", ENCIPHER);
  }

  /** Another certificate in place of one, for the same key, name and use. */
  String renewed(String pem) {
    try {
      X509CertificateHolder before = new X509CertificateHolder(Pem.read(pem));
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              subject,
              serial(),
              Date.from(from),
              Date.from(until),
              before.getSubject(),
              before.getSubjectPublicKeyInfo());
      for (Object id : before.getExtensionOIDs()) {
        builder.addExtension(before.getExtension((ASN1ObjectIdentifier) id));
      }
      return pem(builder.build(signer(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Issued issue(String unit, KeyUsage usage) {
    Pair pair = pair();
    X500Name name = new X500Name("CN=" + chain + ",O=fisco-bcos,OU=" + unit);
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              subject, serial(), Date.from(from), Date.from(until), name, pair.publicKey());
      builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
      if (usage != null) {
        builder.addExtension(Extension.keyUsage, false, usage);
      }
      return new Issued(pem(builder.build(signer(key))), pair.handedOut());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code req -x509} without a section of extensions. */
  private X509CertificateHolder versionOne(Pair pair) {
    return new X509v1CertificateBuilder(
            subject, serial(), Date.from(from), Date.from(until), subject, pair.publicKey())
        .build(signer(pair.privateKey()));
  }

  private X509CertificateHolder withExtensions(Pair pair) {
    X509ExtensionUtils ids = new BcX509ExtensionUtils();
    try {
      return new X509v3CertificateBuilder(
              subject, serial(), Date.from(from), Date.from(until), subject, pair.publicKey())
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(pair.publicKey()))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              ids.createAuthorityKeyIdentifier(pair.publicKey()))
          .addExtension(Extension.basicConstraints, false, new BasicConstraints(true))
          .addExtension(Extension.keyUsage, false, ISSUE)
          .build(signer(pair.privateKey()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BigInteger serial() {
    return new BigInteger(159, random).setBit(158);
  }

  private ContentSigner signer(PrivateKey with) {
    String algorithm = cryptography == Cryptography.STANDARD ? "SHA256withRSA" : "SM3withSM2";
    try {
      return new JcaContentSignerBuilder(algorithm)
          .setProvider(PROVIDER)
          .setSecureRandom(random)
          .build(with);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
  private record Pair(PrivateKey privateKey, SubjectPublicKeyInfo publicKey, byte[] handedOut) {}

  private Pair pair() {
    try {
      if (cryptography == Cryptography.GUOMI) {
        TestKey made = TestKey.next(cryptography, random);
        return new Pair(
            BouncyCastleProvider.getPrivateKey(made.privateKey()), made.publicKey(), made.bytes());
      }
      // BouncyCastle's gives the same key for the same seed; custody's is quicker.
      KeyPairGenerator generator =
          random instanceof SeededRandom
              ? KeyPairGenerator.getInstance("RSA", PROVIDER)
              : KeyPairGenerator.getInstance("RSA", AmazonCorrettoCryptoProvider.INSTANCE);
      generator.initialize(2048, random);
      KeyPair made = generator.generateKeyPair();
      return new Pair(
          made.getPrivate(),
          SubjectPublicKeyInfo.getInstance(made.getPublic().getEncoded()),
          made.getPrivate().getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509CertificateHolder certificate) {
    try {
      return Pem.of("CERTIFICATE", certificate.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
