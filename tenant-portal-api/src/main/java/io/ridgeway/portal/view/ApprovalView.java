package io.ridgeway.portal.view;

import io.ridgeway.engine.approval.Approval;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A signature that an operation waits for, of an administrator whose key isn't in custody.
 *
 * @param operation what waits for it
 * @param organisation whose administrator signs
 * @param what it brings about, for people
 * @param certificate the administrator's, PEM
 * @param header what goes with this signature alone, Base64; of Fabric a {@code SignatureHeader}
 * @param update what all who are asked sign alike, Base64; of Fabric a {@code ConfigUpdate}
 * @param toSign the very bytes that are signed, header and update, Base64: ECDSA over their SHA-256
 * @param sha256 of {@code toSign}, hex
 * @param reason why it was refused, or isn't wanted any more
 * @param signature as it was kept, DER with a low s, Base64
 */
public record ApprovalView(
    String id,
    String operation,
    String organisation,
    String what,
    Approval.State state,
    String certificate,
    String header,
    String update,
    String toSign,
    String sha256,
    Instant createdAt,
    Instant expiresAt,
    Optional<String> signature,
    Optional<String> reason,
    Optional<String> answeredBy,
    Optional<Instant> answeredAt) {
  public static ApprovalView of(Approval approval) {
    Approval.Request request = approval.request();
    return new ApprovalView(
        approval.id().value(),
        approval.operation().value(),
        request.organisation(),
        request.what(),
        approval.state(),
        request.certificate(),
        request.head(),
        request.body(),
        Base64.getEncoder().encodeToString(request.toSign()),
        request.digest(),
        approval.createdAt(),
        approval.expiresAt(),
        approval.signature(),
        Optional.of(approval.reason()).filter(text -> !text.isEmpty()),
        Optional.of(approval.answeredBy()).filter(text -> !text.isEmpty()),
        approval.answeredAt());
  }
}
