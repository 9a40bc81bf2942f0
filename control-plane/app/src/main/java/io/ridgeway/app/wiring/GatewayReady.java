package io.ridgeway.app.wiring;

import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the gateway knows its routes, at {@code /q/health/group/gateway}. Apart from the ordinary
 * readiness, which asks for the database: the gateway goes on without it.
 */
@HealthGroup("gateway")
@Singleton
final class GatewayReady implements HealthCheck {
  private final GatewayBeans gateway;

  GatewayReady(GatewayBeans gateway) {
    this.gateway = gateway;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway routes").status(gateway.ready()).build();
  }
}
