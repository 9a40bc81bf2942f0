package io.ridgeway.engine.member;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.engine.gateway.KeyDesk;
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
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

  /** What ends it, or gives it to somebody else. */
  public enum End {
    /** Another application, then this one's revocation. */
    NEW_APPLICATION,
    /** A certificate under another name, then this one's revocation, which is by name. */
    NEW_CERTIFICATE,
    /** Another secret. */
    ROTATION,
    /** A key of another name, then the revocation of this one's certificates, which is by name. */
    NEW_KEY,
    /** A key that follows it, and what the account owns moved to that one's account. */
    SUCCESSOR
  }

  /**
   * One of them, in force outside.
   *
   * @param id of what it opens; of a certificate its application's name
   * @param name for people; empty where it isn't known
   * @param since when they had it last
   * @param state of a copy of a managed key, what became of the one in custody: the copy goes on
   *     signing whatever that is
   */
  public record Holding(
      Kind kind,
      String id,
      String name,
      NetworkId network,
      Instant since,
      Optional<KeyLife.State> state,
      End end) {}

  /**
   * What a person could hold.
   *
   * @param items the newest first
   * @param complete whether all that they did was looked through
   */
  public record Holdings(List<Holding> items, boolean complete) {}

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

  private static final Set<String> WEBHOOK = Set.of("webhook.create", "webhook.rotate");

  /** As many of the person's events as are looked through, the newest first. */
  static final int MOST = 10_000;

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
   * What that person could hold, whether or not they are a member still. Administrators ask of
   * anybody, others of themselves.
   *
   * @throws Refusal {@code NOT_FOUND} if they are no member and never were
   */
  public Holdings list(Actor actor, TenantId tenant, UserId user) {
    access.require(actor, tenant, actor.user().equals(user) ? TenantRole.VIEWER : TenantRole.ADMIN);
    boolean member =
        transactions.asSystem(
            () -> memberships.of(tenant).stream().anyMatch(m -> m.user().equals(user)));
    return transactions.inTenant(
        tenant,
        () -> {
          List<AuditEvent> events =
              audit.find(
                  new AuditLog.Search(tenant, KINDS.keySet(), Optional.of(user), Optional.empty()),
                  MOST);
          if (!member && events.isEmpty() && last(tenant, GOINGS, user.value()).isEmpty()) {
            throw Refusal.notFound("member", user);
          }
          return new Holdings(standing(tenant, user, events), events.size() < MOST);
        });
  }

  private Optional<AuditEvent> last(TenantId tenant, Set<String> actions, String subject) {
    return audit
        .find(new AuditLog.Search(tenant, actions, Optional.empty(), Optional.of(subject)), 1)
        .stream()
        .findFirst();
  }

  /** Each once. A certificate may stand though a later one of its name has ended. */
  private List<Holding> standing(TenantId tenant, UserId user, List<AuditEvent> events) {
    Books books = new Books(authorities, clock.instant());
    Set<List<Object>> seen = new HashSet<>();
    return events.stream()
        .filter(
            event ->
                kind(event) == Kind.CERTIFICATE || seen.add(List.of(kind(event), event.subject())))
        .flatMap(event -> standing(tenant, user, event, books).stream())
        .filter(h -> seen.add(List.of(h.kind(), h.network(), h.id())))
        .filter(h -> isThere(h.network()))
        .toList();
  }

  private Optional<Holding> standing(TenantId tenant, UserId user, AuditEvent event, Books books) {
    Kind kind = kind(event);
    return switch (kind) {
      case APPLICATION ->
          applications
              .find(new ApplicationId(event.subject()))
              .filter(a -> a.revokedAt().isEmpty())
              .map(a -> holding(event, a.name(), a.network(), End.NEW_APPLICATION));
      case WEBHOOK ->
          webhooks
              .find(new WebhookId(event.subject()))
              .filter(w -> isLast(tenant, user, event.subject()))
              .map(w -> holding(event, w.name(), w.network(), End.ROTATION));
      case IMPORTED_KEY, EXPORTED_KEY ->
          keys.look(new KeyId(event.subject())).flatMap(kept -> copy(event, kept, books));
      case CERTIFICATE -> books.certificate(event);
    };
  }

  private static Kind kind(AuditEvent event) {
    return Objects.requireNonNull(KINDS.get(event.action()));
  }

  /** Whether the webhook's secret was last shown to them. */
  private boolean isLast(TenantId tenant, UserId user, String webhook) {
    return last(tenant, WEBHOOK, webhook).filter(e -> e.user().equals(user.value())).isPresent();
  }

  private static Holding holding(AuditEvent event, String name, NetworkId network, End end) {
    return new Holding(
        kind(event), event.subject(), name, network, event.at(), Optional.empty(), end);
  }

  /** What custody does with its own stops no copy; a revoked certificate does. */
  private static Optional<Holding> copy(AuditEvent event, KeptKey kept, Books books) {
    String name = kept.key().name();
    NetworkId network = kept.key().network();
    Optional<Certificate> certificate =
        books.newest(network, KeyDesk.certificateName(name)).findFirst();
    if (certificate.filter(books::isRevoked).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Holding(
            kind(event),
            event.subject(),
            name,
            network,
            event.at(),
            Optional.of(kept.life().state()),
            certificate.isPresent() ? End.NEW_KEY : End.SUCCESSOR));
  }

  private boolean isThere(NetworkId network) {
    return networks.find(network).filter(n -> n.desire() != Network.Desire.DELETED).isPresent();
  }
}
