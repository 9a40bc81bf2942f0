package io.ridgeway.engine.member;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.webhook.Webhooks;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person could still hold that opens something of the tenant's: secrets that were shown to
 * them, and keys that they brought, as the audit trail has it. None of it ends when they go, since
 * applications run on it; it is listed, so that somebody else takes over what matters.
 */
@Singleton
public final class HoldingDesk {
  /** What it is. */
  public enum Kind {
    /** The key of an application that speaks BSN's protocol. */
    APPLICATION,
    /** The key of an application that keeps its own, and its certificate. */
    CERTIFICATE,
    /** The secret that a webhook's messages are signed with. */
    WEBHOOK,
    /** A copy of a managed key that was brought. */
    IMPORTED_KEY,
    /** A copy of a managed key that left custody. */
    EXPORTED_KEY
  }

  /**
   * One of them, in force.
   *
   * @param id of what it opens; of a certificate its application's name
   * @param name for people; empty where it isn't known
   * @param since when they had it last
   */
  public record Holding(Kind kind, String id, String name, NetworkId network, Instant since) {}

  /** What hands a secret out, by what the audit calls it. */
  private static final Map<String, Kind> KINDS =
      Map.of(
          "bsn-application.create", Kind.APPLICATION,
          "client.enrol", Kind.CERTIFICATE,
          "webhook.create", Kind.WEBHOOK,
          "webhook.rotate", Kind.WEBHOOK,
          "key.import", Kind.IMPORTED_KEY,
          "key.export", Kind.EXPORTED_KEY);

  /** What tells that somebody was a member. */
  private static final Set<String> GOINGS = Set.of("member.remove", "member.leave");

  private static final Set<String> ACTIONS =
      Stream.concat(KINDS.keySet().stream(), GOINGS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** As many events as are looked through, the newest first. */
  private static final int MOST = 10_000;

  private final Transactions transactions;
  private final Access access;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Networks networks;
  private final BsnApplications applications;
  private final Webhooks webhooks;
  private final KeyLives keys;
  private final CertificateAuthority authorities;
  private final Clock clock;

  public HoldingDesk(
      Transactions transactions,
      Access access,
      Memberships memberships,
      AuditLog audit,
      Networks networks,
      BsnApplications applications,
      Webhooks webhooks,
      KeyLives keys,
      CertificateAuthority authorities,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.memberships = memberships;
    this.audit = audit;
    this.networks = networks;
    this.applications = applications;
    this.webhooks = webhooks;
    this.keys = keys;
    this.authorities = authorities;
    this.clock = clock;
  }

  /**
   * What that person could hold, the newest first, whether or not they are a member still.
   * Administrators ask of anybody, others of themselves.
   *
   * @throws Refusal {@code NOT_FOUND} if they are no member and never were
   */
  public List<Holding> list(Actor actor, TenantId tenant, UserId user) {
    access.require(actor, tenant, actor.user().equals(user) ? TenantRole.VIEWER : TenantRole.ADMIN);
    boolean member =
        transactions.asSystem(
            () -> memberships.of(tenant).stream().anyMatch(m -> m.user().equals(user)));
    return transactions.inTenant(
        tenant,
        () -> {
          List<AuditEvent> events = audit.of(ACTIONS, MOST);
          if (!member && events.stream().noneMatch(event -> isOf(event, user))) {
            throw Refusal.notFound("member", user);
          }
          Set<String> seen = new HashSet<>();
          return events.stream()
              .filter(event -> KINDS.containsKey(event.action()))
              .filter(event -> isTheirs(event, user, seen))
              .flatMap(event -> standing(event).stream())
              .toList();
        });
  }

  private static boolean isOf(AuditEvent event, UserId user) {
    String of = GOINGS.contains(event.action()) ? event.subject() : event.user();
    return of.equals(user.value());
  }

  /** Whether it is their last one of it; of a webhook's secrets, the last one of all. */
  private static boolean isTheirs(AuditEvent event, UserId user, Set<String> seen) {
    boolean theirs = event.user().equals(user.value());
    Kind kind = KINDS.get(event.action());
    return (theirs || kind == Kind.WEBHOOK) && seen.add(kind + " " + event.subject()) && theirs;
  }

  private Optional<Holding> standing(AuditEvent event) {
    Kind kind = KINDS.get(event.action());
    String id = event.subject();
    Instant at = event.at();
    Optional<Holding> found =
        switch (kind) {
          case APPLICATION ->
              applications
                  .find(new ApplicationId(id))
                  .filter(a -> a.revokedAt().isEmpty())
                  .map(a -> new Holding(kind, id, a.name(), a.network(), at));
          case WEBHOOK ->
              webhooks
                  .find(new WebhookId(id))
                  .map(w -> new Holding(kind, id, w.name(), w.network(), at));
          case IMPORTED_KEY, EXPORTED_KEY ->
              keys.look(new KeyId(id))
                  .filter(k -> k.life().state() == KeyLife.State.IN_FORCE)
                  .map(k -> new Holding(kind, id, k.key().name(), k.key().network(), at));
          case CERTIFICATE -> certificate(id, at);
        };
    return found.filter(holding -> isThere(holding.network()));
  }

  /** Before applications were named in the audit, its subject was their network alone. */
  private Optional<Holding> certificate(String subject, Instant at) {
    int slash = subject.indexOf('/');
    String name = slash < 0 ? "" : subject.substring(slash + 1);
    NetworkId network = new NetworkId(slash < 0 ? subject : subject.substring(0, slash));
    Stream<Certificate> certificates =
        authorities.list(network).stream()
            .filter(ClientDesk::isOutside)
            .filter(c -> name.isEmpty() || c.name().equals(ClientDesk.certificateName(name)));
    var revoked = authorities.revocations(network);
    return certificates
        .filter(c -> clock.instant().isBefore(c.notAfter()))
        .filter(c -> revoked.stream().noneMatch(list -> list.holds(c)))
        .findFirst()
        .map(c -> new Holding(Kind.CERTIFICATE, name, name, network, at));
  }

  private boolean isThere(NetworkId network) {
    return networks.find(network).filter(n -> n.desire() != Network.Desire.DELETED).isPresent();
  }
}
