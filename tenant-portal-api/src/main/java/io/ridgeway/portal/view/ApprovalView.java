package io.ridgeway.portal.view;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signature that an operation waits for, of an administrator whose key isn't in custody; or a
 * certificate that is asked of an organisation's own authority.
 *
 * @param operation what waits for it; none where a certificate is needed by what runs
 * @param organisation whose administrator signs
 * @param what it brings about, for people
 * @param certificate the administrator's, PEM
 * @param header what goes with this signature alone, Base64; of Fabric a {@code SignatureHeader}
 * @param update what all who are asked sign alike, Base64; of Fabric a {@code ConfigUpdate}
 * @param toSign the very bytes that are signed, header and update, Base64: ECDSA over their SHA-256
 * @param sha256 of {@code toSign}, hex
 * @param wanted the certificate that is asked for instead of a signature; then there is nothing to
 *     sign
 * @param reason why it was refused, or isn't wanted any more
 * @param signature as it was kept, DER with a low s, Base64
 */
public record ApprovalView(
    String id,
    Kind kind,
    Optional<String> operation,
    String organisation,
    String what,
    Approval.State state,
    String certificate,
    String header,
    String update,
    String toSign,
    String sha256,
    Optional<WantedView> wanted,
    Instant createdAt,
    Instant expiresAt,
    Optional<String> signature,
    Optional<String> reason,
    Optional<String> answeredBy,
    Optional<Instant> answeredAt) {
  /** What is asked for. */
  public enum Kind {
    SIGNATURE,
    CERTIFICATE
  }

  /**
   * A certificate that is asked for.
   *
   * @param authority whose it is to be, by its name in the network
   * @param subject what it must name: {@code O=beta, OU=peer, CN=peer-beta-1}
   * @param use {@code IDENTITY} for enrolment, or {@code TLS}
   * @param hosts what its subjectAltName must have
   * @param request PKCS#10, in PEM
   */
  public record WantedView(
      String authority,
      String name,
      String subject,
      CertificateUse use,
      List<String> hosts,
      String request) {
    static WantedView of(CertificateRequest wanted) {
      return new WantedView(
          wanted.authority(),
          wanted.name(),
          wanted.subject().text(),
          wanted.use(),
          wanted.hosts(),
          wanted.request());
    }
  }

  public static ApprovalView of(Approval approval) {
    Approval.Request request = approval.request();
    return new ApprovalView(
        approval.id().value(),
        approval.isForCertificate() ? Kind.CERTIFICATE : Kind.SIGNATURE,
        approval.operation().map(OperationId::value),
        request.organisation(),
        request.what(),
        approval.state(),
        request.certificate(),
        request.head(),
        request.body(),
        Base64.getEncoder().encodeToString(request.toSign()),
        request.digest(),
        request.wanted().map(WantedView::of),
        approval.createdAt(),
        approval.expiresAt(),
        approval.signature(),
        Optional.of(approval.reason()).filter(text -> !text.isEmpty()),
        Optional.of(approval.answeredBy()).filter(text -> !text.isEmpty()),
        approval.answeredAt());
  }
}
