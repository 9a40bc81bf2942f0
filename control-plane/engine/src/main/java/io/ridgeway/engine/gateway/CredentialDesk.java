package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Hands out API keys for the gateway. */
@Singleton
public final class CredentialDesk {
  /** How many credentials of a network may be in force at once. */
  static final int MAX_PER_NETWORK = 100;

  private static final String PREFIX = "rw_";

  private final Transactions transactions;
  private final Access access;
  private final Memberships memberships;
  private final Networks networks;
  private final Credentials credentials;
  private final AuditLog audit;
  private final SecureRandom random;
  private final Clock clock;

  public CredentialDesk(
      Transactions transactions,
      Access access,
      Memberships memberships,
      Networks networks,
      Credentials credentials,
      AuditLog audit,
      SecureRandom random,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.memberships = memberships;
    this.networks = networks;
    this.credentials = credentials;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A credential with its secret: the only time that it is seen.
   *
   * @param secret the API key: {@code rw_} and 43 characters of URL-safe base64
   */
  public record Issued(GatewayCredential credential, String secret) {
    @Override
    public String toString() {
      return "Issued[" + credential.id() + "]";
    }
  }

  /** Makes a new API key for the network. */
  public Issued issue(Actor actor, TenantId tenant, NetworkId network, String name) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    GatewayCredential credential =
        new GatewayCredential(
            CredentialId.next(),
            tenant,
            network,
            name.strip(),
            digest(secret),
            secret.substring(0, 8),
            clock.instant(),
            Optional.empty(),
            CallLimits.NONE,
            Optional.of(actor.user()));
    transactions.runInTenant(
        tenant,
        () -> {
          // Locked, or one made while its holder is removed would escape the revocation.
          Access.require(memberships.lock(tenant), actor, tenant, TenantRole.DEVELOPER);
          requireWanted(network);
          if (credentials.of(network).stream().filter(c -> c.revokedAt().isEmpty()).count()
              >= MAX_PER_NETWORK) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "A network has at most "
                    + MAX_PER_NETWORK
                    + " credentials in force; revoke one first.");
          }
          credentials.insert(credential);
          record(actor, credential, "credential.issue");
        });
    return new Issued(credential, secret);
  }

  public List<GatewayCredential> list(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> credentials.of(networks.get(network).id()));
  }

  /** Revokes it at once; gateways hear of it within a second. */
  public void revoke(Actor actor, TenantId tenant, CredentialId id) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    transactions.runInTenant(
        tenant,
        () -> {
          GatewayCredential credential =
              credentials.find(id).orElseThrow(() -> Refusal.notFound("credential", id));
          if (credential.revokedAt().isEmpty()) {
            credentials.revoke(id, clock.instant());
            record(actor, credential, "credential.revoke");
          }
        });
  }

  /**
   * Sets what it may do at most, all four at once; gateways hear of it within a second. One that is
   * revoked is refused.
   */
  public GatewayCredential limit(Actor actor, TenantId tenant, CredentialId id, CallLimits limits) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          GatewayCredential credential =
              credentials.find(id).orElseThrow(() -> Refusal.notFound("credential", id));
          if (credential.revokedAt().isPresent()) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "The credential is revoked: nobody comes in by it any more.");
          }
          if (!credential.limits().equals(limits)) {
            credentials.limit(id, limits);
            record(
                actor,
                credential,
                "credential.limit",
                " Its limits were: "
                    + credential.limits().text()
                    + "; now: "
                    + limits.text()
                    + ".");
          }
          return credential.with(limits);
        });
  }

  /** One credential, revoked or not. */
  public GatewayCredential get(Actor actor, TenantId tenant, CredentialId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant, () -> credentials.find(id).orElseThrow(() -> Refusal.notFound("credential", id)));
  }

  /** SHA-256 of a secret's text, in lower-case hex. */
  public static String digest(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Locks the network, or one made while it is removed would escape the revocation. */
  private void requireWanted(NetworkId id) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is being deleted or gone; it takes no new credentials.");
    }
  }

  private void record(Actor actor, GatewayCredential c, String action) {
    record(actor, c, action, "");
  }

  private void record(Actor actor, GatewayCredential c, String action, String more) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            c.tenant(),
            actor,
            action,
            c.id(),
            "Credential " + c.name() + " of network " + c.network() + "." + more));
  }
}
