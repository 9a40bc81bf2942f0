package io.ridgeway.app.wiring;

import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.catalogue.CityNodeRegistry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Registers the city nodes that the configuration names, where they aren't registered yet. */
@Singleton
final class CityNodeSeeds {
  static final int BEFORE_WORK_STARTS = 10;

  private final RidgewayConfig config;
  private final Transactions transactions;
  private final CityNodes cityNodes;
  private final Provider<CityNodeRegistry> registry;

  CityNodeSeeds(
      RidgewayConfig config,
      Transactions transactions,
      CityNodes cityNodes,
      Provider<CityNodeRegistry> registry) {
    this.registry = registry;
    this.config = config;
    this.transactions = transactions;
    this.cityNodes = cityNodes;
  }

  /** Only where city nodes are reached: the configuration names what reaching them takes. */
  void register(@Observes @Priority(BEFORE_WORK_STARTS) StartupEvent started) {
    if (!config.roles().contains(Role.RECONCILER)) {
      return;
    }
    config.local().directory().ifPresent(home -> register(home, config.local()));
    config.cityNodes().forEach(this::register);
  }

  /** The local one is where the installation is, so its registration follows the configuration. */
  private void register(Path home, RidgewayConfig.Local local) {
    Map<String, String> configuration = new HashMap<>(local.configuration());
    configuration.put("home", home.toString());
    local.software().ifPresent(software -> configuration.put("software", software.toString()));
    if (local.singleTenant()) {
      configuration.put("singleTenant", "true");
    }
    registry
        .get()
        .seed(
            new CityNode(
                new CityNodeId("local-1"),
                "This machine",
                "ZZ",
                "ZZ",
                "local",
                "local",
                local.maxTps(),
                CityNode.State.ACTIVE),
            configuration);
  }

  private void register(String name, RidgewayConfig.Place place) {
    CityNodeId id = new CityNodeId(name);
    if (transactions.asSystem(() -> cityNodes.find(id)).isEmpty()) {
      registry
          .get()
          .seed(
              new CityNode(
                  id,
                  place.city(),
                  place.country(),
                  place.jurisdiction().orElse(place.country()),
                  place.provider(),
                  place.adapter(),
                  place.maxTps(),
                  CityNode.State.ACTIVE),
              place.configuration());
    }
  }
}
