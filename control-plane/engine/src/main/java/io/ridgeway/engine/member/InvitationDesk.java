package io.ridgeway.engine.member;

import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.EmailAddress;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.member.Invitation.Outcome;
import io.ridgeway.engine.member.Invitation.State;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How people come to a tenant: an administrator invites an address and hands a code over, by a way
 * of their own; who signs in with that address and shows the code is a member. Nobody but the
 * invited learns their password, and no mail is sent.
 */
@Singleton
public final class InvitationDesk {
  /** How many members a tenant has at most, with those who are invited. */
  static final int MOST_MEMBERS = 200;

  /** How many invitations a tenant makes a day, with those that are refused. */
  static final int MOST_A_DAY = 30;

  private static final Duration SHOWN = Duration.ofDays(30);
  private static final String PREFIX = "rwi_";
  private static final Pattern CODE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private final Transactions transactions;
  private final Access access;
  private final Memberships memberships;
  private final Invitations invitations;
  private final AuditLog audit;
  private final Schedule schedule;
  private final SecureRandom random;
  private final Clock clock;

  public InvitationDesk(
      Transactions transactions,
      Access access,
      Memberships memberships,
      Invitations invitations,
      AuditLog audit,
      Schedule schedule,
      SecureRandom random,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.memberships = memberships;
    this.invitations = invitations;
    this.audit = audit;
    this.schedule = schedule;
    this.random = random;
    this.clock = clock;
  }

  /**
   * An invitation with its code: the only time that it is seen.
   *
   * @param code {@code rwi_} and 43 characters of URL-safe base64
   */
  public record Invited(Invitation invitation, String code) {
    @Override
    public String toString() {
      return "Invited[" + invitation.id() + "]";
    }
  }

  /** An invitation as it stands now. */
  public record Standing(Invitation invitation, State state) {}

  /** The tenant's of the last 30 days, newest first. */
  public List<Standing> list(Actor actor, TenantId tenant) {
    access.require(actor, tenant, TenantRole.ADMIN);
    Instant now = clock.instant();
    return transactions.asSystem(
        () ->
            invitations.since(tenant, now.minus(SHOWN)).stream()
                .map(i -> new Standing(i, i.at(now)))
                .toList());
  }

  /**
   * Invites an address; an open invitation of the same address is withdrawn.
   *
   * @throws Refusal {@code CONFLICT} if it belongs to the tenant, or to another one, or there is no
   *     room; {@code TOO_MANY_REQUESTS} above the day's number
   */
  public Invited invite(Actor actor, TenantId tenant, String address, TenantRole role) {
    access.require(actor, tenant, TenantRole.ADMIN);
    String email = EmailAddress.require(address);
    String code = code();
    Invitation invitation =
        new Invitation(
            InvitationId.next(),
            tenant,
            email,
            role,
            CredentialDesk.digest(code),
            actor.user(),
            actor.name(),
            clock.instant(),
            Optional.empty());
    Optional<Refusal> refusal = transactions.asSystem(() -> keep(actor, invitation));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return new Invited(invitation, code);
  }

