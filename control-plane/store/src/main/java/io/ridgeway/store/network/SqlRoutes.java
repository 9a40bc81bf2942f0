package io.ridgeway.store.network;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Reached;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.Fingerprint;
import io.ridgeway.gateway.NetworkRoute;
import io.ridgeway.gateway.RouteSource;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyRecord;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.place.Viewpoint;
import io.ridgeway.store.key.SqlCertificateRecords;
import io.ridgeway.store.key.SqlKeyRecords;
import io.ridgeway.store.network.Grounds.Ground;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's routes, put together from networks, credentials and keys. The application makes it,
 * since only that knows the packs, which know {@link Accounts}.
 */
public final class SqlRoutes implements RouteSource {
  private static final Logger LOG = LoggerFactory.getLogger(SqlRoutes.class);

  private final Transactions transactions;
  private final SqlNetworks networks;
  private final SqlCredentials credentials;
  private final SqlApplications applications;
  private final SqlKeyRecords keys;
  private final SqlCertificateRecords certificates;
  private final Changes changes;
  private final Accounts accounts;
  private final Grounds grounds = new Grounds();

  public SqlRoutes(
      Transactions transactions,
      SqlNetworks networks,
      SqlCredentials credentials,
      SqlApplications applications,
      SqlKeyRecords keys,
      SqlCertificateRecords certificates,
      Changes changes,
      Accounts accounts) {
    this.transactions = transactions;
    this.networks = networks;
    this.credentials = credentials;
    this.applications = applications;
    this.keys = keys;
    this.certificates = certificates;
    this.changes = changes;
    this.accounts = accounts;
  }

  @Override
  public Map<NetworkId, NetworkRoute> all() {
    return transactions.asSystem(
        () -> {
          Map<NetworkId, List<GatewayCredential>> shown =
              credentials.inForce().stream().collect(groupingBy(GatewayCredential::network));
          Map<NetworkId, List<BsnApplication>> let =
              applications.inForce().stream().collect(groupingBy(BsnApplication::network));
          Map<NetworkId, List<KeyRecord>> held =
              keys.transactionKeys().stream().collect(groupingBy(r -> r.key().network()));
          Map<NetworkId, List<Certificate>> issued =
              certificates.forGateways().stream().collect(groupingBy(Certificate::network));
          Map<NetworkId, List<Certificate>> clients =
              certificates.ofClients().stream().collect(groupingBy(Certificate::network));
          List<Network> there = networks.notDeleted();
          Map<NetworkId, Network> byId = there.stream().collect(toMap(Network::id, n -> n));
          Map<NetworkId, Identities> named = identities(there);
          return there.stream()
              .filter(SqlRoutes::isBorn)
              .collect(
                  toMap(
                      Network::id,
                      network ->
                          route(
                                  network,
                                  ground(
                                      network,
                                      id -> Optional.ofNullable(byId.get(id)),
                                      id -> issued.getOrDefault(id, List.of())),
                                  shown.getOrDefault(network.id(), List.of()),
                                  held.getOrDefault(network.id(), List.of()),
                                  issued.getOrDefault(network.id(), List.of()))
                              .with(byCode(network, let.getOrDefault(network.id(), List.of())))
                              .with(named.getOrDefault(network.id(), NetworkRoute.NOBODY))
                              .withClients(
                                  clients(
                                      network, clients.getOrDefault(network.id(), List.of())))));
        });
  }

  @Override
  public Optional<NetworkRoute> one(NetworkId id) {
    return transactions.asSystem(
        () ->
            networks
                .find(id)
                .filter(network -> !(network.state() instanceof NetworkState.Deleted))
                .filter(SqlRoutes::isBorn)
                .map(
                    network ->
                        route(
                                network,
                                ground(network, networks::find, certificates::forGateways),
                                credentials.inForce(id),
                                keys.transactionKeys(id),
                                certificates.forGateways(id))
                            .with(byCode(network, applications.inForce(id)))
                            .with(
                                identities(List.of(network)).getOrDefault(id, NetworkRoute.NOBODY))
                            .withClients(clients(network, certificates.ofClients(id)))));
  }

