package io.ridgeway.app.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.engine.account.UsageDiscrepancies;
import io.ridgeway.engine.catalogue.InstalledPlugins;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Figures for {@code /q/metrics} that somebody should be woken for. */
@Singleton
final class Gauges {
  void register(
      @Observes StartupEvent started,
      MeterRegistry registry,
      InstalledPlugins plugins,
      UsageDiscrepancies discrepancies) {
    for (boolean loaded : new boolean[] {true, false}) {
      Gauge.builder(
              "ridgeway.plugins",
              plugins,
              all -> all.all().stream().filter(p -> p.loaded() == loaded).count())
          .description("Plugins that are loaded, and that were refused")
          .tag("state", loaded ? "loaded" : "refused")
          .register(registry);
    }
    FunctionCounter.builder(
            "ridgeway.usage.discrepancies", discrepancies, UsageDiscrepancies::count)
        .description("How often an adapter's account of usage could not be so; see the audit trail")
        .register(registry);
  }
}
