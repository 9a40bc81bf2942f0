package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code aws.yaml} describes. */
public final class AwsClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public AwsClusters() {
    super("aws");
  }
}