  /** Who the nodes and the gateway are, of those networks whose nodes ask who calls. */
  private Map<NetworkId, Identities> identities(List<Network> all) {
    List<Network> asking =
        all.stream()
            .filter(n -> isBorn(n) && accounts.asksNames(n.spec().framework().name()))
            .toList();
    if (asking.isEmpty()) {
      return Map.of();
    }
    List<NetworkId> ids = asking.stream().map(Network::id).toList();
    Map<NetworkId, List<ManagedKey>> held =
        keys.ofPlans(ids).stream().collect(groupingBy(ManagedKey::network));
    Map<NetworkId, List<Certificate>> issued =
        certificates.newest(ids).stream().collect(groupingBy(Certificate::network));
    return asking.stream()
        .collect(
            toMap(
                Network::id,
                n ->
                    Identities.of(
                        held.getOrDefault(n.id(), List.of()).stream()
                            .filter(key -> isPlanned(key, n))
                            .toList(),
                        issued.getOrDefault(n.id(), List.of()).stream()
                            .filter(c -> c.tenant().equals(n.tenant()))
                            .filter(c -> !isEnrolled(c))
                            .toList())));
  }

  /**
   * Whether it is one of the tenant's applications': with these, each enrolment would be another
   * ledger's route, and the gateway would begin anew with its nodes.
   */
  private static boolean isEnrolled(Certificate certificate) {
    return !certificate.isRoot()
        && (certificate.name().endsWith(KeyDesk.certificateName(""))
            || ClientDesk.isOutside(certificate));
  }

  /** Whether it is none of the tenant's applications'. */
  private boolean isPlanned(ManagedKey key, Network network) {
    return key.tenant().equals(network.tenant())
        && (key.purpose() != Purpose.TRANSACTION
            || accounts.of(network.spec().framework().name(), key).isEmpty());
  }

  /** A guest's route leads to its host's nodes, so what is news of that is news of the guest. */
  @Override
  public AutoCloseable listen(Consumer<NetworkId> changed) {
    return changes.listen(
        id -> {
          changed.accept(id);
          grounds.guestsToTell(id, this::groundOf).forEach(changed);
        });
  }

  private Optional<Ground> groundOf(NetworkId host) {
    return transactions.asSystem(
        () ->
            networks
                .find(host)
                .map(
                    n ->
                        new Ground(
                            host,
                            Reached.from(n, Viewpoint.GATEWAY),
                            roots(n, certificates.forGateways(host)))));
  }

  /** On whose nodes a network lives: its own, or its host's. */
  private Ground ground(
      Network network,
      Function<NetworkId, Optional<Network>> find,
      Function<NetworkId, List<Certificate>> issued) {
    Optional<Network> host = network.made().host().flatMap(find);
    Network there = host.orElse(network);
    Ground ground =
        new Ground(
            there.id(),
            Reached.from(there, Viewpoint.GATEWAY),
            roots(there, issued.apply(there.id())));
    if (host.isPresent()) {
      grounds.remember(network.id(), ground);
    }
    return ground;
  }

  private static List<Certificate> roots(Network network, List<Certificate> issued) {
    return issued.stream().filter(c -> c.isRoot() && c.tenant().equals(network.tenant())).toList();
  }

  /** Before its birth a network has no ledger that a route could lead to. */
  private static boolean isBorn(Network network) {
    return network.made().birth().isPresent();
  }

