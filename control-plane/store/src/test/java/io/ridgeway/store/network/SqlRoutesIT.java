package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.gateway.Fingerprint;
import io.ridgeway.gateway.NetworkRoute;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.keys.KeyRecord;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.key.SqlCertificateRecords;
import io.ridgeway.store.key.SqlKeyRecords;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SqlRoutesIT extends StoreCase {
  @Inject SqlNetworks sqlNetworks;
  @Inject SqlCredentials sqlCredentials;
  @Inject SqlApplications sqlApplications;
  @Inject SqlKeyRecords sqlKeys;
  @Inject SqlCertificateRecords certificates;
  @Inject Changes changes;
  @Inject Credentials credentials;
  @Inject KeyRecords keys;

  private TenantId tenant;
  private Network network;
  private SqlRoutes routes;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    Network unborn = network(tenant);
    network = unborn.with(unborn.made().born(Map.of("chainId", "1337")));
    transactions.runInTenant(tenant, () -> networks.keep(network));
    routes = routes(SqlRoutesIT::account);
  }

  private SqlRoutes routes(Accounts accounts) {
    return new SqlRoutes(
        transactions,
        sqlNetworks,
        sqlCredentials,
        sqlApplications,
        sqlKeys,
        certificates,
        changes,
        accounts);
  }

  private static Optional<String> account(String framework, ManagedKey key) {
    return Optional.of(key)
        .filter(k -> k.curve() == Curve.SECP256K1)
        .map(k -> "0xA" + framework + k.publicKey().substring(0, 2));
  }

  @AfterEach
  void reachable() {
    Postgres.reachable(true);
  }

  @Test
  void aRouteHasItsAuthoritiesAndTheNewestCertificatesOfItsApplications() {
    // Given
    ManagedKey app = key("app-1", Purpose.TRANSACTION);
    Certificate first = certificate("alpha-ca", "app-1-client", 1);
    Certificate second = certificate("alpha-ca", "app-1-client", 2);
    transactions.runInTenant(
        tenant,
        () -> {
          keys.insertIfAbsent(record(app));
          certificates.insertIfAbsent(first);
          certificates.insertIfAbsent(second);
          certificates.insertIfAbsent(certificate("alpha-ca", "alpha-ca", 1));
          certificates.insertIfAbsent(certificate("alpha-ca", "peer-1", 1));
        });

    // When
    NetworkRoute route = routes.one(network.id()).orElseThrow();

    // Then
    assertThat(route.certificates()).isEqualTo(Map.of(app.id(), second));
    assertThat(route.endpoints().authorities()).containsOnlyKeys("alpha-ca");
    assertThat(routes.all().get(network.id())).isEqualTo(route);
  }

  /** Its own keys and those of its nodes' TLS; an application's is none of them. */
  @Test
  void aRouteToNodesThatAskForNamesHasThem() {
    // Given
    SqlRoutes named =
        routes(
            new Accounts() {
              @Override
              public Optional<String> of(String framework, ManagedKey key) {
                return key.name().equals("gateway") ? Optional.empty() : account(framework, key);
              }

              @Override
              public boolean asksNames(String framework) {
                return true;
              }
            });
    ManagedKey gateway = key("gateway", Purpose.TRANSACTION, "cd".repeat(64));
    ManagedKey tls = key("rpc-1-tls", Purpose.TLS);
    Certificate shown = certificate("door-ca", "gateway", 2);
    transactions.runInTenant(
        tenant,
        () -> {
          keys.insertIfAbsent(record(gateway));
          keys.insertIfAbsent(record(tls));
          keys.insertIfAbsent(record(key("app-1", Purpose.TRANSACTION)));
          keys.insertIfAbsent(record(key("rpc-1", Purpose.NODE)));
          certificates.insertIfAbsent(certificate("door-ca", "gateway", 1));
          certificates.insertIfAbsent(shown);
          certificates.insertIfAbsent(certificate("door-ca", KeyDesk.certificateName("app-1"), 1));
          certificates.insertIfAbsent(outside("door-ca", "kiosk", 1, Duration.ofDays(2)));
        });

    // When
    NetworkRoute route = named.one(network.id()).orElseThrow();

    // Then
    assertThat(route.identities().keys()).isEqualTo(Map.of("gateway", gateway, "rpc-1-tls", tls));
    assertThat(route.identities().certificates().get("door-ca"))
        .as("an enrolment doesn't change the route")
        .isEqualTo(Map.of("gateway", shown));
    assertThat(named.all().get(network.id())).isEqualTo(route);
    assertThat(routes.one(network.id()).orElseThrow().identities().keys()).isEmpty();
  }

  @Test
  void aRouteHasTheApplicationsInForceAsTheyAreSwitched() {
    // Given
    BsnApplication shop =
        new BsnApplication(
            ApplicationId.next(),
            tenant,
            network.id(),
            "shop",
            MacAlgorithm.SM2,
            "5a".repeat(64),
            KeyId.next(),
            "alpha",
            CaType.TRUST,
            Map.of(),
            false,
            false,
            clock.instant(),
            Optional.empty());
    transactions.runInTenant(tenant, () -> sqlApplications.insert(shop));

    // Then
    assertThat(applications()).containsOnlyKeys(shop.id().value());
    assertThat(applications().get(shop.id().value()).userCode()).isEqualTo(tenant.value());
    assertThat(routes.all().get(network.id()).applications()).isEqualTo(applications());

    // When
    transactions.runInTenant(tenant, () -> sqlApplications.update(shop.with(true, true)));

    // Then
    assertThat(applications().get(shop.id().value()))
        .matches(a -> a.frozen() && a.emptyMac() && a.algorithm() == MacAlgorithm.SM2);
    assertThat(transactions.inTenant(signUp(), () -> sqlApplications.find(shop.id()))).isEmpty();

    // When
    transactions.runInTenant(tenant, () -> sqlApplications.update(shop.revoked(clock.instant())));

    // Then
    assertThat(applications()).isEmpty();
  }

  private Map<String, Application> applications() {
    return routes.one(network.id()).orElseThrow().applications();
  }

  @Test
  void aGuestsRouteLeadsToItsHostsNodesAndFollowsThem() throws Exception {
    // Given
    TenantId other = signUp();
    Network unborn = network(other);
    Network guest =
        unborn
            .with(
                unborn
                    .made()
                    .hostedBy(network.id(), new Placement(Map.of(), List.of(), true))
                    .born(Map.of("channel", "its own")))
            .with(new NetworkState.Ready())
            .readyFrom(clock.instant());
    transactions.runInTenant(
        tenant,
        () -> {
          networks.keep(hostAt("127.0.20.5"));
          certificates.insertIfAbsent(certificate("alpha-tlsca", "alpha-tlsca", 1));
        });
    transactions.runInTenant(other, () -> networks.keep(guest));

    // When
    NetworkRoute route = routes.one(guest.id()).orElseThrow();

    // Then
    assertThat(route.tenant()).isEqualTo(other);
    assertThat(route.endpoints().network()).isEqualTo(guest.id());
    assertThat(route.endpoints().birth().get("channel")).isEqualTo("its own");
    assertThat(route.ports("peer")).containsExactly(new HostPort("127.0.20.5", 7051));
    assertThat(route.endpoints().authorities()).containsOnlyKeys("alpha-tlsca");
    assertThat(routes.all().get(guest.id())).isEqualTo(route);

    // When its host's nodes are elsewhere
    List<NetworkId> told = new CopyOnWriteArrayList<>();
    try (AutoCloseable listening = routes.listen(told::add)) {
      assertThat(listening).isNotNull();
      transactions.runInTenant(tenant, () -> networks.keep(hostAt("127.0.20.6")));
      await("told of the guest", Duration.ofSeconds(60), () -> told.contains(guest.id()));
    }

    // Then
    assertThat(routes.one(guest.id()).orElseThrow().ports("peer"))
        .containsExactly(new HostPort("127.0.20.6", 7051));
  }

  private Network hostAt(String host) {
    return network.with(
        network
            .made()
            .addressed(
                new Addresses(
                    List.of(
                        new Address(
                            new NodeName("peer-alpha-1"),
                            "peer",
                            Map.of(Viewpoint.GATEWAY, new HostPort(host, 7051)))))));
  }

  private Certificate certificate(String authority, String name, int generation) {
    return new Certificate(
        tenant,
        network.id(),
        authority,
        name,
        generation,
        "%032x".formatted(name.hashCode() & 0xffffL).substring(0, 31) + generation,
        clock.instant(),
        clock.instant().plus(Duration.ofDays(1)),
        "pem of " + name + generation);
  }

  @Test
  void aRouteHasTheApplicationsThatKeepTheirKeysUnlessTheyWereRevokedOrHaveEnded() {
    // Given
    Certificate first = outside("kiosk", 1, Duration.ofDays(2));
    Certificate second = outside("kiosk", 2, Duration.ofDays(2));
    Certificate revoked = outside("till", 1, Duration.ofDays(2));
    transactions.runInTenant(
        tenant,
        () -> {
          certificates.insertIfAbsent(first);
          certificates.insertIfAbsent(second);
          certificates.insertIfAbsent(revoked);
          certificates.insertIfAbsent(outside("ended", 1, Duration.ofDays(-2)));
          certificates.insertIfAbsent(outside("z0123456789ab-6d6569", 1, Duration.ofDays(2)));
          certificates.insertIfAbsent(
              certificate("alpha-ca", ClientDesk.certificateName("unreadable"), 1));
          certificates.insertIfAbsent(
              new RevocationList(
                  tenant,
                  network.id(),
                  "alpha-ca",
                  1,
                  Instant.now(),
                  Set.of(revoked.serial()),
                  "pem of the list"));
        });

    // When
    NetworkRoute route = routes.one(network.id()).orElseThrow();

    // Then
    assertThat(route.clients())
        .isEqualTo(
            Map.of(Fingerprint.of(first.pem()), first, Fingerprint.of(second.pem()), second));
    assertThat(routes.all().get(network.id())).isEqualTo(route);

    // The unreadable one was told, and is to trouble no other test.
    transactions.runInTenant(tenant, () -> networks.keep(network.with(new NetworkState.Deleted())));
    forgetErrors();
  }

  /** The database's own time tells what has ended. */
  private Certificate outside(String name, int generation, Duration left) {
    return outside("alpha-ca", name, generation, left);
  }

  private Certificate outside(String authority, String name, int generation, Duration left) {
    Certificate any = certificate(authority, ClientDesk.certificateName(name), generation);
    Instant end = Instant.now().plus(left).truncatedTo(ChronoUnit.SECONDS);
    String encoded =
        Base64.getEncoder().encodeToString((name + generation).getBytes(StandardCharsets.US_ASCII));
    return new Certificate(
        any.tenant(),
        any.network(),
        any.authority(),
        any.name(),
        generation,
        any.serial(),
        end.minus(Duration.ofDays(9)),
        end,
        "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void aRouteHasAllThatACallNeeds() {
    // Given
    NodeName rpc = new NodeName("rpc-1");
    HostPort fromGateway = new HostPort("127.0.20.5", 8545);
    Network ready =
        network
            .with(
                network
                    .made()
                    .addressed(
                        new Addresses(
                            List.of(
                                new Address(rpc, "rpc", Map.of(Viewpoint.GATEWAY, fromGateway)),
                                new Address(
                                    rpc,
                                    "p2p",
                                    Map.of(Viewpoint.INSIDE, new HostPort("127.0.20.5", 30303))))))
                    .born(Map.of("chainId", "1337")))
            .with(new NetworkState.Ready())
            .readyFrom(clock.instant());
    var inForce = Samples.credential(network, clock.instant());
    var revoked = Samples.credential(network, clock.instant());
    ManagedKey app = key("app-1", Purpose.TRANSACTION);
    transactions.runInTenant(
        tenant,
        () -> {
          networks.keep(ready);
          credentials.insert(inForce);
          credentials.insert(revoked);
          credentials.revoke(revoked.id(), clock.instant());
          keys.insertIfAbsent(record(app));
          keys.insertIfAbsent(record(key("rpc-1", Purpose.NODE)));
        });

    // When
    NetworkRoute route = routes.one(network.id()).orElseThrow();

    // Then
    assertThat(route.tenant()).isEqualTo(tenant);
    assertThat(route.serving()).isTrue();
    assertThat(route.tps()).isEqualTo(network.spec().tps());
    assertThat(route.endpoints().nodes()).isEqualTo(Map.of(rpc, Map.of("rpc", fromGateway)));
    assertThat(route.endpoints().birth().get("chainId")).isEqualTo("1337");
    assertThat(route.credentials()).isEqualTo(Map.of(inForce.digest(), inForce.id()));
    assertThat(route.keys()).isEqualTo(Map.of("0xaethereumab", app));
    assertThat(routes.all().get(network.id())).isEqualTo(route);

    // When: the keys are destroyed
    transactions.runInTenant(tenant, () -> keys.destroyAll(network.id(), clock.instant()));

    // Then
    assertThat(routes.one(network.id()).orElseThrow().keys()).isEmpty();
  }

  @Test
  void itServesOnceItWasReadyUntilItIsSuspendedOrUnwanted() {
    assertThat(serving(network)).as("never ready").isFalse();
    Network ready = network.with(new NetworkState.Ready()).readyFrom(clock.instant());
    assertThat(serving(ready)).isTrue();
    assertThat(serving(ready.with(new NetworkState.Degraded()))).isTrue();
    assertThat(serving(ready.with(new NetworkState.Unknown(clock.instant())))).isTrue();
    Network suspended =
        ready.suspended(
            new NetworkState.Ready(), new Suspension(clock.instant(), Optional.of("x")));
    transactions.runInTenant(tenant, () -> networks.changeDesire(suspended));
    assertThat(serving(suspended)).isFalse();
    assertThat(routes.one(network.id()).orElseThrow().suspended()).isTrue();
    assertThat(transactions.asSystem(() -> networks.get(network.id())).suspension())
        .isEqualTo(suspended.suspension());
    Network resuming = suspended.resuming(new NetworkState.Suspended());
    transactions.runInTenant(tenant, () -> networks.changeDesire(resuming));
    assertThat(serving(resuming)).as("before it is ready again").isFalse();
    assertThat(routes.one(network.id()).orElseThrow().suspended()).isFalse();
    assertThat(serving(resuming.resumed(clock.instant()).with(new NetworkState.Ready()))).isTrue();
  }

  @Test
  void aNetworkBeforeItsBirthHasNoRoute() {
    // When
    Network unborn = network(tenant);

    // Then
    assertThat(routes.one(unborn.id())).isEmpty();
    assertThat(routes.all()).doesNotContainKey(unborn.id());
  }

  @Test
  void aDeletedNetworkHasNoRoute() {
    // When
    transactions.runInTenant(tenant, () -> networks.keep(network.with(new NetworkState.Deleted())));

    // Then
    assertThat(routes.one(network.id())).isEmpty();
    assertThat(routes.all()).doesNotContainKey(network.id());
    assertThat(routes.one(NetworkId.next())).isEmpty();
  }

  @Test
  void itThrowsWhileTheDatabaseIsAwayAndTellsOfEverythingAfterwards() throws Exception {
    // Given
    List<NetworkId> told = new CopyOnWriteArrayList<>();
    try (AutoCloseable listening = routes.listen(told::add)) {
      assertThat(listening).isNotNull();

      // When
      Postgres.reachable(false);

      // Then
      assertThatThrownBy(() -> routes.all()).isInstanceOf(Refusal.class);
      forgetErrors();

      // When
      Postgres.reachable(true);

      // Then
      await("told of it", Duration.ofSeconds(60), () -> told.contains(network.id()));
      assertThat(routes.all()).containsKey(network.id());
    }
  }

  private boolean serving(Network now) {
    transactions.runInTenant(tenant, () -> networks.keep(now));
    return routes.one(network.id()).orElseThrow().serving();
  }

  private ManagedKey key(String name, Purpose purpose) {
    return key(name, purpose, "ab".repeat(64));
  }

  private ManagedKey key(String name, Purpose purpose, String publicKey) {
    return new ManagedKey(
        KeyId.next(),
        tenant,
        network.id(),
        name,
        Curve.SECP256K1,
        purpose,
        publicKey,
        clock.instant());
  }

  private static KeyRecord record(ManagedKey key) {
    return new KeyRecord(key, 1, new byte[60], null);
  }
}
