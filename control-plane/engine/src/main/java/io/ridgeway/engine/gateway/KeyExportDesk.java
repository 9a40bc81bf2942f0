package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.gateway.KeyExport.Answer;
import io.ridgeway.engine.gateway.KeyExport.Party;
import io.ridgeway.engine.gateway.KeyExport.State;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets a managed key out of custody where two administrators want it: one asks, another approves,
 * and who asked fetches it once, sealed to a key of his own.
 */
@Singleton
public final class KeyExportDesk {
  private static final int LONGEST_REASON = 500;
  private static final int MOST_WAITING = 20;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final KeyExports exports;
  private final KeyLives lives;
  private final KeyTravel travel;
  private final KeyDesk keys;
  private final AuditLog audit;
  private final Clock clock;

  public KeyExportDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      KeyExports exports,
      KeyLives lives,
      KeyTravel travel,
      KeyDesk keys,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.exports = exports;
    this.lives = lives;
    this.travel = travel;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A wish as it stands now.
   *
   * @param recipient the SHA-256 of the recipient's key, in hex
   */
  public record Standing(KeyExport export, State state, String recipient) {}

  /** The network's, newest first. */
  public List<Standing> list(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          networks.get(network);
          return exports.of(network).stream().map(this::standing).toList();
        });
  }

  /**
   * Asks for a key.
   *
   * @param recipient a public key of RSA in PEM, to which it will be sealed
   */
  public Standing ask(
      Actor actor,
      TenantId tenant,
      NetworkId networkId,
      KeyId key,
      String reason,
      String recipient) {
    access.require(actor, tenant, TenantRole.ADMIN);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw new Refusal(
          ProblemType.INVALID, "The reason has 1 to " + LONGEST_REASON + " characters.");
    }
    String fingerprint = travel.recipient(recipient);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network =
              networks.lock(networkId).orElseThrow(() -> Refusal.notFound("network", networkId));
          KeptKey kept = find(network, key);
          if (!kept.exportable()) {
            throw new Refusal(
                ProblemType.FORBIDDEN,
                "The key " + kept.key().name() + " was made never to leave custody.");
          }
          requireRoom(networkId);
          KeyExport asked =
              new KeyExport(
                  KeyExportId.next(),
                  tenant,
                  networkId,
                  key,
                  why,
                  recipient,
                  party(actor),
                  clock.instant(),
                  Optional.empty(),
                  Optional.empty());
          exports.insert(asked);
          audit(actor, asked, "key.export-ask", "asked for, sealed to " + fingerprint + ": " + why);
          return standing(asked);
        });
  }

  /**
   * Answers another administrator's wish.
   *
   * @throws Refusal {@code FORBIDDEN} to who asked, {@code ILLEGAL_TRANSITION} unless it waits
   */
  public Standing answer(
      Actor actor, TenantId tenant, NetworkId network, KeyExportId id, boolean approved) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          KeyExport export = locked(network, id);
          if (export.asker().user().equals(actor.user())) {
            throw new Refusal(
                ProblemType.FORBIDDEN,
                "Who asks for a key doesn't approve it; ask another administrator.");
          }
          require(export, State.ASKED, "waits for no answer any more");
          KeyExport answered = export.answered(new Answer(party(actor), clock.instant(), approved));
          exports.update(answered);
          audit(
              actor,
              answered,
              approved ? "key.export-approve" : "key.export-refuse",
              approved ? "approved" : "refused");
          return standing(answered);
        });
  }

  /**
   * The key, sealed: to who asked, once, and soon after it was approved.
   *
   * @return CMS in PEM
   */
  public String fetch(Actor actor, TenantId tenant, NetworkId networkId, KeyExportId id) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          KeyExport export = locked(networkId, id);
          if (!export.asker().user().equals(actor.user())) {
            throw new Refusal(ProblemType.FORBIDDEN, "Only who asked for the key fetches it.");
          }
          require(export, State.APPROVED, "can't be fetched");
          find(networks.get(networkId), export.key());
          exports.update(export.fetched(clock.instant()));
          audit(actor, export, "key.export", "fetched");
          return travel.export(export.key(), export.recipient());
        });
  }

  private void requireRoom(NetworkId network) {
    long waiting =
        exports.of(network).stream().filter(e -> standing(e).state() == State.ASKED).count();
    if (waiting >= MOST_WAITING) {
      throw new Refusal(
          ProblemType.CONFLICT,
          MOST_WAITING + " wishes wait for an answer already; have them answered first.");
    }
  }

  private KeptKey find(Network network, KeyId key) {
    return lives
        .look(key)
        .filter(k -> k.key().network().equals(network.id()))
        .filter(k -> k.key().tenant().equals(network.tenant()))
        .filter(k -> k.key().purpose() == Purpose.TRANSACTION)
        .filter(k -> k.life().state() != KeyLife.State.DESTROYED)
        .filter(k -> keys.accounts().of(network, k).isPresent())
        .orElseThrow(() -> Refusal.notFound("key", key));
  }

  private KeyExport locked(NetworkId network, KeyExportId id) {
    return exports
        .lock(id)
        .filter(e -> e.network().equals(network))
        .orElseThrow(() -> Refusal.notFound("key export", id));
  }

  private void require(KeyExport export, State needed, String why) {
    State state = export.at(clock.instant());
    if (state != needed) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The export " + export.id() + " is " + state + ", so it " + why + ".");
    }
  }

  private Standing standing(KeyExport export) {
    Instant now = clock.instant();
    return new Standing(export, export.at(now), travel.recipient(export.recipient()));
  }

  private static Party party(Actor actor) {
    return new Party(actor.user(), actor.name());
  }

  private void audit(Actor actor, KeyExport export, String action, String what) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            export.tenant(),
            actor,
            action,
            export.key(),
            "Export "
                + export.id()
                + " of a managed key of network "
                + export.network()
                + ": "
                + what
                + "."));
  }
}