  /** What is refused for whom the address belongs to is kept: who asks often is stopped by it. */
  private Optional<Refusal> keep(Actor actor, Invitation asked) {
    Instant now = asked.madeAt();
    List<Membership> members = memberships.lock(asked.tenant());
    Access.require(members, actor, asked.tenant(), TenantRole.ADMIN);
    List<Invitation> recent = invitations.since(asked.tenant(), now.minus(SHOWN));
    requireFewToday(recent, now);
    List<Membership> known = memberships.withEmail(asked.email());
    if (known.stream().anyMatch(m -> m.tenant().equals(asked.tenant()))) {
      throw new Refusal(ProblemType.CONFLICT, "Somebody of this address is a member already.");
    }
    if (!known.isEmpty()) {
      invitations.insert(asked.ended(Outcome.REFUSED, now));
      record(actor, asked, "member.invite-refused", "can't be invited");
      return Optional.of(
          new Refusal(
              ProblemType.CONFLICT,
              "The address "
                  + asked.email()
                  + " can't be invited, as it belongs to another organisation. Invite another"
                  + " address of theirs."));
    }
    List<Invitation> open = recent.stream().filter(i -> i.at(now) == State.OPEN).toList();
    List<Invitation> before = open.stream().filter(i -> i.email().equals(asked.email())).toList();
    if (members.size() + open.size() - before.size() >= MOST_MEMBERS) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "An organisation has at most "
              + MOST_MEMBERS
              + " members, with those who are invited; remove or withdraw one first.");
    }
    before.forEach(i -> invitations.update(i.ended(Outcome.WITHDRAWN, now)));
    invitations.insert(asked);
    record(actor, asked, "member.invite", "is invited as " + asked.role());
    return Optional.empty();
  }

  private static void requireFewToday(List<Invitation> recent, Instant now) {
    Instant yesterday = now.minus(Duration.ofDays(1));
    if (recent.stream().filter(i -> i.madeAt().isAfter(yesterday)).count() >= MOST_A_DAY) {
      throw new Refusal(
          ProblemType.TOO_MANY_REQUESTS,
          "An organisation makes at most "
              + MOST_A_DAY
              + " invitations within 24 hours; go on tomorrow.");
    }
  }

  /** Takes an open one back; one that ended stays as it is. */
  public void withdraw(Actor actor, TenantId tenant, InvitationId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    transactions.runAsSystem(
        () -> {
          Access.require(memberships.lock(tenant), actor, tenant, TenantRole.ADMIN);
          Invitation invitation =
              invitations
                  .lock(id)
                  .filter(i -> i.tenant().equals(tenant))
                  .orElseThrow(() -> Refusal.notFound("invitation", id));
          if (invitation.at(clock.instant()) == State.OPEN) {
            invitations.update(invitation.ended(Outcome.WITHDRAWN, clock.instant()));
            record(actor, invitation, "member.withdraw", "isn't invited any more");
          }
        });
  }

  /**
   * Accepts the invitation of that code.
   *
   * @throws Refusal {@code NOT_FOUND} for a code that nobody has given out, {@code
   *     ILLEGAL_TRANSITION} unless it is open and who made it still an administrator, {@code
   *     FORBIDDEN} to accounts of other addresses, {@code CONFLICT} to who belongs to an
   *     organisation
   */
  public Membership join(Actor actor, String code) {
    String shown = code.strip();
    if (!CODE.matcher(shown).matches()) {
      throw unknown();
    }
    return transactions.asSystem(
        () -> {
          Invitation found =
              invitations
                  .withDigest(CredentialDesk.digest(shown))
                  .orElseThrow(InvitationDesk::unknown);
          List<Membership> members = memberships.lock(found.tenant());
          Invitation invitation = invitations.lock(found.id()).orElseThrow();
          requireOpen(invitation);
          requireOfAdministrator(members, invitation);
          requireTheirs(actor, invitation);
          memberships.lockPerson(actor.user());
          requireFree(actor.user(), invitation.tenant());
          if (members.size() >= MOST_MEMBERS) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "The organisation has " + MOST_MEMBERS + " members already, the most it may.");
          }
          Instant now = clock.instant();
          Membership member =
              new Membership(
                  invitation.tenant(),
                  actor.user(),
                  actor.name(),
                  invitation.role(),
                  now,
                  invitation.email());
          memberships.insert(member);
          invitations.update(invitation.ended(Outcome.ACCEPTED, now));
          record(actor, invitation, "member.join", "joined as " + invitation.role());
          schedule.organisation(invitation.tenant());
          return member;
        });
  }

  private void requireOpen(Invitation invitation) {
    State state = invitation.at(clock.instant());
    if (state != State.OPEN) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The invitation is " + state + "; ask an administrator of the organisation for another.");
    }
  }

  /** Or who was removed would come back by an invitation of their own. */
  private static void requireOfAdministrator(List<Membership> members, Invitation invitation) {
    if (members.stream()
        .noneMatch(m -> m.user().equals(invitation.by()) && m.role().covers(TenantRole.ADMIN))) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "Who made the invitation is no administrator any more; ask one for another.");
    }
  }

  private static void requireTheirs(Actor actor, Invitation invitation) {
    String own = actor.email().map(EmailAddress::normal).orElse("");
    if (!own.equals(invitation.email())) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The invitation is for another e-mail address than "
              + (own.isEmpty() ? "your account, which has none" : own)
              + ". Sign in with an account of the address that was invited.");
    }
  }

  private void requireFree(UserId user, TenantId tenant) {
    List<Membership> own = memberships.of(user);
    if (own.stream().anyMatch(m -> m.tenant().equals(tenant))) {
      throw new Refusal(ProblemType.CONFLICT, "You are a member already.");
    }
    if (!own.isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Your account belongs to another organisation. Have another address of yours invited.");
    }
  }

  private static Refusal unknown() {
    return new Refusal(
        ProblemType.NOT_FOUND, "No invitation has this code; look whether it is all there.");
  }

  private String code() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void record(Actor actor, Invitation invitation, String action, String what) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            invitation.tenant(),
            actor,
            action,
            invitation.id(),
            invitation.email() + " " + what + "."));
  }
}
