package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.Membership;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife.State;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.key.KeyTravel.OpenedKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Has keys made in custody, with which the gateway signs for a network's applications. */
@Singleton
public final class KeyDesk {
  /** How many transaction keys a network may have. */
  static final int MAX_PER_NETWORK = 1_000;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Custody custody;
  private final KeyLives lives;
  private final KeyTravel travel;
  private final CertificateAuthority authorities;
  private final Frameworks frameworks;
  private final KeyAccounts accounts;
  private final Asking asking;
  private final AuditLog audit;
  private final Clock clock;

  public KeyDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Custody custody,
      KeyLives lives,
      KeyTravel travel,
      CertificateAuthority authorities,
      Frameworks frameworks,
      Asking asking,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.custody = custody;
    this.lives = lives;
    this.travel = travel;
    this.authorities = authorities;
    this.frameworks = frameworks;
    this.accounts = new KeyAccounts(lives, authorities, frameworks);
    this.asking = asking;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A managed key and its account.
   *
   * @param account as the ledger's users write it
   * @param certificate under which an organisation's authority knows it, where the ledger asks for
   *     one; empty as well until an organisation's own authority has answered
   * @param revoked whether that was taken back
   */
  public record Account(
      KeptKey kept, String account, Optional<Certificate> certificate, boolean revoked) {
    /** Of a key of which nothing was decided, and a ledger that knows keys by themselves. */
    public Account(ManagedKey key, String account) {
      this(KeptKey.of(key), account, Optional.empty(), false);
    }

    /** The key. */
    public ManagedKey key() {
      return kept.key();
    }
  }

  /**
   * How a key is to be made.
   *
   * @param organisation whose application it is, where the ledger has organisations; for good
   * @param exportable whether it may ever leave custody; for good
   */
  public record Manner(Optional<String> organisation, boolean exportable) {
    /** The usual: of the usual organisation, exportable with two administrators' consent. */
    public static final Manner USUAL = new Manner(Optional.empty(), true);
  }

  /** What managed keys are to the ledger. */
  KeyAccounts accounts() {
    return accounts;
  }

  /** What the certificate of an application's key is called among its authority's. */
  public static String certificateName(String key) {
    return key + "-client";
  }

  /** As below, for the usual organisation where there are several. */
  public Account create(Actor actor, TenantId tenant, NetworkId networkId, String name) {
    return create(actor, tenant, networkId, name, Manner.USUAL);
  }

