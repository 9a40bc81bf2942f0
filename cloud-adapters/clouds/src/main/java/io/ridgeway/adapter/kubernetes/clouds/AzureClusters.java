package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code azure.yaml} describes. */
public final class AzureClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public AzureClusters() {
    super("azure");
  }
}
