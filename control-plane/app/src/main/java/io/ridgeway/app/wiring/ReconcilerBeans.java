package io.ridgeway.app.wiring;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.reconciler.FaultPort;
import io.ridgeway.reconciler.Ports;
import io.ridgeway.reconciler.Reconciler;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/** Packs and adapters, as they are found on the class path, and the reconciler over them. */
final class ReconcilerBeans {
  private static final Duration CITY_NODE_PATIENCE = Duration.ofSeconds(5);

  @Produces
  @Singleton
  PackCatalogue packs() {
    return new PackCatalogue(found(FrameworkPack.class));
  }

  @Produces
  @Singleton
  CityNodeAdapters adapters(Transactions transactions, CityNodes cityNodes, Clock clock) {
    return new CityNodeAdapters(
        found(CloudAdapterProvider.class), transactions, cityNodes, clock, CITY_NODE_PATIENCE);
  }

  void close(@Disposes CityNodeAdapters adapters) {
    adapters.close();
  }

  @Produces
  @Singleton
  FaultPort faults() {
    return CrashPoint.fromEnvironment(System.getenv());
  }

  @Produces
  @Singleton
  Reconciler reconciler(
      Worker worker,
      Transactions transactions,
      Networks networks,
      Operations operations,
      CityNodes cityNodes,
      Metering metering,
      EnvelopeCustody custody,
      PackCatalogue packs,
      CityNodeAdapters adapters,
      FaultPort faults,
      Clock clock) {
    return new Reconciler(
        worker.name(),
        new Ports(
            transactions,
            networks,
            operations,
            cityNodes,
            metering,
            custody,
            custody,
            packs,
            adapters,
            faults,
            clock));
  }

  private static <T> List<T> found(Class<T> service) {
    return ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get).toList();
  }
}
