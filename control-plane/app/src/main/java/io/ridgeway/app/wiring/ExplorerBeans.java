package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.explorer.GatewayReader;
import io.ridgeway.app.explorer.ReaderPasses;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.explorer.LedgerReader;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.key.TenantSecrets;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** How pages and doors read ledgers. */
final class ExplorerBeans {
  /** By the machines' time, which portal and gateway have in common. */
  @Produces
  @Singleton
  ReaderPasses readerPasses(TenantSecrets secrets, SettableClock clock) {
    return new ReaderPasses(secrets, clock.base());
  }

  @Produces
  @Singleton
  LedgerReader ledgerReader(RidgewayConfig config, ReaderPasses passes, Transactions transactions) {
    RidgewayConfig.Gateway gateway = config.gateway();
    URI inside =
        gateway
            .insideUrl()
            .orElseGet(() -> URI.create("http://" + gateway.host() + ":" + gateway.port()));
    return new GatewayReader(inside, passes, transactions);
  }
}
