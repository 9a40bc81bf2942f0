package io.ridgeway.adapter.kubernetes.clouds;

/** Clusters of the provider that {@code baidu.yaml} describes. */
public final class BaiduClusters extends ClustersAdapterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public BaiduClusters() {
    super("baidu");
  }
}
