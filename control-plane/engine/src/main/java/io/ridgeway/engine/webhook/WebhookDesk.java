package io.ridgeway.engine.webhook;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.webhook.Webhook.Secret;
import io.ridgeway.engine.webhook.Webhook.Standing;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes orders to tell a ledger's events to URLs. */
@Singleton
public final class WebhookDesk {
  /** How many a network may have. */
  public static final int MAX_PER_NETWORK = 20;

  /** How long the secret before is used beside a new one. */
  static final Duration BOTH = Duration.ofHours(24);

  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final BsnApplications applications;
  private final Webhooks webhooks;
  private final CallbackRules rules;
  private final TenantSecrets secrets;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  public WebhookDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      BsnApplications applications,
      Webhooks webhooks,
      CallbackRules rules,
      TenantSecrets secrets,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.applications = applications;
    this.webhooks = webhooks;
    this.rules = rules;
    this.secrets = secrets;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param from the first block to look at; empty for the next one
   */
  public record Wanted(String name, Told told, OptionalLong from) {
    public Wanted {
      if (from.isPresent() && from.getAsLong() < 0) {
        throw new IllegalArgumentException("from is a block's number");
      }
    }
  }

  /**
   * A webhook, and a secret that is seen this once.
   *
   * @param secret {@code whsec_} and Base64 of 32 bytes
   */
  public record Issued(Webhook webhook, String secret) {
    @Override
    public String toString() {
      return "Issued[" + webhook.id() + "]";
    }
  }

  /** What a secret of it is sealed for. */
  public static String use(WebhookId id) {
    return "webhook " + id;
  }

  /** Takes a new order. */
  public Issued create(Actor actor, TenantId tenant, NetworkId networkId, Wanted wanted) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    check(wanted.told());
    return transactions.inTenant(
        tenant,
        () -> {
          open(networkId);
          room(networkId);
          WebhookId id = WebhookId.next();
          String secret = newSecret();
          Webhook webhook =
              new Webhook(
                  id,
                  tenant,
                  networkId,
                  CallbackKind.WEBHOOK,
                  wanted.name().strip(),
                  Optional.empty(),
                  wanted.told(),
                  List.of(new Secret(seal(tenant, id, secret), Optional.empty())),
                  clock.instant(),
                  beginning(wanted.from()));
          webhooks.insert(webhook);
          record(actor, webhook, "webhook.create");
          return new Issued(webhook, secret);
        });
  }

  /** Locks the network, or one made while it is removed would outlive it. */
  void open(NetworkId id) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is being deleted or gone; it tells no events any more.");
    }
  }

  /** Those of revoked applications tell nothing any more, and take no room. */
  void room(NetworkId id) {
    Set<ApplicationId> revoked =
        applications.of(id).stream()
            .filter(a -> a.revokedAt().isPresent())
            .map(BsnApplication::id)
            .collect(Collectors.toSet());
    long there =
        webhooks.of(id).stream()
            .filter(w -> w.application().filter(revoked::contains).isEmpty())
            .count();
    if (there >= MAX_PER_NETWORK) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The events of a network are told to at most "
              + MAX_PER_NETWORK
              + " webhooks and applications' callbacks; remove one first.");
    }
  }

  Standing beginning(OptionalLong from) {
    return new Standing(
        from, Optional.empty(), 0, Optional.empty(), Optional.empty(), clock.instant());
  }

  private void check(Told told) {
    rules.check(told.url());
    if (told.contract().isBlank()) {
      throw new Refusal(ProblemType.INVALID, "contract is missing: whose events.");
    }
  }

  /** The network's, newest first. */
  public List<Webhook> list(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> webhooks.of(networks.get(network).id()));
  }

  /** One of them. */
  public Webhook get(Actor actor, TenantId tenant, WebhookId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> find(id));
  }

  /** The last events that were to be told, the latest first. */
  public List<Delivery> deliveries(Actor actor, TenantId tenant, WebhookId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> webhooks.deliveries(find(id).id()));
  }

  /** Has it told elsewhere, or something else; it goes on where it stands. */
  public Webhook change(Actor actor, TenantId tenant, WebhookId id, String name, Told told) {
    check(told);
    return change(
        actor, tenant, id, "webhook.change", w -> webhooks.update(w.with(name.strip(), told)));
  }

  /** A new secret; the one before is used beside it for a day. */
  public Issued rotate(Actor actor, TenantId tenant, WebhookId id) {
    String secret = newSecret();
    Webhook after =
        change(
            actor,
            tenant,
            id,
            "webhook.rotate",
            w -> {
              List<Secret> both = new ArrayList<>();
              both.add(new Secret(seal(tenant, id, secret), Optional.empty()));
              Instant until = clock.instant().plus(BOTH);
              w.secrets().stream()
                  .limit(1)
                  .map(s -> new Secret(s.sealed(), Optional.of(until)))
                  .forEach(both::add);
              webhooks.update(w.with(both));
            });
    return new Issued(after, secret);
  }

  /**
   * Has it go on where it stands, or begin again with that block; an application's callbacks too,
   * since by its protocol it can't.
   */
  public Webhook resume(Actor actor, TenantId tenant, WebhookId id, OptionalLong from) {
    if (from.isPresent() && from.getAsLong() < 0) {
      throw new Refusal(ProblemType.INVALID, "from must be a block's number.");
    }
    return stand(actor, tenant, id, "webhook.resume", w -> webhooks.resume(id, from));
  }

  /** Has nothing sent until it is resumed; what comes meanwhile is sent then. */
  public Webhook pause(Actor actor, TenantId tenant, WebhookId id) {
    return stand(
        actor,
        tenant,
        id,
        "webhook.pause",
        w -> webhooks.disable(id, "It was paused; resume it to have it go on where it stands."));
  }

  /** Has a test sent; what became of it is among its deliveries. */
  public Webhook test(Actor actor, TenantId tenant, WebhookId id) {
    return change(actor, tenant, id, "webhook.test", w -> webhooks.test(id));
  }

  /** Ends it, and forgets what became of its events. */
  public void remove(Actor actor, TenantId tenant, WebhookId id) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    transactions.runInTenant(
        tenant,
        () -> {
          Webhook webhook = find(id);
          webhooks.remove(id);
          record(actor, webhook, "webhook.remove");
        });
  }

  private Webhook change(
      Actor actor, TenantId tenant, WebhookId id, String action, Consumer<Webhook> how) {
    return stand(
        actor,
        tenant,
        id,
        action,
        before -> {
          if (before.kind() != CallbackKind.WEBHOOK) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "It is an application's, which orders it by BSN's protocol; it can be paused,"
                    + " resumed and removed.");
          }
          how.accept(before);
        });
  }

  /** Whoever ordered it. */
  private Webhook stand(
      Actor actor, TenantId tenant, WebhookId id, String action, Consumer<Webhook> how) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          // Locked, or of two changes at once one would write back the secrets before the other.
          Webhook before = webhooks.lock(id).orElseThrow(() -> Refusal.notFound("webhook", id));
          how.accept(before);
          Webhook after = find(id);
          record(actor, after, action);
          return after;
        });
  }

  private Webhook find(WebhookId id) {
    return webhooks.find(id).orElseThrow(() -> Refusal.notFound("webhook", id));
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  private String seal(TenantId tenant, WebhookId id, String secret) {
    byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    try {
      return secrets.seal(tenant, use(id), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  void record(Actor actor, Webhook webhook, String action) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            webhook.tenant(),
            actor,
            action,
            webhook.id(),
            "Webhook " + webhook.name() + " of network " + webhook.network() + "."));
  }
}
