package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;

/**
 * Writes lists of revoked certificates (RFC 5280 5) and has their authority's key sign them. A list
 * names its authority by its key's identifier, since that is what Fabric goes by.
 */
final class RevocationWriter {
  private final Signer signer;

  RevocationWriter(Signer signer) {
    this.signer = signer;
  }

  /**
   * The next list. That it is signed is in the journal.
   *
   * @param key the authority's
   * @param root the authority's own certificate
   * @param before whose entries stay
   * @param news what comes to them
   */
  RevocationList write(
      ManagedKey key,
      Certificate root,
      Optional<RevocationList> before,
      List<Certificate> news,
      Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    int number = before.map(RevocationList::number).orElse(0) + 1;
    X509CertificateHolder issuer = Pem.certificate(root.pem());
    try {
      X509v2CRLBuilder draft = new X509v2CRLBuilder(issuer.getSubject(), Date.from(second));
      draft.setNextUpdate(Date.from(root.notAfter()));
      if (before.isPresent()) {
        draft.addCRL(new X509CRLHolder(Pem.read(Pem.LIST, before.get().pem()).orElseThrow()));
      }
      Set<String> serials = new HashSet<>(before.map(RevocationList::serials).orElse(Set.of()));
      for (Certificate certificate : news) {
        draft.addCRLEntry(
            new BigInteger(certificate.serial(), 16),
            Date.from(second),
            CRLReason.cessationOfOperation);
        serials.add(certificate.serial());
      }
      draft.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
      draft.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(
              SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier()));
      String reason =
          "list %d of %s's revoked certificates, %d of them"
              .formatted(number, root.authority(), serials.size());
      byte[] signed =
          draft
              .build(
                  new CustodySigner(
                      key.curve(),
                      tbs -> signer.sign(key.id(), Purpose.ISSUE, new ToSign.Message(tbs), reason)))
              .getEncoded();
      return new RevocationList(
          root.tenant(),
          root.network(),
          root.authority(),
          number,
          second,
          serials,
          Pem.write(Pem.LIST, signed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
