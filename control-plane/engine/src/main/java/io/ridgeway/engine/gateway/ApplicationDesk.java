package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lets applications in that speak BSN's protocol, and makes their users known to the ledger. */
@Singleton
public final class ApplicationDesk {
  /** How many of a network may be in force at once. */
  static final int MAX_PER_NETWORK = 20;

  /** How many contracts an application may have names for. */
  static final int MAX_CONTRACTS = 20;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final BsnApplications applications;
  private final Custody custody;
  private final KeyPairs pairs;
  private final KeyDesk keys;
  private final ClientDesk clients;
  private final Frameworks frameworks;
  private final AuditLog audit;
  private final Clock clock;

  public ApplicationDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      BsnApplications applications,
      Custody custody,
      KeyPairs pairs,
      KeyDesk keys,
      ClientDesk clients,
      Frameworks frameworks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.applications = applications;
    this.custody = custody;
    this.pairs = pairs;
    this.keys = keys;
    this.clients = clients;
    this.frameworks = frameworks;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param publicKey the application's own, in PEM; empty to have a pair made
   * @param organisation whose members its users are; empty for the usual one
   * @param caType who keeps its users' keys; for good
   */
  public record Wanted(
      String name,
      MacAlgorithm algorithm,
      Optional<String> publicKey,
      Optional<String> organisation,
      CaType caType,
      boolean emptyMac) {}

  /**
   * An application, with what others need to see of it.
   *
   * @param publicKey the application's, in PEM
   * @param answerKey the gateway's, in PEM: answers are checked by it
   * @param privateKey the application's, in PEM, if it was made here: the only time it is seen
   */
  public record Shown(
      BsnApplication application, String publicKey, String answerKey, Optional<String> privateKey) {
    @Override
    public String toString() {
      return "Shown[" + application.id() + "]";
    }
  }

