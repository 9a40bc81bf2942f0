package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code china-unicom.yaml} describes. */
public final class ChinaUnicomClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ChinaUnicomClusters() {
    super("china-unicom");
  }
}
