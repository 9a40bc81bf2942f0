package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.BroughtChain;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Hosts;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A certificate that an authority elsewhere has given, once it is found to be what it was asked
 * for. It may say more (other attributes of the subject, other hosts), and nothing else.
 */
record Answer(String serial, Instant notBefore, Instant notAfter, String pem) {
  /** How long it must hold at the least, so that there is time to ask for the next one. */
  static final Duration SHORTEST = Duration.ofDays(7);

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final BouncyCastleProvider VERIFIER = new BouncyCastleProvider();

  /** The units by which Fabric tells members' parts: a certificate has one of them. */
  private static final Set<String> PARTS = Set.of("client", "peer", "admin", "orderer");

  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.keyUsage,
          Extension.basicConstraints,
          Extension.subjectAlternativeName,
          Extension.extendedKeyUsage);

  /**
   * Reads one.
   *
   * @param authority its root, with its intermediates
   * @throws Refusal {@code INVALID} with what is wrong about it
   */
  static Answer read(String text, CertificateRequest asked, Certificate authority, Instant now) {
    try {
      byte[] der =
          Pem.read("CERTIFICATE", text)
              .orElseThrow(
                  () ->
                      refused(
                          asked,
                          "it isn't one certificate in PEM; without its chain, which was ordered"));
      X509CertificateHolder given = new X509CertificateHolder(der);
      SignedBy.weakness(given.getSignatureAlgorithm())
          .ifPresent(
              why -> {
                throw refused(asked, why);
              });
      key(asked, given);
      issuer(asked, given, authority);
      validity(asked, given, authority.notAfter(), now);
      subject(asked, given.getSubject());
      usage(asked, given);
      hosts(asked, given);
      return new Answer(
          Serials.text(given.getSerialNumber()),
          given.getNotBefore().toInstant(),
          given.getNotAfter().toInstant(),
          Pem.write("CERTIFICATE", given.getEncoded()));
    } catch (Refusal e) {
      throw e;
    } catch (IOException
        | CertException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      // The library throws what it likes at what strangers write.
      throw refused(asked, "it can't be read or verified");
    }
  }

  private static void key(CertificateRequest asked, X509CertificateHolder given)
      throws IOException {
    PKCS10CertificationRequest request =
        new PKCS10CertificationRequest(
            Pem.read("CERTIFICATE REQUEST", asked.request()).orElseThrow());
    if (!Arrays.equals(
        request.getSubjectPublicKeyInfo().getEncoded("DER"),
        given.getSubjectPublicKeyInfo().getEncoded("DER"))) {
      throw refused(asked, "it certifies another key than the request's");
    }
  }

  private static void issuer(
      CertificateRequest asked, X509CertificateHolder given, Certificate authority)
      throws CertException, CertificateException, OperatorCreationException {
    X509CertificateHolder issuer = Pem.issuer(authority.pem());
    boolean isRoot = BroughtChain.split(authority.pem()).size() == 1;
    if (!given.getIssuer().equals(issuer.getSubject())
        || !given.isSignatureValid(
            new JcaContentVerifierProviderBuilder().setProvider(VERIFIER).build(issuer))) {
      throw refused(
          asked,
          "it isn't signed by the "
              + (isRoot ? "root" : "last of the intermediates")
              + " that was ordered ("
              + issuer.getSubject()
              + ") but in the name of "
              + given.getIssuer()
              + (isRoot ? "" : "; Fabric takes members of no authority above that one"));
    }
  }

  private static void validity(
      CertificateRequest asked, X509CertificateHolder given, Instant last, Instant now) {
    Instant begin = given.getNotBefore().toInstant();
    Instant end = given.getNotAfter().toInstant();
    if (begin.isAfter(now.plus(SKEW))) {
      throw refused(asked, "it isn't good before " + begin);
    }
    if (!end.isAfter(now)) {
      throw refused(asked, "it has expired on " + end);
    }
    if (end.isBefore(now.plus(SHORTEST))) {
      throw refused(
          asked,
          "it ends on "
              + end
              + ": it must hold for "
              + SHORTEST.toDays()
              + " days or more, as the next one has to be asked for in time");
    }
    if (end.isAfter(last)) {
      throw refused(asked, "it ends after its authority does, on " + last);
    }
  }

  private static void subject(CertificateRequest asked, X500Name given) {
    Subject wanted = asked.subject();
    if (!texts(given, BCStyle.CN).equals(List.of(wanted.commonName()))) {
      throw refused(
          asked, "its CN is " + texts(given, BCStyle.CN) + " and must be " + wanted.commonName());
    }
    Set<String> units =
        texts(given, BCStyle.OU).stream()
            .filter(unit -> PARTS.contains(unit.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    if (!units.equals(new HashSet<>(wanted.units()))) {
      throw refused(
          asked,
          wanted.units().isEmpty()
              ? "its subject has OU=" + String.join(", OU=", units) + ", which is for enrolment"
              : "its subject must have OU="
                  + String.join(", OU=", wanted.units())
                  + ", by which Fabric tells its part, and none of "
                  + PARTS.stream()
                      .filter(part -> !wanted.units().contains(part))
                      .sorted()
                      .collect(Collectors.joining(", "))
                  + "; it has "
                  + (units.isEmpty() ? "none" : "OU=" + String.join(", OU=", units)));
    }
  }

  private static List<String> texts(X500Name name, ASN1ObjectIdentifier attribute) {
    return Arrays.stream(name.getRDNs(attribute))
        .map(RDN::getFirst)
        .map(value -> IETFUtils.valueToString(value.getValue()))
        .toList();
  }

  private static void usage(CertificateRequest asked, X509CertificateHolder given) {
    BasicConstraints basic = BasicConstraints.fromExtensions(given.getExtensions());
    if (basic != null && basic.isCA()) {
      throw refused(asked, "it is an authority's (CA:TRUE), and must be none");
    }
    KeyUsage usage = KeyUsage.fromExtensions(given.getExtensions());
    if (usage == null || !usage.hasUsages(KeyUsage.digitalSignature)) {
      throw refused(
          asked, "its keyUsage must have digitalSignature, as the request asks (copy_extensions)");
    }
    ExtendedKeyUsage extended = ExtendedKeyUsage.fromExtensions(given.getExtensions());
    boolean server = has(extended, KeyPurposeId.id_kp_serverAuth);
    boolean client = has(extended, KeyPurposeId.id_kp_clientAuth);
    if (asked.use() == CertificateUse.TLS && (extended == null || !server || !client)) {
      throw refused(
          asked,
          "its extendedKeyUsage must have serverAuth and clientAuth, since nodes are both ends of"
              + " TLS");
    }
    if (asked.use() == CertificateUse.IDENTITY && extended != null && !server) {
      throw refused(
          asked, "its extendedKeyUsage keeps Fabric from taking it for a member's: leave that out");
    }
    for (ASN1ObjectIdentifier id : given.getExtensions().getCriticalExtensionOIDs()) {
      if (!KNOWN.contains(id)) {
        throw refused(asked, "it has a critical extension that Fabric doesn't know, " + id.getId());
      }
    }
  }

  private static boolean has(ExtendedKeyUsage extended, KeyPurposeId purpose) {
    return extended != null
        && (extended.hasKeyPurposeId(purpose)
            || extended.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage));
  }

  private static void hosts(CertificateRequest asked, X509CertificateHolder given)
      throws UnknownHostException {
    GeneralNames names =
        GeneralNames.fromExtensions(given.getExtensions(), Extension.subjectAlternativeName);
    Set<String> there = new HashSet<>();
    if (names != null) {
      for (GeneralName name : names.getNames()) {
        if (name.getTagNo() == GeneralName.dNSName) {
          there.add(name.getName().toString().toLowerCase(Locale.ROOT));
        } else if (name.getTagNo() == GeneralName.iPAddress) {
          there.add(
              InetAddress.getByAddress(DEROctetString.getInstance(name.getName()).getOctets())
                  .getHostAddress());
        }
      }
    }
    Set<String> missing = new HashSet<>();
    for (String host : asked.hosts()) {
      // Addresses are written in more than one way; nothing is looked up for them.
      String plain = Hosts.isAddress(host) ? InetAddress.getByName(host).getHostAddress() : host;
      if (!there.contains(plain.toLowerCase(Locale.ROOT))) {
        missing.add(host);
      }
    }
    if (!missing.isEmpty()) {
      throw refused(
          asked,
          "its subjectAltName must have all that the request asks for (copy_extensions); it lacks "
              + missing.stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  static Refusal refused(CertificateRequest asked, String why) {
    return new Refusal(
        ProblemType.INVALID, "The certificate for " + asked.name() + " is refused: " + why + ".");
  }
}
