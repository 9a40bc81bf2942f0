package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Writes certificates down and has their authority's key sign them. */
final class CertificateWriter {
  private static final int SERIAL = 16;

  private final Signer signer;
  private final SecureRandom random;

  CertificateWriter(Signer signer, SecureRandom random) {
    this.signer = signer;
    this.random = random;
  }

  /**
   * A certificate that isn't in the books yet. That it is signed is in the journal.
   *
   * @param key the authority's
   */
  Certificate write(
      Authority authority,
      ManagedKey key,
      String name,
      int generation,
      Validity validity,
      Content content) {
    byte[] serial = new byte[SERIAL];
    random.nextBytes(serial);
    String number = HexFormat.of().formatHex(serial);
    String reason =
        "certificate %s of %s, serial %s, until %s, for %s"
            .formatted(name, authority.name(), number, validity.notAfter(), content.subject());
    try {
      byte[] signed =
          draft(Names.of(authority.subject()), new BigInteger(1, serial), validity, content)
              .build(
                  new CustodySigner(
                      key.curve(),
                      tbs -> signer.sign(key.id(), Purpose.ISSUE, new ToSign.Message(tbs), reason)))
              .getEncoded();
      return new Certificate(
          authority.tenant(),
          authority.network(),
          authority.name(),
          name,
          generation,
          number,
          validity.notBefore(),
          validity.notAfter(),
          Pem.write("CERTIFICATE", signed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509v3CertificateBuilder draft(
      X500Name issuer, BigInteger serial, Validity validity, Content content) throws IOException {
    X509v3CertificateBuilder draft =
        new X509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(validity.notBefore()),
            Date.from(validity.notAfter()),
            Locale.ROOT,
            content.subject(),
            content.publicKey());
    for (ASN1ObjectIdentifier id : content.extensions().getExtensionOIDs()) {
      draft.addExtension(content.extensions().getExtension(id));
    }
    return draft;
  }
}
