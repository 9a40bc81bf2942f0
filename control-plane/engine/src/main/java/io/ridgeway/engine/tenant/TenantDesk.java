package io.ridgeway.engine.tenant;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.EmailAddress;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.tenant.Tenant.Verification;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Signs organisations up and verifies who they are. */
@Singleton
public final class TenantDesk {
  /** How many organisations one person may sign up. */
  static final int MAX_TENANTS_PER_USER = 20;

  private final Transactions transactions;
  private final Access access;
  private final Tenants tenants;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public TenantDesk(
      Transactions transactions,
      Access access,
      Tenants tenants,
      Memberships memberships,
      AuditLog audit,
      Schedule schedule,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.tenants = tenants;
    this.memberships = memberships;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Signs an organisation up; the actor becomes its administrator. It is unverified. */
  public Tenant signUp(Actor actor, String name, String country) {
    Tenant tenant =
        new Tenant(
            TenantId.next(), name.strip(), country, Verification.UNVERIFIED, clock.instant());
    transactions.runAsSystem(
        () -> {
          memberships.lockPerson(actor.user());
          if (memberships.of(actor.user()).size() >= MAX_TENANTS_PER_USER) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "You belong to "
                    + MAX_TENANTS_PER_USER
                    + " organisations already; ask the operator for more.");
          }
          tenants.insert(tenant);
          memberships.insert(
              new Membership(
                  tenant.id(),
                  actor.user(),
                  actor.name(),
                  TenantRole.ADMIN,
                  tenant.createdAt(),
                  actor.email().map(EmailAddress::normal).orElse("")));
          record(actor, tenant.id(), "tenant.sign-up", "Signed up.");
          schedule.organisation(tenant.id());
        });
    return tenant;
  }

  public Tenant get(Actor actor, TenantId id) {
    access.require(actor, id, TenantRole.VIEWER);
    return transactions.inTenant(id, () -> find(id));
  }

  /** The actor's organisations. */
  public List<Membership> mine(Actor actor) {
    return access.membershipsOf(actor);
  }

  public List<Membership> members(Actor actor, TenantId id) {
    access.require(actor, id, TenantRole.VIEWER);
    return transactions.asSystem(() -> memberships.of(id));
  }

  /** Hands in the real-name file. */
  public VerificationFile submit(
      Actor actor,
      TenantId id,
      String legalName,
      String registrationNumber,
      String representative) {
    access.require(actor, id, TenantRole.ADMIN);
    VerificationFile file =
        new VerificationFile(
            id, legalName, registrationNumber, representative, clock.instant(), Optional.empty());
    transactions.runInTenant(
        id,
        () -> {
          Tenant tenant = find(id);
          switch (tenant.verification()) {
            case VERIFIED ->
                throw new Refusal(ProblemType.ILLEGAL_TRANSITION, "It is verified already.");
            case SUBMITTED ->
                throw new Refusal(
                    ProblemType.ILLEGAL_TRANSITION,
                    "A file waits for an operator already; you will see the decision here.");
            case UNVERIFIED, REJECTED -> {
              tenants.submit(file);
              tenants.update(tenant.with(Verification.SUBMITTED));
              record(actor, id, "verification.submit", "Handed in the real-name file.");
            }
          }
        });
    return file;
  }

  /** The tenant's newest file, for its members. */
  public Optional<VerificationFile> file(Actor actor, TenantId id) {
    access.require(actor, id, TenantRole.VIEWER);
    return transactions.inTenant(id, () -> tenants.file(id));
  }

  /** The queue, for operators. */
  public List<VerificationFile> waiting(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(tenants::waiting);
  }

  /** An operator's decision; a rejection says why. */
  public Tenant decide(Actor actor, TenantId id, boolean approved, String reason) {
    access.require(actor, RealmRole.OPERATOR);
    if (!approved && reason.isBlank()) {
      throw new Refusal(ProblemType.INVALID, "Say why it is rejected: the tenant reads it.");
    }
    return transactions.asSystem(
        () -> {
          Tenant tenant = find(id);
          VerificationFile file =
              tenants
                  .file(id)
                  .filter(f -> f.decision().isEmpty())
                  .orElseThrow(
                      () ->
                          new Refusal(
                              ProblemType.ILLEGAL_TRANSITION,
                              "No file of this organisation waits for a decision."));
          var decision =
              new VerificationFile.Decision(approved, reason, actor.name(), clock.instant());
          tenants.decide(
              new VerificationFile(
                  id,
                  file.legalName(),
                  file.registrationNumber(),
                  file.representative(),
                  file.submittedAt(),
                  Optional.of(decision)));
          Tenant next = tenant.with(approved ? Verification.VERIFIED : Verification.REJECTED);
          tenants.update(next);
          record(actor, id, approved ? "verification.approve" : "verification.reject", reason);
          return next;
        });
  }

  /** All tenants, for operators. */
  public Page<Tenant> list(Actor actor, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> tenants.list(page));
  }

  private Tenant find(TenantId id) {
    return tenants.find(id).orElseThrow(() -> Refusal.notFound("tenant", id));
  }

  private void record(Actor actor, TenantId tenant, String action, String detail) {
    audit.append(AuditEvent.of(clock.instant(), tenant, actor, action, tenant, detail));
  }
}
