package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.time.Clock;

/** Opens city nodes that are Kubernetes clusters, of whatever provider. */
public final class KubernetesCloudAdapterProvider implements CloudAdapterProvider {
  private static final String SCHEMA = "configuration.schema.json";

  private final Clock clock;

  /** For {@link java.util.ServiceLoader}. */
  public KubernetesCloudAdapterProvider() {
    this(Clock.systemUTC());
  }

  public KubernetesCloudAdapterProvider(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public String description() {
    return "Pods in a Kubernetes cluster (1.27 or newer), reached by a kubeconfig";
  }

  @Override
  public String configurationSchema() {
    return CloudAdapterProvider.resourceBeside(KubernetesCloudAdapterProvider.class, SCHEMA);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a setting isn't what the schema says
   */
  @Override
  public CloudAdapter open(AdapterContext context) {
    return KubernetesCloudAdapter.open(
        context, KubernetesSettings.of(context.cityNode(), context.configuration()), clock);
  }
}
