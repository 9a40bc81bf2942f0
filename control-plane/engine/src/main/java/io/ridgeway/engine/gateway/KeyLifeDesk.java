package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.Membership;
import io.ridgeway.engine.gateway.KeyDesk.Account;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Decides what becomes of an application's managed key. Gateways hear of it as of every change of
 * the network.
 */
@Singleton
public final class KeyLifeDesk {
  /** How long a key can be had back, unless something else is said. */
  public static final Duration USUAL_WAIT = Duration.ofDays(7);

  private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);
  private static final String AUTHORITY = "-ca";

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final KeyLives lives;
  private final KeyDesk keys;
  private final CertificateAuthority authorities;
  private final Frameworks frameworks;
  private final AuditLog audit;
  private final Clock clock;

  public KeyLifeDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      KeyLives lives,
      KeyDesk keys,
      CertificateAuthority authorities,
      Frameworks frameworks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.lives = lives;
    this.keys = keys;
    this.authorities = authorities;
    this.frameworks = frameworks;
    this.audit = audit;
    this.clock = clock;
  }

  /** Has nothing signed with it until it is enabled. */
  public Account disable(Actor actor, TenantId tenant, NetworkId network, KeyId key) {
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.DEVELOPER,
        (there, kept) -> lives.disable(key),
        "key.disable",
        "disabled");
  }

  /** Has it sign again. */
  public Account enable(Actor actor, TenantId tenant, NetworkId network, KeyId key) {
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.ADMIN,
        (there, kept) -> {
          requireOwnCertificate(there, kept);
          return lives.enable(key);
        },
        "key.enable",
        "enabled");
  }

  /**
   * Disables it at once, and has its private half destroyed after that time.
   *
   * @param wait 1 minute to 30 days
   */
  public Account destroy(
      Actor actor, TenantId tenant, NetworkId network, KeyId key, Duration wait) {
    if (wait.compareTo(SHORTEST_WAIT) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new Refusal(
          ProblemType.INVALID, "A key is destroyed after 60 to 2592000 seconds (30 days).");
    }
    Instant at = clock.instant().plus(wait);
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.ADMIN,
        (there, kept) -> lives.destroyAt(key, at),
        "key.destroy-later",
        "disabled, and to be destroyed at " + at);
  }

  /** Takes the order to destroy it back. It stays disabled. */
  public Account keep(Actor actor, TenantId tenant, NetworkId network, KeyId key) {
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.ADMIN,
        (there, kept) -> lives.keep(key),
        "key.keep",
        "kept; it isn't destroyed, and stays disabled");
  }

  /**
   * Limits what it may be used for. Functions become what the ledger knows them by.
   *
   * @throws Refusal {@code INVALID} for what the network's ledger doesn't have
   */
  public Account limit(
      Actor actor, TenantId tenant, NetworkId network, KeyId key, KeyPolicy policy) {
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.ADMIN,
        (there, kept) -> lives.decide(key, known(there, policy)),
        "key.policy",
        policy.isNone() ? "limited no more" : "limited by a policy");
  }

  /**
   * Has a new key take over its name and its policy: another account, or where members have
   * authorities a certificate of the new key. Of a disabled key administrators have it.
   *
   * @param inForce whether the old key goes on signing, under its account; else it is disabled
   * @return the new one
   */
  public Account rotate(
      Actor actor, TenantId tenant, NetworkId network, KeyId key, boolean inForce) {
    TenantRole role = access.role(actor, tenant);
    return decide(
        actor,
        tenant,
        network,
        key,
        TenantRole.DEVELOPER,
        (there, kept) -> {
          if (kept.life().disabledAt().isPresent()) {
            // The new key signs: who may not enable the old one may not have that either.
            Access.require(role, TenantRole.ADMIN);
          }
          return rotated(there, kept, inForce);
        },
        "key.rotate",
        "followed by a new key of its name; it is " + (inForce ? "still in force" : "disabled"));
  }

  private KeptKey rotated(Network network, KeptKey old, boolean inForce) {
    keys.requireRoom(network.id());
    Optional<Certificate> standing = standing(network, old);
    Optional<Membership> member = standing.map(certificate -> member(network, old, certificate));
    if (member.isEmpty() && isCertified(network, old)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The key "
              + old.key().name()
              + " has no certificate yet, and is made known with one; rotate it then.");
    }
    if (standing.isPresent() && inForce) {
      throw new Refusal(
          ProblemType.INVALID,
          "Of one name there is one certificate, and it will be the new key's: the old one can't"
              + " stay in force.");
    }
    KeptKey fresh = lives.succeed(old.key().id(), inForce);
    member.ifPresent(
        m -> authorities.renew(m.authority(), KeyDesk.order(m, fresh.key(), Optional.empty())));
    return fresh;
  }

  private Membership member(Network network, KeptKey old, Certificate standing) {
    if (keys.accounts().isRevoked(network.id(), Optional.of(standing))) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The certificate of that key was revoked; make a key of another name.");
    }
    String authority = standing.authority();
    String organisation =
        authority.endsWith(AUTHORITY)
            ? authority.substring(0, authority.length() - AUTHORITY.length())
            : authority;
    Membership member =
        frameworks
            .membership(network, old.key().name(), Optional.of(organisation))
            .filter(m -> m.authority().name().equals(authority))
            .orElseThrow(() -> new IllegalStateException("nobody enrols with " + authority));
    if (member.authority().isBrought()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "An organisation's own authority certified that key; make a key of another name, and"
              + " disable this one.");
    }
    if (BsnApplication.isUser(old.key().name())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "That key is of a BSN application's user; register another user, and disable this one.");
    }
    return member;
  }

  private boolean isCertified(Network network, KeptKey kept) {
    return frameworks.membership(network, kept.key().name(), Optional.empty()).isPresent();
  }

  private Optional<Certificate> standing(Network network, KeptKey kept) {
    return keys.accounts().certificate(network.id(), KeyDesk.certificateName(kept.key().name()));
  }

  /** A name's newest certificate is of the key that has the name. */
  private void requireOwnCertificate(Network network, KeptKey kept) {
    if (kept.life().succeeded() && standing(network, kept).isPresent()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Another key took over its name and its certificate, so the ledger takes nothing of it.");
    }
  }

  private KeyPolicy known(Network network, KeyPolicy policy) {
    String framework = network.spec().framework().name();
    boolean pays = policy.valueMost().isPresent() || policy.valuePerDayMost().isPresent();
    if (pays && !frameworks.pays(framework)) {
      throw new Refusal(
          ProblemType.INVALID,
          "Transactions of this network's ledger pay nothing; limit no value.");
    }
    try {
      Set<String> functions =
          policy.functions().stream()
              .map(function -> frameworks.functionOf(framework, function))
              .collect(Collectors.toSet());
      return new KeyPolicy(
          policy.contracts(),
          functions,
          policy.rate(),
          policy.valueMost(),
          policy.valuePerDayMost(),
          policy.hours());
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ProblemType.INVALID, "A function of the policy can't be one: " + e.getMessage() + ".");
    }
  }

  private Account decide(
      Actor actor,
      TenantId tenant,
      NetworkId networkId,
      KeyId key,
      TenantRole role,
      BiFunction<Network, KeptKey, KeptKey> decision,
      String action,
      String then) {
    access.require(actor, tenant, role);
    return transactions.inTenant(
        tenant,
        () -> {
          // Locked as by all who change keys, in this order.
          Network network =
              networks.lock(networkId).orElseThrow(() -> Refusal.notFound("network", networkId));
          if (network.desire() == Network.Desire.DELETED) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "The network is being deleted, and its keys with it.");
          }
          KeptKey before = find(network, key);
          KeptKey after = decision.apply(network, before);
          if (!after.equals(before)) {
            networks.touch(networkId);
            audit.append(
                AuditEvent.of(
                    clock.instant(),
                    tenant,
                    actor,
                    action,
                    key,
                    "Managed key "
                        + before.key().name()
                        + " of network "
                        + networkId
                        + " is "
                        + then
                        + "."));
          }
          return keys.accounts().of(network, after).orElseThrow();
        });
  }

  /** A key that applications sign with; all others aren't there. */
  private KeptKey find(Network network, KeyId key) {
    return lives
        .look(key)
        .filter(k -> k.key().network().equals(network.id()))
        .filter(k -> k.key().tenant().equals(network.tenant()))
        .filter(k -> k.key().purpose() == Purpose.TRANSACTION)
        .filter(k -> keys.accounts().of(network, k).isPresent())
        .orElseThrow(() -> Refusal.notFound("key", key));
  }
}
