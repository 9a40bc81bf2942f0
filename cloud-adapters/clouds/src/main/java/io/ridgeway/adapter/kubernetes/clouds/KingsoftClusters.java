package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code kingsoft.yaml} describes. */
public final class KingsoftClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KingsoftClusters() {
    super("kingsoft");
  }
}