  /** The transaction key of that name, made if it isn't there yet, and made known to the ledger. */
  public Account create(
      Actor actor, TenantId tenant, NetworkId networkId, String name, Manner manner) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    Ids.label("key name", name, 40);
    return transactions.inTenant(
        tenant,
        () ->
            make(
                actor,
                tenant,
                networkId,
                name,
                manner.organisation(),
                Optional.empty(),
                curve ->
                    lives.make(
                        tenant, networkId, curve, Purpose.TRANSACTION, name, manner.exportable())));
  }

  /**
   * Takes a transaction key that its owner brings, and makes it known to the ledger. The file and
   * its password are wiped.
   *
   * @throws Refusal {@code INVALID} if it holds no such key, {@code CONFLICT} if the name is taken
   *     or the key is there already, {@code TOO_MANY_REQUESTS} while another file is opened
   */
  public Account bring(
      Actor actor, TenantId tenant, NetworkId networkId, String name, Manner manner, KeyFile file) {
    try {
      access.require(actor, tenant, TenantRole.ADMIN);
      Ids.label("key name", name, 40);
      Curve curve = transactions.inTenant(tenant, () -> applicationKeys(networks.get(networkId)));
      try (OpenedKey opened = travel.open(curve, file)) {
        return transactions.inTenant(
            tenant, () -> brought(actor, tenant, networkId, name, manner, opened));
      }
    } finally {
      file.wipe();
    }
  }

  private Account brought(
      Actor actor, TenantId tenant, NetworkId id, String name, Manner manner, OpenedKey opened) {
    return make(
        actor,
        tenant,
        id,
        name,
        manner.organisation(),
        Optional.empty(),
        curve -> {
          if (curve != opened.curve()) {
            throw new Refusal(ProblemType.CONFLICT, "The network's kind of key just changed.");
          }
          return travel.bring(tenant, id, Purpose.TRANSACTION, name, manner.exportable(), opened);
        });
  }

  /** The same of an application's user, whom the certificate names as the application does. */
  Account ofApplication(Actor actor, BsnApplication application, String user) {
    return make(
        actor,
        application.tenant(),
        application.network(),
        application.id().keyName(user),
        Optional.of(application.organisation()).filter(o -> !o.isEmpty()),
        Optional.of(application.userName(user)),
        curve ->
            lives.make(
                application.tenant(),
                application.network(),
                curve,
                Purpose.TRANSACTION,
                application.id().keyName(user),
                true));
  }

  private Account make(
      Actor actor,
      TenantId tenant,
      NetworkId networkId,
      String name,
      Optional<String> organisation,
      Optional<String> called,
      Function<Curve, KeptKey> entry) {
    // Locked, or a key made while the network is removed would outlive it.
    Network network =
        networks.lock(networkId).orElseThrow(() -> Refusal.notFound("network", networkId));
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is being deleted or gone; it takes no new keys.");
    }
    Curve curve = applicationKeys(network);
    if (!frameworks.namesApplications(network.spec().framework().name(), name)) {
      throw new Refusal(
          ProblemType.INVALID,
          "Keys of such names are kept for administrators; choose another name.");
    }
    Optional<Membership> membership = frameworks.membership(network, name, organisation);
    if (membership.isEmpty() && organisation.isPresent()) {
      throw new Refusal(
          ProblemType.INVALID,
          "This network's ledger knows no organisations; leave organisation out.");
    }
    Optional<Certificate> standing = accounts.certificate(networkId, certificateName(name));
    if (accounts.certificate(networkId, ClientDesk.certificateName(name)).isPresent()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "An application that keeps its own key has that name; choose another name.");
    }
    refuseMove(standing, membership, organisation);
    if (accounts.isRevoked(networkId, standing)) {
      throw new Refusal(
          ProblemType.CONFLICT, "The certificate of that key was revoked; choose another name.");
    }
    List<ManagedKey> there = custody.list(networkId, Purpose.TRANSACTION);
    if (there.stream().noneMatch(k -> k.name().equals(name))) {
      requireRoom(networkId);
    }
    KeptKey kept = entry.apply(curve);
    ManagedKey key = kept.key();
    Optional<Certificate> certificate =
        standing.or(() -> membership.flatMap(member -> enrol(network, member, key, called)));
    if (!there.contains(key) || !certificate.equals(standing)) {
      networks.touch(networkId);
      audit.append(
          AuditEvent.of(
              clock.instant(),
              tenant,
              actor,
              kept.origin() == KeyOrigin.IMPORTED ? "key.import" : "key.create",
              key.id(),
              "Managed key " + name + " of network " + networkId + "."));
    }
    return accounts.of(network, kept, certificate, false).orElseThrow();
  }

  /** Refuses if the network has as many keys as it may; those that were destroyed don't count. */
  void requireRoom(NetworkId network) {
    long living =
        lives.all(network, Purpose.TRANSACTION).stream()
            .filter(k -> k.life().state() != State.DESTROYED)
            .count();
    if (living >= MAX_PER_NETWORK) {
      throw new Refusal(
          ProblemType.CONFLICT, "A network has at most " + MAX_PER_NETWORK + " managed keys.");
    }
  }

  /**
   * The network's transaction keys that applications sign with, whatever became of them, by name
   * and the newest first.
   */
  public List<Account> list(Actor actor, TenantId tenant, NetworkId networkId) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> accounts.all(networks.get(networkId)));
  }

  private static void refuseMove(
      Optional<Certificate> standing,
      Optional<Membership> membership,
      Optional<String> organisation) {
    if (organisation.isPresent()
        && standing.isPresent()
        && membership.isPresent()
        && !standing.get().authority().equals(membership.get().authority().name())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The key of that name belongs to another organisation for good; choose another name.");
    }
  }

  /** Empty where an organisation's own authority is asked for it. */
  private Optional<Certificate> enrol(
      Network network, Membership member, ManagedKey key, Optional<String> called) {
    CertificateOrder order = order(member, key, called);
    if (!member.authority().isBrought()) {
      return Optional.of(authorities.ensure(member.authority(), order));
    }
    if (asking.wanted(network.id(), member.authority().name(), order.name()).isEmpty()) {
      authorities.root(member.authority());
      asking.certify(
          network,
          Optional.empty(),
          member.subject().organisation().orElse(member.authority().name()),
          authorities.request(member.authority(), order),
          clock.instant());
    }
    return Optional.empty();
  }

  static CertificateOrder order(Membership member, ManagedKey key, Optional<String> called) {
    Subject subject = member.subject();
    return new CertificateOrder(
        certificateName(key.name()),
        called.map(n -> new Subject(n, subject.organisation(), subject.units())).orElse(subject),
        CertificateUse.IDENTITY,
        List.of(),
        member.lifetime(),
        new CertificateOrder.Holder.Custody(key.id()));
  }

  private Curve applicationKeys(Network network) {
    return frameworks
        .applicationKeys(network.spec())
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.CONFLICT,
                    "Applications can't sign for networks of "
                        + network.spec().framework().name()
                        + " through the gateway yet, so there is no use for a key."));
  }
}
