package io.ridgeway.keys;

import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.certificate.CertificateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** An authority that an organisation has for itself: it does as requests ask, and as tests do. */
final class OwnAuthority {
  private static final byte[] KEY_ID = {1, 2, 3, 4};

  final X500Name name;
  final KeyPair keys;

  /** Its certificate; of an intermediate authority its chain. */
  final String root;

  /** With what it signs. */
  String scheme = "SHA256withECDSA";

  private final Instant now;
  private final byte[] keyId;
  private final AtomicLong serials = new AtomicLong(1000);

  /**
   * An intermediate one.
   *
   * @param chain its root's certificate and those after it, its own the last
   */
  OwnAuthority(Instant now, X500Name name, KeyPair keys, byte[] keyId, String chain) {
    this.now = now;
    this.name = name;
    this.keys = keys;
    this.keyId = keyId.clone();
    this.root = chain;
  }

  OwnAuthority(Instant now) {
    this.now = now;
    this.name = new X500Name("O=Beta Ltd,CN=Beta Root");
    this.keys = pair();
    this.keyId = KEY_ID;
    this.root =
        certificate(
            name,
            keys,
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
            now.plus(Duration.ofDays(3650)),
            draft ->
                draft
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KEY_ID)));
  }

  static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is written into a certificate beside the usual. */
  interface Says {
    void into(X509v3CertificateBuilder draft) throws IOException;
  }

  /** As the request asks. */
  String answer(CertificateRequest asked) {
    return answer(asked, Duration.ofDays(365));
  }

  /** The same, for so long. */
  String answer(CertificateRequest asked, Duration life) {
    PKCS10CertificationRequest request = request(asked);
    return answer(request.getSubject(), request, life, copied(request.getRequestedExtensions()));
  }

  /** As the request asks, but for that. */
  String answer(X500Name subject, PKCS10CertificationRequest request, Duration life, Says says) {
    return certificate(subject, keys, request.getSubjectPublicKeyInfo(), now.plus(life), says);
  }

  static Says copied(Extensions extensions) {
    return draft -> {
      for (var id : extensions.getExtensionOIDs()) {
        draft.addExtension(extensions.getExtension(id));
      }
    };
  }

  static PKCS10CertificationRequest request(CertificateRequest asked) {
    try {
      PKCS10CertificationRequest request =
          new PKCS10CertificationRequest(
              Pem.read("CERTIFICATE REQUEST", asked.request()).orElseThrow());
      if (request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest).length != 1) {
        throw new AssertionError("the request asks for no extensions");
      }
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String certificate(
      X500Name subject, KeyPair signer, SubjectPublicKeyInfo key, Instant end, Says says) {
    X509v3CertificateBuilder draft =
        new X509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serials.incrementAndGet()),
            Date.from(now.minusSeconds(60)),
            Date.from(end),
            subject,
            key);
    try {
      says.into(draft);
      return Pem.write("CERTIFICATE", draft.build(signer(signer)).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of those, signed by that key. */
  String list(KeyPair signer, Instant from, Instant until, boolean named, String... certificates) {
    return list(signer, from, until, named, draft -> {}, certificates);
  }

  /** What is written into a list beside the usual. */
  interface Lists {
    void into(X509v2CRLBuilder draft) throws IOException;
  }

  String list(
      KeyPair signer,
      Instant from,
      Instant until,
      boolean named,
      Lists says,
      String... certificates) {
    X509v2CRLBuilder draft = new X509v2CRLBuilder(name, Date.from(from));
    draft.setNextUpdate(Date.from(until));
    try {
      for (String pem : certificates) {
        BigInteger serial =
            new X509CertificateHolder(Pem.read("CERTIFICATE", pem).orElseThrow()).getSerialNumber();
        draft.addCRLEntry(serial, Date.from(from), 0);
      }
      says.into(draft);
      if (named) {
        draft.addExtension(
            Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId));
      }
      return Pem.write("X509 CRL", draft.build(signer(signer)).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ContentSigner signer(KeyPair keys) {
    try {
      return new JcaContentSignerBuilder(scheme).build(keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
