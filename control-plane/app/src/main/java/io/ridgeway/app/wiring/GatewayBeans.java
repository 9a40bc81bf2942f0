package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.app.explorer.ReaderPasses;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.engine.webhook.CallbackDesk;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.gateway.ControlPlane;
import io.ridgeway.gateway.GatewayServer;
import io.ridgeway.gateway.GatewaySettings;
import io.ridgeway.gateway.RouteSource;
import io.ridgeway.gateway.delivery.Deliveries;
import io.ridgeway.gateway.delivery.Outbox;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.submit.AccountTurns;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.reconciler.pack.PackCatalogue;
import io.ridgeway.store.key.SqlCertificateRecords;
import io.ridgeway.store.key.SqlKeyRecords;
import io.ridgeway.store.network.Accounts;
import io.ridgeway.store.network.SqlApplications;
import io.ridgeway.store.network.SqlCredentials;
import io.ridgeway.store.network.SqlNetworks;
import io.ridgeway.store.network.SqlRoutes;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the gateway where this process plays that role. */
@Singleton
public final class GatewayBeans {
  /** As often as metrics are read, usually. */
  private static final long NODES_MILLIS = 15_000;

  private final RidgewayConfig config;
  private final Instance<Parts> parts;
  private volatile @Nullable GatewayServer server;

  @Produces
  @Singleton
  static SqlRoutes routes(
      Transactions transactions,
      SqlNetworks networks,
      SqlCredentials credentials,
      SqlApplications applications,
      SqlKeyRecords keys,
      SqlCertificateRecords certificates,
      Changes changes,
      PackCatalogue packs) {
    return new SqlRoutes(
        transactions,
        networks,
        credentials,
        applications,
        keys,
        certificates,
        changes,
        new Accounts() {
          @Override
          public Optional<String> of(String framework, ManagedKey key) {
            return packs.account(framework, key);
          }

          @Override
          public boolean asksNames(String framework) {
            return packs.find(framework).flatMap(FrameworkPack::gatewayKey).isPresent();
          }
        });
  }

  GatewayBeans(RidgewayConfig config, Instance<Parts> parts) {
    this.config = config;
    this.parts = parts;
  }

  /** What only a process in this role has made for it. */
  @Singleton
  record Parts(
      Vertx vertx,
      RouteSource routes,
      PackCatalogue packs,
      EnvelopeCustody custody,
      FileJournal journal,
      Meters meters,
      ApplicationDesk applications,
      CallbackDesk callbacks,
      Outbox outbox,
      TenantSecrets secrets,
      ReaderPasses passes,
      CallbackRules rules,
      ShareLedger shares,
      DayLedger days,
      AccountTurns accounts,
      Clock clock) {
    ControlPlane controlPlane() {
      return new ControlPlane(
          new RegisteredUsers(applications),
          new OrderedCallbacks(callbacks),
          passes,
          Optional.of(new Deliveries.Ports(outbox, secrets, rules)),
          Optional.of(new ControlPlane.Shared(shares, days, accounts)));
    }
  }

  void start(@Observes StartupEvent started) {
    if (config.roles().contains(Role.GATEWAY)) {
      Parts with = parts.get();
      server =
          new GatewayServer(
              with.vertx(),
              with.routes(),
              name ->
                  with.packs()
                      .find(name)
                      .orElseThrow(() -> new IllegalStateException("no pack " + name)),
              with.custody(),
              with.journal(),
              with.controlPlane(),
              with.clock(),
              GatewaySettings.of(
                      config.gateway().host(), config.gateway().port(), with.journal().instance())
                  .with(
                      config
                          .gateway()
                          .grpc()
                          .map(
                              grpc ->
                                  new GatewaySettings.Grpc(
                                      grpc.port(), grpc.certificate(), grpc.key()))));
      server.start();
      with.meters().gateway(server);
      GatewayServer told = server;
      with.vertx().setPeriodic(NODES_MILLIS, at -> with.meters().nodes(told.nodes()));
    }
  }

  /** Whether the gateway here knows its routes; also where there is none. */
  boolean ready() {
    GatewayServer here = server;
    return here == null || here.ready();
  }

  /** Before the background work ends, so that the last counts are shipped. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    if (server != null) {
      server.close();
    }
  }
}
