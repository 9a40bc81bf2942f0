package io.ridgeway.keys.certificate;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A list of revoked certificates that an authority elsewhere has signed, once it is verified.
 *
 * @param issuedAt when it was signed, by what it says
 * @param number the authority's own (cRLNumber), if it numbers them
 * @param serials as certificates in the books write them
 * @param pem the same list, alone
 */
record RevocationReader(
    Instant issuedAt, Optional<BigInteger> number, Set<String> serials, String pem) {
  private static final BouncyCastleProvider VERIFIER = new BouncyCastleProvider();
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(Extension.authorityKeyIdentifier, Extension.cRLNumber, Extension.reasonCode);

  /**
   * Reads one.
   *
   * @param issuer the certificate of the authority that certifies
   * @throws Refusal {@code INVALID} with what is wrong about it
   */
  static RevocationReader read(String text, X509CertificateHolder issuer, Instant now) {
    try {
      byte[] der = Pem.read(Pem.LIST, text).orElseThrow(() -> refused("it isn't one in PEM"));
      X509CRLHolder list = new X509CRLHolder(der);
      if (!list.getIssuer().equals(issuer.getSubject())) {
        throw refused("it is one of " + list.getIssuer() + ", not of " + issuer.getSubject());
      }
      SignedBy.weakness(list.toASN1Structure().getSignatureAlgorithm())
          .ifPresent(
              why -> {
                throw refused(why);
              });
      if (!list.isSignatureValid(
          new JcaContentVerifierProviderBuilder().setProvider(VERIFIER).build(issuer))) {
        throw refused("it isn't signed by the key of the authority that was ordered and certifies");
      }
      if (!namesKey(list, issuer)) {
        throw refused(
            "it doesn't name its authority's key, by which Fabric tells lists: openssl writes it"
                + " with crl_extensions that have authorityKeyIdentifier=keyid");
      }
      if (list.getThisUpdate().toInstant().isAfter(now.plus(SKEW))) {
        throw refused("it is of a time that hasn't come yet: " + list.getThisUpdate().toInstant());
      }
      whole(list);
      Date end = list.getNextUpdate();
      if (end != null && !end.toInstant().isAfter(now)) {
        throw refused("it has ended (nextUpdate " + end.toInstant() + "): sign a new one");
      }
      @SuppressWarnings("unchecked")
      Collection<X509CRLEntryHolder> entries = list.getRevokedCertificates();
      return new RevocationReader(
          list.getThisUpdate().toInstant(),
          number(list),
          entries.stream()
              .map(entry -> Serials.text(entry.getSerialNumber()))
              .collect(Collectors.toSet()),
          Pem.write(Pem.LIST, list.getEncoded()));
    } catch (Refusal e) {
      throw e;
    } catch (IOException
        | CertException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      // The library throws what it likes at what strangers write.
      throw refused("it can't be read or verified");
    }
  }

  /** Whether it says that it is that authority's; not whether it is. */
  static boolean isOf(String text, X509CertificateHolder issuer) {
    try {
      return Pem.read(Pem.LIST, text)
          .filter(
              der -> {
                try {
                  return new X509CRLHolder(der).getIssuer().equals(issuer.getSubject());
                } catch (IOException e) {
                  return false;
                }
              })
          .isPresent();
    } catch (RuntimeException e) {
      // The library throws what it likes at what strangers write.
      return false;
    }
  }

  /** A part taken for the whole would make certificates good again that were revoked. */
  private static void whole(X509CRLHolder list) {
    if (list.getExtension(Extension.deltaCRLIndicator) != null) {
      throw refused(
          "it is a delta (deltaCRLIndicator), which has only what came since another: bring the"
              + " complete list");
    }
    if (list.getExtension(Extension.issuingDistributionPoint) != null) {
      throw refused(
          "it is indirect or of some certificates only (issuingDistributionPoint): bring the"
              + " authority's complete list without that extension");
    }
    known(list.getCriticalExtensionOIDs());
    for (Object entry : list.getRevokedCertificates()) {
      known(((X509CRLEntryHolder) entry).getCriticalExtensionOIDs());
    }
  }

  private static void known(Set<?> critical) {
    for (Object id : critical) {
      if (!KNOWN.contains(id)) {
        throw refused("it has a critical extension that isn't known here, " + id);
      }
    }
  }

  /**
   * The number of a list that was taken, if it has one.
   *
   * @param pem as the books keep it
   */
  static Optional<BigInteger> number(String pem) {
    try {
      return number(new X509CRLHolder(Pem.read(Pem.LIST, pem).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException("a list was noted that can't be read", e);
    }
  }

  private static Optional<BigInteger> number(X509CRLHolder list) {
    return Optional.ofNullable(list.getExtension(Extension.cRLNumber))
        .map(number -> CRLNumber.getInstance(number.getParsedValue()).getCRLNumber());
  }

  private static boolean namesKey(X509CRLHolder list, X509CertificateHolder issuer) {
    Extension names = list.getExtension(Extension.authorityKeyIdentifier);
    if (names == null) {
      return false;
    }
    byte[] key =
        AuthorityKeyIdentifier.getInstance(names.getParsedValue()).getKeyIdentifierOctets();
    return Arrays.equals(
        key, SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier());
  }

  static Refusal refused(String why) {
    return new Refusal(
        ProblemType.INVALID, "The list of revoked certificates (CRL) is refused: " + why + ".");
  }
}
