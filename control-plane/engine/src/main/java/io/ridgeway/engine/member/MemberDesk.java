package io.ridgeway.engine.member;

import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * A tenant's members: their roles, and how they go. There is always an administrator. What a role
 * allows is asked at every request, so that a change holds from the next one on; the API keys that
 * were issued to who goes are revoked with it.
 */
@Singleton
public final class MemberDesk {
  private final Transactions transactions;
  private final Access access;
  private final Memberships memberships;
  private final Credentials credentials;
  private final AuditLog audit;
  private final Schedule schedule;
  private final Clock clock;

  public MemberDesk(
      Transactions transactions,
      Access access,
      Memberships memberships,
      Credentials credentials,
      AuditLog audit,
      Schedule schedule,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.memberships = memberships;
    this.credentials = credentials;
    this.audit = audit;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** The tenant's members, by name. */
  public List<Membership> list(Actor actor, TenantId tenant) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.asSystem(() -> memberships.of(tenant));
  }

  /**
   * Gives a member another role. Who can't make API keys any more keeps none.
   *
   * @throws Refusal {@code CONFLICT} if nobody would be administrator
   */
  public Membership change(Actor actor, TenantId tenant, UserId user, TenantRole role) {
    return transactions.asSystem(
        () -> {
          List<Membership> all = memberships.lock(tenant);
          Access.require(find(all, actor.user(), tenant).role(), TenantRole.ADMIN);
          Membership member = member(all, user);
          if (member.role() == role) {
            return member;
          }
          if (role != TenantRole.ADMIN) {
            requireAnotherAdministrator(all, member);
          }
          memberships.change(tenant, user, role);
          record(
              actor,
              tenant,
              "member.role",
              user,
              member.name() + " was " + member.role() + " and is " + role + " now.");
          if (!role.covers(TenantRole.DEVELOPER)) {
            revokeKeys(actor, member);
          }
          return member.with(role);
        });
  }

  /**
   * Takes a member out of the tenant: administrators anybody, others themselves.
   *
   * @throws Refusal {@code CONFLICT} if nobody would be administrator
   */
  public void remove(Actor actor, TenantId tenant, UserId user) {
    transactions.runAsSystem(
        () -> {
          List<Membership> all = memberships.lock(tenant);
          Membership own = find(all, actor.user(), tenant);
          boolean leaves = actor.user().equals(user);
          if (!leaves) {
            Access.require(own.role(), TenantRole.ADMIN);
          }
          Membership member = member(all, user);
          requireAnotherAdministrator(all, member);
          memberships.remove(tenant, user);
          record(
              actor,
              tenant,
              leaves ? "member.leave" : "member.remove",
              user,
              member.name() + (leaves ? " left" : " was removed") + ", as " + member.role() + ".");
          revokeKeys(actor, member);
          schedule.organisation(tenant);
        });
  }

  private void revokeKeys(Actor actor, Membership member) {
    for (GatewayCredential key : credentials.issuedTo(member.tenant(), member.user())) {
      credentials.revoke(key.id(), clock.instant());
      audit.append(
          AuditEvent.of(
              clock.instant(),
              member.tenant(),
              actor,
              "credential.revoke",
              key.id(),
              "Credential "
                  + key.name()
                  + " of network "
                  + key.network()
                  + ", with "
                  + member.name()
                  + ", to whom it was issued."));
    }
  }

  private static void requireAnotherAdministrator(List<Membership> all, Membership but) {
    if (all.stream().noneMatch(m -> m.role() == TenantRole.ADMIN && !m.equals(but))) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "It would leave the organisation without an administrator: make another member one"
              + " first.");
    }
  }

  private static Membership member(List<Membership> all, UserId user) {
    return all.stream()
        .filter(m -> m.user().equals(user))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("member", user));
  }

  /** The one who asks, without whom nothing is known of the tenant. */
  private static Membership find(List<Membership> all, UserId user, TenantId tenant) {
    return all.stream()
        .filter(m -> m.user().equals(user))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("tenant", tenant));
  }

  private void record(Actor actor, TenantId tenant, String action, UserId user, String detail) {
    audit.append(AuditEvent.of(clock.instant(), tenant, actor, action, user, detail));
  }
}
