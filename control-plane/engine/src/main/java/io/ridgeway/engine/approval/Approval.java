package io.ridgeway.engine.approval;

import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.CertificateRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signature that an operation waits for, or a certificate that is needed of an organisation's own
 * authority.
 *
 * @param operation what waits for it; empty for a certificate that is needed in time by what runs
 * @param request what is to be signed, by whom
 * @param state as it was kept; see {@link #standsAt}
 * @param signature DER with a low s, Base64; once it is signed. Certificates aren't kept here
 * @param reason why it was refused, or isn't wanted any more; empty otherwise
 * @param answeredBy who brought the answer, as people know them; empty before
 */
public record Approval(
    ApprovalId id,
    TenantId tenant,
    NetworkId network,
    Optional<OperationId> operation,
    Request request,
    Instant createdAt,
    Instant expiresAt,
    State state,
    Optional<String> signature,
    String reason,
    String answeredBy,
    Optional<Instant> answeredAt) {
  /** How long an answer is waited for. */
  public static final Duration TERM = Duration.ofDays(14);

  /**
   * What is to be signed: ECDSA on P-256 over the SHA-256 of head and body, one after the other.
   *
   * @param organisation whose administrator signs
   * @param certificate the administrator's, PEM
   * @param what it brings about, for people
   * @param head what goes with this signature alone, Base64; of Fabric a signature header
   * @param body what all who are asked sign alike, Base64; of Fabric a configuration update
   * @param wanted the certificate that is asked of the organisation's own authority instead; then
   *     the others but the first and {@code what} are empty
   */
  public record Request(
      String organisation,
      String certificate,
      String what,
      String head,
      String body,
      Optional<CertificateRequest> wanted) {
    /** For a signature. */
    public Request(String organisation, String certificate, String what, String head, String body) {
      this(organisation, certificate, what, head, body, Optional.empty());
    }

    /** For a certificate. */
    static Request of(String organisation, CertificateRequest wanted) {
      return new Request(
          organisation,
          "",
          wanted.authority() + " is to certify " + wanted.name(),
          "",
          "",
          Optional.of(wanted));
    }

    /** The very bytes that are signed. */
    public byte[] toSign() {
      byte[] first = Base64.getDecoder().decode(head.getBytes(StandardCharsets.US_ASCII));
      byte[] then = Base64.getDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
      byte[] all = Arrays.copyOf(first, first.length + then.length);
      System.arraycopy(then, 0, all, first.length, then.length);
      return all;
    }

    /** The SHA-256 of {@link #toSign}, in lower-case hex. */
    public String digest() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toSign()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  /** How far it is. */
  public enum State {
    /** It waits for an answer. */
    PENDING,
    /** It was signed, and the ledger isn't told yet: others may have to sign too. */
    SIGNED,
    /** It went to the ledger; of a certificate, it was taken. */
    USED,
    /** Somebody said no. */
    REFUSED,
    /** The ledger changed meanwhile, or what it was for is over. */
    OUTDATED,
    /** Nobody answered in time. */
    EXPIRED
  }

  /** One that is asked for now. */
  static Approval asked(
      TenantId tenant, NetworkId network, OperationId operation, Request request, Instant now) {
    return asked(tenant, network, Optional.of(operation), request, now, now.plus(TERM));
  }

  /** The same, whether or not an operation waits, until then. */
  static Approval asked(
      TenantId tenant,
      NetworkId network,
      Optional<OperationId> operation,
      Request request,
      Instant now,
      Instant until) {
    return new Approval(
        ApprovalId.next(),
        tenant,
        network,
        operation,
        request,
        now,
        until,
        State.PENDING,
        Optional.empty(),
        "",
        "",
        Optional.empty());
  }

  /** Whether a certificate is asked for, and not a signature. */
  public boolean isForCertificate() {
    return request.wanted().isPresent();
  }

  /** How far it is at that time: nobody notes the moment in which one expires. */
  public State standsAt(Instant now) {
    return state == State.PENDING && !now.isBefore(expiresAt) ? State.EXPIRED : state;
  }

  Approval signed(String der, String by, Instant at) {
    return answered(State.SIGNED, Optional.of(der), "", by, at);
  }

  Approval certified(String by, Instant at) {
    return answered(State.USED, Optional.empty(), "", by, at);
  }

  Approval refused(String why, String by, Instant at) {
    return answered(State.REFUSED, Optional.empty(), why, by, at);
  }

  private Approval answered(State next, Optional<String> der, String why, String by, Instant at) {
    return as(next, der, why, by, Optional.of(at));
  }

  /** The same in another state, with the answer that it has. */
  Approval with(State next, String why) {
    return as(next, signature, why, answeredBy, answeredAt);
  }

  private Approval as(
      State next, Optional<String> der, String why, String by, Optional<Instant> at) {
    return new Approval(
        id, tenant, network, operation, request, createdAt, expiresAt, next, der, why, by, at);
  }
}
