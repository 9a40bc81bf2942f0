package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.gateway.GatewayServer;
import io.ridgeway.gateway.GatewaySettings;
import io.ridgeway.gateway.RouteSource;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.reconciler.pack.PackCatalogue;
import io.ridgeway.store.key.SqlKeyRecords;
import io.ridgeway.store.network.SqlCredentials;
import io.ridgeway.store.network.SqlNetworks;
import io.ridgeway.store.network.SqlRoutes;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Starts the gateway where this process plays that role. */
@Singleton
public final class GatewayBeans {
  private final RidgewayConfig config;
  private final Vertx vertx;
  private final RouteSource routes;
  private final PackCatalogue packs;
  private final EnvelopeCustody custody;
  private final FileJournal journal;
  private final Clock clock;
  private @Nullable GatewayServer server;

  @Produces
  @Singleton
  static SqlRoutes routes(
      Transactions transactions,
      SqlNetworks networks,
      SqlCredentials credentials,
      SqlKeyRecords keys,
      Changes changes,
      PackCatalogue packs) {
    return new SqlRoutes(transactions, networks, credentials, keys, changes, packs::account);
  }

  GatewayBeans(
      RidgewayConfig config,
      Vertx vertx,
      RouteSource routes,
      PackCatalogue packs,
      EnvelopeCustody custody,
      FileJournal journal,
      Clock clock) {
    this.config = config;
    this.vertx = vertx;
    this.routes = routes;
    this.packs = packs;
    this.custody = custody;
    this.journal = journal;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    if (config.roles().contains(Role.GATEWAY)) {
      server =
          new GatewayServer(
              vertx,
              routes,
              name ->
                  packs.find(name).orElseThrow(() -> new IllegalStateException("no pack " + name)),
              custody,
              journal,
              clock,
              GatewaySettings.of(
                  config.gateway().host(), config.gateway().port(), journal.instance()));
      server.start();
    }
  }

  /** Before the background work ends, so that the last counts are shipped. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    if (server != null) {
      server.close();
    }
  }
}
