package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code china-mobile.yaml} describes. */
public final class ChinaMobileClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ChinaMobileClusters() {
    super("china-mobile");
  }
}
