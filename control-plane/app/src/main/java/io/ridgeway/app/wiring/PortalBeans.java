package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.billing.InvoicePdf;
import io.ridgeway.portal.view.GatewayAddress;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** What the portal shows of the rest. */
final class PortalBeans {
  @Produces
  @Singleton
  GatewayAddress gatewayAddress(RidgewayConfig config) {
    RidgewayConfig.Gateway gateway = config.gateway();
    return new GatewayAddress(
        gateway
            .url()
            .orElseGet(() -> URI.create("http://" + gateway.host() + ":" + gateway.port())));
  }

  @Produces
  @Singleton
  InvoicePdf invoicePdf() {
    return new InvoicePdf();
  }
}
