package io.ridgeway.keys.certificate;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.BroughtChain;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;

/** The authorities that organisations bring: their roots, and what they answer. */
final class BroughtAuthorities {
  /**
   * In characters of PEM, some thousand certificates. Each organisation's list is in the channel's
   * configuration, and an update holds it twice; guests' channels take transactions of 1 MiB.
   */
  private static final int LONGEST_LIST = 64 * 1024;

  private final CertificateRecords records;
  private final Clock clock;

  BroughtAuthorities(CertificateRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** Notes the root: for good, once it has certified anything. */
  Certificate trust(Authority authority) {
    BroughtChain root = read(authority);
    Optional<Certificate> before =
        records.newest(authority.network(), authority.name(), authority.name());
    if (before.filter(c -> c.pem().equals(root.pem())).isPresent()) {
      return before.get();
    }
    boolean unused =
        records.all(authority.network(), authority.name()).stream().allMatch(Certificate::isRoot);
    Certificate standing =
        records.insertIfAbsent(
            new Certificate(
                authority.tenant(),
                authority.network(),
                authority.name(),
                authority.name(),
                unused ? before.map(Certificate::generation).orElse(0) + 1 : 1,
                Serials.text(serial(root.pem())),
                root.notBefore(),
                root.notAfter(),
                root.pem()));
    if (!standing.pem().equals(root.pem())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The authority " + authority.name() + " stands with another root, for good.");
    }
    return standing;
  }

  private static BroughtChain read(Authority authority) {
    try {
      return BroughtChain.of(authority.root().orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ProblemType.INVALID,
          "The root of " + authority.name() + " is refused: " + e.getMessage() + ".");
    }
  }

  private static BigInteger serial(String pem) {
    return Pem.certificate(BroughtChain.split(pem).get(0)).getSerialNumber();
  }

  /** What it has answered of that name. */
  Certificate standing(Authority authority, String name) {
    return records
        .newest(authority.network(), authority.name(), name)
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.CONFLICT,
                    "The authority "
                        + authority.name()
                        + " is elsewhere and hasn't certified "
                        + name
                        + " yet: it is asked for that by an approval."));
  }

  Certificate accept(TenantId tenant, NetworkId network, CertificateRequest asked, String text) {
    Certificate root = root(network, asked.authority());
    Optional<Certificate> before = records.newest(network, asked.authority(), asked.name());
    Answer answer = Answer.read(text, asked, root, clock.instant());
    if (before.filter(c -> c.pem().equals(answer.pem())).isPresent()) {
      return before.get();
    }
    if (records.all(network, asked.authority()).stream()
        .anyMatch(c -> c.serial().equals(answer.serial()))) {
      throw Answer.refused(
          asked,
          "another certificate of that authority has its serial number: each has one of its own");
    }
    if (records.newestLists(network).stream()
        .anyMatch(
            l ->
                l.authority().equals(asked.authority()) && l.serials().contains(answer.serial()))) {
      throw Answer.refused(asked, "its serial number is on the authority's list of revoked ones");
    }
    return records.insertIfAbsent(
        new Certificate(
            tenant,
            network,
            asked.authority(),
            asked.name(),
            before.map(Certificate::generation).orElse(0) + 1,
            answer.serial(),
            answer.notBefore(),
            answer.notAfter(),
            answer.pem()));
  }

  RevocationList accept(TenantId tenant, NetworkId network, String authority, String text) {
    Certificate root = root(network, authority);
    X509CertificateHolder issuer = Pem.issuer(root.pem());
    if (issuer.getExtension(Extension.subjectKeyIdentifier) == null) {
      throw new IllegalStateException("an authority was noted without its key's identifier");
    }
    if (text.length() > LONGEST_LIST) {
      throw RevocationReader.refused(
          "it has "
              + text.length()
              + " characters, and the ledger's configuration, in which it is, takes "
              + LONGEST_LIST
              + ": issue one without certificates that have ended");
    }
    requireNotOfAbove(authority, root, text);
    RevocationReader list = RevocationReader.read(text, issuer, clock.instant());
    Optional<RevocationList> before =
        records.newestLists(network).stream()
            .filter(l -> l.authority().equals(authority))
            .findFirst();
    if (before.filter(b -> b.pem().equals(list.pem())).isPresent()) {
      return before.get();
    }
    if (before.filter(b -> list.issuedAt().isBefore(b.issuedAt())).isPresent()) {
      throw RevocationReader.refused(
          "it is older than the one that stands, of " + before.get().issuedAt());
    }
    Optional<BigInteger> last = before.flatMap(b -> RevocationReader.number(b.pem()));
    if (last.isPresent() && list.number().filter(n -> n.compareTo(last.get()) < 0).isPresent()) {
      throw RevocationReader.refused(
          "its number (cRLNumber) is "
              + list.number().get()
              + ", which is before the one that stands, "
              + last.get()
              + ": bring the newest");
    }
    return records.insertIfAbsent(
        new RevocationList(
            tenant,
            network,
            authority,
            before.map(RevocationList::number).orElse(0) + 1,
            list.issuedAt(),
            list.serials(),
            list.pem()));
  }

  /**
   * An authority above the one that certifies takes back authorities, and no member. Fabric takes
   * no configuration in which one of an organisation's own authorities is revoked, so there is
   * nothing that the ledger could be told but that the organisation goes.
   *
   * @throws Refusal {@code INVALID} if it is such a list, and has none of the line or doesn't
   *     verify; {@code CONFLICT} if it has one, with what that means
   */
  private void requireNotOfAbove(String authority, Certificate root, String text) {
    List<X509CertificateHolder> line =
        BroughtChain.split(root.pem()).stream().map(Pem::certificate).toList();
    X509CertificateHolder certifies = line.get(line.size() - 1);
    for (int i = 0; i < line.size() - 1; i++) {
      X509CertificateHolder above = line.get(i);
      if (RevocationReader.isOf(text, above) && !RevocationReader.isOf(text, certifies)) {
        X509CertificateHolder below = line.get(i + 1);
        RevocationReader list = RevocationReader.read(text, above, clock.instant());
        throw list.serials().contains(Serials.text(below.getSerialNumber()))
            ? revoked(authority, above, below)
            : RevocationReader.refused(
                "it is one of "
                    + above.getSubject()
                    + ", which certifies no member, and it doesn't have "
                    + below.getSubject()
                    + ", by which "
                    + authority
                    + " certifies: there is nothing to tell the ledger. Bring the list of "
                    + certifies.getSubject());
      }
    }
  }

  private static Refusal revoked(
      String authority, X509CertificateHolder above, X509CertificateHolder below) {
    return new Refusal(
        ProblemType.CONFLICT,
        "The list is one of "
            + above.getSubject()
            + " and revokes "
            + below.getSubject()
            + ", by which "
            + authority
            + " certifies: nothing that it has certified is to be believed any more. Nodes take no"
            + " configuration with an authority that is revoked, and an authority can't be"
            + " replaced: have the ledger let the organisation go (change the order to one without"
            + " it), and take it in again under another name with another authority. Until then"
            + " the ledger believes what that authority certified.");
  }

  private Certificate root(NetworkId network, String authority) {
    return records
        .newest(network, authority, authority)
        .orElseThrow(() -> Refusal.notFound("authority", authority));
  }
}
