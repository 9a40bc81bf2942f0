package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.conformance.CloudAdapterContract;
import io.ridgeway.adapter.conformance.TestCityNode;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The laws of adapters, on a real cluster with real pods. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesCloudAdapterIT extends CloudAdapterContract {
  @Override
  protected TestCityNode newCityNode() {
    return new KubernetesTestCityNode(KubeCluster.withPods("cloud-a"));
  }
}
