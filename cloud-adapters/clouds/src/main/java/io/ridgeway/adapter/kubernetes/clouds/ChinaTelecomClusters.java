package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code china-telecom.yaml} describes. */
public final class ChinaTelecomClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ChinaTelecomClusters() {
    super("china-telecom");
  }
}