  private NetworkRoute route(
      Network network,
      Ground ground,
      List<GatewayCredential> shown,
      List<KeyRecord> held,
      List<Certificate> issued) {
    String framework = network.spec().framework().name();
    // That they are of the network's own tenant is held by the database, too: here once more, since
    // this is what lets callers in.
    Map<String, CredentialId> byDigest =
        shown.stream()
            .filter(credential -> credential.tenant().equals(network.tenant()))
            .collect(toMap(GatewayCredential::digest, GatewayCredential::id));
    Map<CredentialId, CallLimits> limits =
        shown.stream()
            .filter(credential -> credential.tenant().equals(network.tenant()))
            .filter(credential -> !credential.limits().isNone())
            .collect(toMap(GatewayCredential::id, GatewayCredential::limits));
    Map<String, KeptKey> byAccount = new HashMap<>();
    for (KeptKey kept : readable(held)) {
      ManagedKey key = kept.key();
      if (key.tenant().equals(network.tenant())) {
        accounts
            .of(framework, key)
            .ifPresent(account -> byAccount.put(account.toLowerCase(Locale.ROOT), kept));
      }
    }
    Map<String, ManagedKey> signing = new HashMap<>();
    byAccount.forEach((account, kept) -> signing.put(account, kept.key()));
    return new NetworkRoute(
        network.tenant(),
        network.spec().framework(),
        serves(network),
        network.spec().tps(),
        endpoints(network, ground),
        byDigest,
        signing,
        certificates(byAccount.values(), issued),
        network.desire() == Network.Desire.SUSPENDED,
        Map.of(),
        NetworkRoute.NOBODY,
        limits,
        byAccount.values().stream().collect(toMap(k -> k.key().id(), k -> k)),
        Map.of(),
        network.isLedgerFull());
  }

  /** A key whose record was altered keeps no other from being used. */
  private static List<KeptKey> readable(List<KeyRecord> held) {
    List<KeptKey> all = new ArrayList<>();
    for (KeyRecord record : held) {
      try {
        all.add(record.kept());
      } catch (CustodyException e) {
        LOG.atError().addKeyValue("key", record.key().id()).setCause(e).log("left out of routes");
      }
    }
    return all;
  }

  private static Map<String, Application> byCode(Network network, List<BsnApplication> let) {
    return let.stream()
        .filter(a -> a.tenant().equals(network.tenant()))
        .collect(
            toMap(
                a -> a.id().value(),
                a ->
                    new Application(
                        a.id(),
                        a.tenant().value(),
                        a.id().value(),
                        a.name(),
                        a.algorithm(),
                        a.publicKey(),
                        a.answerKey(),
                        a.organisation(),
                        a.caType(),
                        a.contracts(),
                        a.emptyMac(),
                        a.frozen())));
  }

  /** Users of BSN's applications come in by its protocol, which looks after them. */
  private static Map<String, Certificate> clients(Network network, List<Certificate> issued) {
    Map<String, Certificate> clients = new HashMap<>();
    for (Certificate certificate : issued) {
      if (certificate.tenant().equals(network.tenant()) && !ClientDesk.isUser(certificate)) {
        try {
          clients.put(Fingerprint.of(certificate.pem()), certificate);
        } catch (IllegalArgumentException e) {
          LOG.atError()
              .addKeyValue("network", network.id())
              .addKeyValue("certificate", certificate.name())
              .setCause(e)
              .log("left out of routes");
        }
      }
    }
    return clients;
  }

  private static Map<KeyId, Certificate> certificates(
      Collection<KeptKey> keys, List<Certificate> issued) {
    Map<String, Certificate> byName = new HashMap<>();
    issued.stream().filter(c -> !c.isRoot()).forEach(c -> byName.put(c.name(), c));
    Map<KeyId, Certificate> certificates = new HashMap<>();
    for (KeptKey kept : keys) {
      ManagedKey key = kept.key();
      Certificate certificate = byName.get(KeyDesk.certificateName(key.name()));
      // The newest one of a name is of the key that took the name over.
      if (certificate != null
          && certificate.tenant().equals(key.tenant())
          && !kept.life().succeeded()) {
        certificates.put(key.id(), certificate);
      }
    }
    return certificates;
  }

  static boolean serves(Network network) {
    return network.isUp() && network.desire() == Network.Desire.RUNNING;
  }

  private static LedgerEndpoints endpoints(Network network, Ground ground) {
    // Who votes is the reconciler's to know: the gateway forwards calls, it doesn't judge whether
    // the ledger is ready.
    return new LedgerEndpoints(
        network.id(),
        ground.nodes(),
        List.of(),
        new BirthRecord(network.made().birth().orElse(Map.of())),
        ground.roots().stream().collect(toMap(Certificate::name, Certificate::pem)));
  }
}