  /** Lets a new one in. */
  public Shown create(Actor actor, TenantId tenant, NetworkId networkId, Wanted wanted) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network =
              networks.lock(networkId).orElseThrow(() -> Refusal.notFound("network", networkId));
          String organisation = room(network, wanted);
          Optional<KeyPairs.Pair> made =
              wanted.publicKey().isPresent()
                  ? Optional.empty()
                  : Optional.of(pairs.make(wanted.algorithm().curve()));
          String publicKey =
              made.map(KeyPairs.Pair::publicKey)
                  .orElseGet(
                      () ->
                          pairs.read(wanted.algorithm().curve(), wanted.publicKey().orElseThrow()));
          ApplicationId id = ApplicationId.next();
          ManagedKey answers =
              custody.ensure(
                  tenant, networkId, wanted.algorithm().curve(), Purpose.ANSWER, id.value());
          BsnApplication application =
              new BsnApplication(
                  id,
                  tenant,
                  networkId,
                  wanted.name().strip(),
                  wanted.algorithm(),
                  publicKey,
                  answers.id(),
                  organisation,
                  wanted.caType(),
                  Map.of(),
                  wanted.emptyMac(),
                  false,
                  clock.instant(),
                  Optional.empty());
          applications.insert(application);
          record(actor, application, "bsn-application.create");
          if (wanted.caType() == CaType.UPLOAD && !organisation.isEmpty()) {
            keys.ofApplication(actor, application, ApplicationId.READER);
          }
          return shown(application, made.map(KeyPairs.Pair::privateKey));
        });
  }

  /** The network's, newest first, revoked ones included. */
  public List<Shown> list(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () ->
            applications.of(networks.get(network).id()).stream()
                .map(application -> shown(application, Optional.empty()))
                .toList());
  }

  /** Sets its switches; gateways hear of it within a second. */
  public Shown change(
      Actor actor,
      TenantId tenant,
      ApplicationId id,
      Optional<Boolean> emptyMac,
      Optional<Boolean> frozen) {
    return change(
        actor,
        tenant,
        id,
        "bsn-application.change",
        now -> now.with(emptyMac.orElse(now.emptyMac()), frozen.orElse(now.frozen())));
  }

  /** Gives a contract a name, by which the application calls it; gateways hear of it at once. */
  public Shown name(
      Actor actor, TenantId tenant, ApplicationId id, String name, NamedContract contract) {
    NamedContract.name(name);
    return change(
        actor,
        tenant,
        id,
        "bsn-application.contract",
        now -> {
          if (!now.organisation().isEmpty()) {
            throw new Refusal(
                ProblemType.CONFLICT, "This network's ledger knows contracts by their own names.");
          }
          Map<String, NamedContract> all = new HashMap<>(now.contracts());
          all.put(name, contract);
          if (all.size() > MAX_CONTRACTS) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "An application has names for at most "
                    + MAX_CONTRACTS
                    + " contracts; remove one first.");
          }
          return now.with(all);
        });
  }

  /** Takes a contract's name back. */
  public Shown unname(Actor actor, TenantId tenant, ApplicationId id, String name) {
    return change(
        actor,
        tenant,
        id,
        "bsn-application.contract",
        now -> {
          Map<String, NamedContract> all = new HashMap<>(now.contracts());
          if (all.remove(name) == null) {
            throw Refusal.notFound("contract", "of that name");
          }
          return now.with(all);
        });
  }

  /** Takes it out of force at once; its users' keys stay. */
  public void revoke(Actor actor, TenantId tenant, ApplicationId id) {
    change(
        actor,
        tenant,
        id,
        "bsn-application.revoke",
        now -> now.revokedAt().isPresent() ? now : now.revoked(clock.instant()));
  }

  private Shown change(
      Actor actor,
      TenantId tenant,
      ApplicationId id,
      String action,
      UnaryOperator<BsnApplication> how) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          BsnApplication before =
              applications.find(id).orElseThrow(() -> Refusal.notFound("application", id));
          BsnApplication after = how.apply(before);
          if (!after.equals(before)) {
            applications.update(after);
            record(actor, after, action);
          }
          return shown(after, Optional.empty());
        });
  }

  /**
   * Makes a user of the application known to the ledger, with a key in custody; asked again it
   * changes nothing. Where the application keeps its users' keys it is looked whether the name can
   * be enrolled, and nothing is kept. Asked by gateways, which have checked who calls.
   *
   * @return the user's account on the ledger; empty where it has none before it is enrolled
   */
  public String register(ApplicationId id, String user) {
    BsnApplication application = inForce(id);
    return transactions.inTenant(
        application.tenant(),
        () -> {
          if (application.caType() == CaType.UPLOAD) {
            requireOrganisation(application);
            clients.requireRoom(application, user);
            return "";
          }
          return keys.ofApplication(actor(application), application, user).account();
        });
  }

  /**
   * Certifies a key that the application keeps for its user. Asked by gateways, which have checked
   * who calls.
   *
   * @param request PKCS#10, in PEM
   * @return the certificate, in PEM
   */
  public String enrol(ApplicationId id, String user, String request) {
    BsnApplication application = inForce(id);
    if (application.caType() != CaType.UPLOAD) {
      throw new Refusal(
          ProblemType.CONFLICT, "The keys of this application's users are in custody (caType 1).");
    }
    requireOrganisation(application);
    return transactions.inTenant(
        application.tenant(),
        () ->
            clients
                .ofApplication(actor(application), application, user, request)
                .certificate()
                .pem());
  }

  private static void requireOrganisation(BsnApplication application) {
    if (application.organisation().isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "This network's ledger knows keys by themselves: users who keep theirs (caType 2) need"
              + " neither registering nor a certificate.");
    }
  }

  private BsnApplication inForce(ApplicationId id) {
    return transactions
        .asSystem(() -> applications.find(id))
        .filter(a -> a.revokedAt().isEmpty() && !a.frozen())
        .orElseThrow(() -> Refusal.notFound("application", id));
  }

  private static Actor actor(BsnApplication application) {
    return new Actor(new UserId(application.id().value()), application.name(), Set.of());
  }

  /** Whose members its users will be, if there is room for it; empty if nobody's. */
  private String room(Network network, Wanted wanted) {
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is being deleted or gone; it takes no new applications.");
    }
    if (!frameworks.speaksBsn(network.spec().framework().name())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Applications that speak BSN's protocol are taken on Fabric and FISCO BCOS only.");
    }
    String organisation =
        frameworks
            .membership(network, "x", wanted.organisation())
            .flatMap(member -> member.subject().organisation())
            .orElse("");
    if (organisation.isEmpty() && wanted.organisation().isPresent()) {
      throw new Refusal(
          ProblemType.INVALID,
          "This network's ledger knows no organisations; leave organisation out.");
    }
    if (applications.of(network.id()).stream().filter(a -> a.revokedAt().isEmpty()).count()
        >= MAX_PER_NETWORK) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "A network has at most " + MAX_PER_NETWORK + " applications in force; revoke one first.");
    }
    return organisation;
  }

  private Shown shown(BsnApplication application, Optional<String> privateKey) {
    String answers =
        custody
            .find(application.answerKey())
            .map(key -> pairs.write(key.curve(), key.publicKey()))
            .orElse("");
    return new Shown(
        application,
        pairs.write(application.algorithm().curve(), application.publicKey()),
        answers,
        privateKey);
  }

  private void record(Actor actor, BsnApplication a, String action) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            a.tenant(),
            actor,
            action,
            a.id(),
            "Application "
                + a.name()
                + " of network "
                + a.network()
                + (a.frozen() ? ", frozen" : "")
                + (a.emptyMac() ? ", answered without a mac." : ".")));
  }
}
