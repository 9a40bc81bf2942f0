package io.ridgeway.app.wiring;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.account.UsageDiscrepancies;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.approval.TurningBack;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.reconciler.Archive;
import io.ridgeway.reconciler.FaultPort;
import io.ridgeway.reconciler.Ports;
import io.ridgeway.reconciler.Purging;
import io.ridgeway.reconciler.Reconciler;
import io.ridgeway.reconciler.Stilling;
import io.ridgeway.reconciler.city.AdapterProviders;
import io.ridgeway.reconciler.city.CallLimits;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.city.InstalledAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import io.ridgeway.reconciler.plugin.Plugins;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Packs and adapters, as they are found on the class path, and the reconciler over them. */
final class ReconcilerBeans {
  private static final Duration CITY_NODE_PATIENCE = Duration.ofSeconds(5);

  @Produces
  @Singleton
  PackCatalogue packs(RidgewayConfig config) {
    return new PackCatalogue(found(FrameworkPack.class), relay(config.gateway()));
  }

  private static Optional<ConnectionProfile.Relay> relay(RidgewayConfig.Gateway gateway) {
    return gateway
        .grpcUrl()
        .map(
            url -> {
              if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
                throw new IllegalArgumentException(
                    "ridgeway.gateway.grpc-url is https://host:port, not " + url);
              }
              return new ConnectionProfile.Relay(
                  url.getHost() + ":" + url.getPort(),
                  gateway.grpcAuthority().map(ReconcilerBeans::read));
            });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("ridgeway.gateway.grpc-authority can't be read: " + file, e);
    }
  }

  /** Loaded where adapters are used or shown; who faces tenants runs no code of others. */
  @Produces
  @Singleton
  Plugins plugins(RidgewayConfig config, Clock clock) {
    if (!config.roles().contains(Role.RECONCILER) && !config.roles().contains(Role.OPS)) {
      return Plugins.none();
    }
    RidgewayConfig.Plugins given = config.plugins();
    return Plugins.load(
        new Plugins.Settings(
            given.directory(),
            given.trusted().orElse(given.directory().resolve("trusted.yaml")),
            given.deadline()),
        found(CloudAdapterProvider.class).stream()
            .map(CloudAdapterProvider::name)
            .collect(Collectors.toSet()),
        clock);
  }

  void close(@Disposes Plugins plugins) {
    plugins.close();
  }

  @Produces
  @Singleton
  AdapterProviders adapterProviders(Plugins plugins) {
    List<CloudAdapterProvider> all = new ArrayList<>(found(CloudAdapterProvider.class));
    all.addAll(plugins.providers());
    return new AdapterProviders(all);
  }

  @Produces
  @Singleton
  CityNodeAdapters adapters(
      RidgewayConfig config,
      AdapterProviders providers,
      Transactions transactions,
      CityNodes cityNodes,
      CityNodeCredentials credentials,
      Networks networks,
      Schedule schedule,
      CityNodeThreads threads,
      Clock clock) {
    return new CityNodeAdapters(
        providers,
        new CityNodeAdapters.Ports(
            transactions,
            cityNodes,
            credentials,
            networks,
            schedule,
            clock,
            threads.pool(),
            CITY_NODE_PATIENCE,
            CallLimits.forWorkers(config.reconciler().threads())));
  }

  @Produces
  @Singleton
  InstalledAdapters installedAdapters(AdapterProviders providers, CityNodeAdapters adapters) {
    return new InstalledAdapters(providers, adapters);
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
      Contracts contracts,
      CityNodes cityNodes,
      Metering metering,
      UsageDiscrepancies discrepancies,
      EnvelopeCustody custody,
      CertificateAuthority authorities,
      PackCatalogue packs,
      CityNodeAdapters adapters,
      FaultPort faults,
      SettableClock clock,
      Asking asking,
      TurningBack turningBack,
      Archive archive,
      Purging purging,
      Stilling stilling) {
    return new Reconciler(
        worker.name(),
        new Ports(
            transactions,
            networks,
            operations,
            contracts,
            cityNodes,
            metering,
            discrepancies,
            custody,
            custody,
            authorities,
            custody,
            packs,
            adapters,
            faults,
            clock,
            clock.base(),
            asking,
            turningBack,
            archive,
            purging,
            stilling));
  }

  private static <T> List<T> found(Class<T> service) {
    return ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get).toList();
  }
}
