package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A real Kubernetes cluster to test on, started by {@code tools/kube/up} when the first test of
 * this JVM asks for it, and gone when the JVM ends.
 *
 * <p>With {@code KUBECONFIG} in the environment it is the cluster named there instead, the same
 * tests unchanged: the context called as the cluster, or else the current one.
 */
public sealed interface KubeCluster permits OwnCluster, GivenCluster {
  /**
   * One that accepts, keeps and watches objects, and runs none of its pods. Needs no privileges.
   */
  static KubeCluster apiOnly() {
    return GivenCluster.isGiven() ? GivenCluster.named("api-only") : OwnCluster.apiOnly("api-only");
  }

  /**
   * One with a node that runs pods, volumes (the default storage class), services and DNS. Needs
   * root and the packages that {@code ./ridgeway verify} installs: without them this fails and says
   * what to run.
   *
   * @param name tells clouds apart; one is started for each name
   */
  static KubeCluster withPods(String name) {
    return GivenCluster.isGiven() ? GivenCluster.named(name) : OwnCluster.withPods(name);
  }

  /** A kubeconfig for an administrator, as text. Ours hold a token and the pinned CA. */
  String kubeconfig();

  /** A client of an administrator, shared by all who test on this cluster: not to be closed. */
  KubernetesClient client();

  /** Where node ports are reached from this machine and from other clouds. */
  String host();
}
