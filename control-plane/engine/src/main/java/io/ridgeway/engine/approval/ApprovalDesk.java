package io.ridgeway.engine.approval;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows what members are asked to sign whose administrators keep their keys, and takes their
 * answers: a signature, which lets the operation that waits for it go on, or a refusal, which ends
 * it.
 */
@Singleton
public final class ApprovalDesk {
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Operations operations;
  private final Approvals approvals;
  private final CertificateAuthority authorities;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public ApprovalDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Operations operations,
      Approvals approvals,
      CertificateAuthority authorities,
      AuditLog audit,
      Schedule schedule,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.operations = operations;
    this.approvals = approvals;
    this.authorities = authorities;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** What was asked for in the network, newest first, each as it stands now. */
  public Page<Approval> list(
      Actor actor, TenantId tenant, NetworkId network, Page.Request request) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          networks.get(network);
          Set<OperationId> open = open(network);
          Page<Approval> page = approvals.list(network, request);
          return new Page<>(
              page.items().stream().map(a -> standing(a, open)).toList(), page.next());
        });
  }

  /** Whether anything was ever asked for in the network. */
  public boolean any(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> approvals.any(network));
  }

  /** One of them, as it stands now. */
  public Approval get(Actor actor, TenantId tenant, NetworkId network, ApprovalId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> standing(find(network, id), open(network)));
  }

  /**
   * Takes a signature. The same once more changes nothing.
   *
   * @param signature DER, Base64
   * @throws Refusal {@code INVALID} with what is wrong about it, {@code CONFLICT} if it isn't asked
   *     for any more
   */
  public Approval sign(
      Actor actor, TenantId tenant, NetworkId network, ApprovalId id, String signature) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    SignatureCheck.requireShort(signature);
    return transactions.inTenant(
        tenant,
        () -> {
          Approval approval = locked(network, id);
          if (approval.isForCertificate()) {
            throw new Refusal(
                ProblemType.INVALID,
                "A certificate is asked for, and no signature: save its request, have the"
                    + " organisation's authority certify that, and bring the certificate.");
          }
          String der = SignatureCheck.checked(approval.request(), signature);
          if (approval.signature().isPresent()) {
            return approval;
          }
          requirePending(approval);
          return answered(
              actor,
              approval.signed(der, actor.name(), clock.instant()),
              "approval.sign",
              "Signature of "
                  + approval.request().organisation()
                  + " for: "
                  + approval.request().what()
                  + " (SHA-256 "
                  + approval.request().digest()
                  + ").");
        });
  }

  /**
   * Takes the certificate that was asked of an organisation's own authority. The same once more
   * changes nothing; what is refused leaves all as it was.
   *
   * @param certificate in PEM, alone
   * @throws Refusal {@code INVALID} with what is wrong about it, {@code CONFLICT} if it isn't asked
   *     for any more
   */
  public Approval certify(
      Actor actor, TenantId tenant, NetworkId network, ApprovalId id, String certificate) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          Approval approval = locked(network, id);
          CertificateRequest wanted =
              approval
                  .request()
                  .wanted()
                  .orElseThrow(
                      () ->
                          new Refusal(
                              ProblemType.INVALID,
                              "A signature is asked for, and no certificate."));
          if (approval.state() != State.USED) {
            requirePending(approval);
          }
          Certificate taken = authorities.accept(tenant, network, wanted, certificate);
          if (approval.state() == State.USED) {
            return approval;
          }
          return answered(
              actor,
              approval.certified(actor.name(), clock.instant()),
              "approval.certify",
              "Certificate %s of %s, serial %s, until %s."
                  .formatted(taken.name(), taken.authority(), taken.serial(), taken.notAfter()));
        });
  }

  /**
   * Says no. The operation that waits ends with that reason, and what it began is taken back.
   *
   * @throws Refusal {@code CONFLICT} if it isn't asked for any more
   */
  public Approval refuse(
      Actor actor, TenantId tenant, NetworkId network, ApprovalId id, String reason) {
    access.require(actor, tenant, TenantRole.ADMIN);
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new Refusal(
          ProblemType.INVALID,
          "Say why, in 1 to " + LONGEST_REASON + " characters: it stands in the operation.");
    }
    return transactions.inTenant(
        tenant,
        () -> {
          Approval approval = locked(network, id);
          if (approval.state() == State.REFUSED) {
            return approval;
          }
          requirePending(approval);
          if (approval.operation().isEmpty()) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "No operation waits for it, so there is nothing to end by a refusal: without that"
                    + " certificate what it is for stops when the one that it has ends.");
          }
          return answered(
              actor,
              approval.refused(reason.strip(), actor.name(), clock.instant()),
              "approval.refuse",
              approval.request().organisation()
                  + " refused: "
                  + approval.request().what()
                  + ". "
                  + reason.strip());
        });
  }

  private Approval answered(Actor actor, Approval answer, String action, String detail) {
    approvals.update(answer);
    networks.touch(answer.network());
    audit.append(
        AuditEvent.of(clock.instant(), answer.tenant(), actor, action, answer.id(), detail));
    schedule.reconcile(answer.network());
    return answer;
  }

  /** As it stands; nothing is done to the network until the transaction ends. */
  private Approval locked(NetworkId network, ApprovalId id) {
    if (networks.lock(network).isEmpty()) {
      throw Refusal.notFound("network", network);
    }
    return standing(find(network, id), open(network));
  }

  private Approval find(NetworkId network, ApprovalId id) {
    return approvals
        .find(id)
        .filter(approval -> approval.network().equals(network))
        .orElseThrow(() -> Refusal.notFound("approval", id));
  }

  /** Also those that stand aside for another one: they go on after it. */
  private Set<OperationId> open(NetworkId network) {
    return operations.open(network).stream().map(Operation::id).collect(Collectors.toSet());
  }

  /** What nobody waits for any more is outdated. */
  private Approval standing(Approval approval, Set<OperationId> open) {
    Instant now = clock.instant();
    boolean over = approval.operation().filter(o -> !open.contains(o)).isPresent();
    if (approval.state() == State.PENDING && over) {
      return approval.with(State.OUTDATED, "The operation that asked for it is over.");
    }
    return approval.with(approval.standsAt(now), approval.reason());
  }

  private static void requirePending(Approval approval) {
    if (approval.state() != State.PENDING) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Approval "
              + approval.id()
              + " is "
              + approval.state()
              + (approval.reason().isEmpty() ? "" : " (" + approval.reason() + ")")
              + "; look which ones are PENDING now.");
    }
  }
}
