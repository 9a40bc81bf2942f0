package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Who looks at a cluster beside what is tested, and has the patience of a busy machine. */
final class Administrator {
  private static final int A_MINUTE = 60_000;

  private Administrator() {}

  static KubernetesClient of(String kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                .withConnectionTimeout(A_MINUTE)
                .withRequestTimeout(A_MINUTE)
                .build())
        .build();
  }
}
