package io.ridgeway.model.certificate;

import io.ridgeway.model.key.Curve;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The authority that an organisation brings: its root, and the intermediate authorities that lead
 * from it to the one that certifies. Whether it holds is asked apart, as that changes with time.
 *
 * @param certificates in PEM, each alone: the root, and then each signed by the one before it; the
 *     last one certifies
 * @param notBefore when the last of them begins
 * @param notAfter the last moment in which all of them are good
 */
public record BroughtChain(List<String> certificates, Instant notBefore, Instant notAfter) {
  /** Of authorities between a root and what is certified. */
  public static final int MOST_INTERMEDIATES = 3;

  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final Set<String> KNOWN = Set.of("2.5.29.15", "2.5.29.19", SUBJECT_KEY);
  private static final Set<String> SIGNED_BY =
      Set.of("SHA256WITHECDSA", "SHA384WITHECDSA", "SHA512WITHECDSA");
  private static final Pattern ONE =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\n?");

  public BroughtChain {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads one.
   *
   * @param ders the root's certificate, and after it those of intermediates, in their order
   * @throws IllegalArgumentException with what is wrong, for people: the end of a sentence
   */
  public static BroughtChain of(List<byte[]> ders) {
    if (ders.size() > 1 + MOST_INTERMEDIATES) {
      throw new IllegalArgumentException(
          "it has "
              + (ders.size() - 1)
              + " intermediates, and at most "
              + MOST_INTERMEDIATES
              + " are taken");
    }
    BroughtRoot root = BroughtRoot.of(ders.get(0));
    List<String> pem = new ArrayList<>(List.of(root.pem()));
    List<X509Certificate> chain = new ArrayList<>(List.of(read(ders.get(0))));
    Instant begin = root.notBefore();
    Instant end = root.notAfter();
    for (byte[] der : ders.subList(1, ders.size())) {
      X509Certificate next = read(der);
      check(next, chain.get(chain.size() - 1), chain.size());
      chain.add(next);
      pem.add(BroughtRoot.text(der));
      begin = later(begin, next.getNotBefore().toInstant());
      end = earlier(end, next.getNotAfter().toInstant());
    }
    lengths(chain);
    last(chain);
    return new BroughtChain(pem, begin, end);
  }

  /** As {@link #pem} writes it. */
  public static BroughtChain of(String pem) {
    List<byte[]> ders = new ArrayList<>();
    for (MatchResult one : ONE.matcher(pem).results().toList()) {
      ders.add(Base64.getMimeDecoder().decode(one.group(1)));
    }
    if (ders.isEmpty()) {
      throw new IllegalArgumentException("it isn't in PEM");
    }
    return of(ders);
  }

  /** The certificates that a text in PEM has, each alone, in their order: one at least. */
  public static List<String> split(String pem) {
    List<String> all = ONE.matcher(pem).results().map(MatchResult::group).toList();
    return all.isEmpty() ? List.of(pem) : all;
  }

  /** All of them, one after another. */
  public String pem() {
    return String.join("", certificates);
  }

  /** Whether all of them are good at that time. */
  public boolean holdsAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }

  private static X509Certificate read(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("it can't be read as a certificate (X.509)", e);
    }
  }

  private static void check(X509Certificate given, X509Certificate issuer, int number) {
    if (given.getSubjectX500Principal().equals(given.getIssuerX500Principal())) {
      throw wrong(number, given, "is signed by itself: one root is named, and that first");
    }
    if (!given.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !isSignedBy(given, issuer)) {
      throw wrong(
          number,
          given,
          "isn't signed by the one before it, "
              + issuer.getSubjectX500Principal()
              + ": name the root, and then each authority after its issuer");
    }
    if (!SIGNED_BY.contains(given.getSigAlgName().toUpperCase(Locale.ROOT))) {
      throw wrong(
          number,
          given,
          "is signed by "
              + given.getSigAlgName()
              + " and must be by ECDSA with SHA-256, -384 or"
              + " -512");
    }
    if (Curve.P256.decode(given.getPublicKey().getEncoded()).isEmpty()) {
      throw wrong(number, given, "has a key that isn't one on P-256 (prime256v1)");
    }
    boolean[] usage = given.getKeyUsage();
    if (given.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
      throw wrong(number, given, "is no authority's: it must say CA:TRUE and keyUsage keyCertSign");
    }
    if (given.getExtensionValue(SUBJECT_KEY) == null) {
      throw wrong(number, given, "has no subjectKeyIdentifier, by which Fabric tells authorities");
    }
    if (given.getCriticalExtensionOIDs().stream().anyMatch(id -> !KNOWN.contains(id))) {
      throw wrong(
          number,
          given,
          "has a critical extension that Fabric doesn't know, such as name constraints");
    }
  }

  private static boolean isSignedBy(X509Certificate given, X509Certificate issuer) {
    try {
      given.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Each allows for so many authorities below it. */
  private static void lengths(List<X509Certificate> chain) {
    for (int i = 0; i < chain.size(); i++) {
      int below = chain.size() - 1 - i;
      X509Certificate authority = chain.get(i);
      if (authority.getBasicConstraints() < below) {
        throw new IllegalArgumentException(
            (i == 0 ? "its root" : "intermediate " + i)
                + " ("
                + authority.getSubjectX500Principal()
                + ") allows for "
                + authority.getBasicConstraints()
                + " authorities below it (pathlen), and "
                + below
                + " are named");
      }
    }
  }

  private static void last(List<X509Certificate> chain) {
    X509Certificate last = chain.get(chain.size() - 1);
    if (chain.size() > 1 && !last.getKeyUsage()[CRL_SIGN]) {
      throw wrong(
          chain.size() - 1,
          last,
          "can't sign revocation lists, and certifies: its keyUsage must have cRLSign too");
    }
  }

  private static IllegalArgumentException wrong(int number, X509Certificate given, String what) {
    return new IllegalArgumentException(
        "intermediate " + number + " (" + given.getSubjectX500Principal() + ") " + what);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
