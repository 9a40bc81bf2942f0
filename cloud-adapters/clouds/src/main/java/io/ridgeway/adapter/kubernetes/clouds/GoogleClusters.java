package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code google.yaml} describes. */
public final class GoogleClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public GoogleClusters() {
    super("google");
  }
}
