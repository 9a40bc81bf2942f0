package io.ridgeway.keys;

import io.ridgeway.keys.certificate.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority within a chain, as an organisation makes one, or as it shouldn't.
 *
 * @param der its certificate
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a test, never compared
record TestChain(X500Name name, KeyPair keys, byte[] der) {
  private static final AtomicLong SERIALS = new AtomicLong(5000);

  /**
   * What its certificate says.
   *
   * @param length how many authorities it allows for below it
   */
  record Says(
      boolean authority,
      Optional<Integer> length,
      int usage,
      boolean identified,
      boolean strange,
      String scheme,
      KeyPair keys,
      Duration life) {
    static Says usual() {
      return new Says(
          true,
          Optional.empty(),
          KeyUsage.keyCertSign | KeyUsage.cRLSign,
          true,
          false,
          "SHA256withECDSA",
          OwnAuthority.pair(),
          Duration.ofDays(3000));
    }

    Says noAuthority() {
      return new Says(false, length, usage, identified, strange, scheme, keys, life);
    }

    Says length(int most) {
      return new Says(authority, Optional.of(most), usage, identified, strange, scheme, keys, life);
    }

    Says usage(int bits) {
      return new Says(authority, length, bits, identified, strange, scheme, keys, life);
    }

    Says unidentified() {
      return new Says(authority, length, usage, false, strange, scheme, keys, life);
    }

    Says strangely() {
      return new Says(authority, length, usage, identified, true, scheme, keys, life);
    }

    Says by(String algorithm) {
      return new Says(authority, length, usage, identified, strange, algorithm, keys, life);
    }

    Says of(KeyPair pair) {
      return new Says(authority, length, usage, identified, strange, scheme, pair, life);
    }

    Says lasting(Duration days) {
      return new Says(authority, length, usage, identified, strange, scheme, keys, days);
    }
  }

  static TestChain root(Instant now, UnaryOperator<Says> but) {
    Says says = but.apply(Says.usual());
    X500Name name = new X500Name("O=Beta Ltd,CN=Beta Root " + SERIALS.incrementAndGet());
    return made(now, name, name, says.keys(), says);
  }

  /** One that this one certified. */
  TestChain under(Instant now, String name, UnaryOperator<Says> but) {
    return made(
        now, new X500Name("O=Beta Ltd,CN=" + name), this.name, keys, but.apply(Says.usual()));
  }

  private static TestChain made(
      Instant now, X500Name name, X500Name issuer, KeyPair signer, Says says) {
    X509v3CertificateBuilder draft =
        new X509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(SERIALS.incrementAndGet()),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plus(says.life())),
            name,
            SubjectPublicKeyInfo.getInstance(says.keys().getPublic().getEncoded()));
    try {
      draft
          .addExtension(
              Extension.basicConstraints,
              true,
              says.length()
                  .map(BasicConstraints::new)
                  .orElseGet(() -> new BasicConstraints(says.authority())))
          .addExtension(Extension.keyUsage, true, new KeyUsage(says.usage()));
      if (says.identified()) {
        draft.addExtension(
            Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(says.keys())));
      }
      if (says.strange()) {
        draft.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE);
      }
      return new TestChain(
          name,
          says.keys(),
          draft
              .build(new JcaContentSignerBuilder(says.scheme()).build(signer.getPrivate()))
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] keyId(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 20, encoded.length);
  }

  byte[] keyId() {
    return keyId(keys);
  }

  String pem() {
    return Pem.write("CERTIFICATE", der);
  }
}
