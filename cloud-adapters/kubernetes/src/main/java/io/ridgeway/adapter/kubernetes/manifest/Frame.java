package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.ridgeway.model.deploy.Deployment;
import java.util.ArrayList;
import java.util.List;

/** What stands in a network's namespace around its nodes. */
record Frame(ClusterSettings settings, Deployment deployment) {
  static final String SERVICE_ACCOUNT = "nodes";

  /** The service that gives pods their names; it has no address and no ports. */
  static final String HEADLESS = "nodes";

  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ServiceAccountBuilder()
            .withMetadata(metadata(SERVICE_ACCOUNT))
            .withAutomountServiceAccountToken(false)
            .build());
    objects.addAll(new Quotas(settings, deployment).objects(metadata("nodes")));
    objects.add(denyAll());
    objects.add(headless());
    return List.copyOf(objects);
  }

  private NetworkPolicy denyAll() {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata("deny-all"))
        .editMetadata()
        .addToAnnotations(Exceptions.ofEmpty("networkpolicy-targets-pod", isEmpty()))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }

  private Service headless() {
    return new ServiceBuilder()
        .withMetadata(metadata(HEADLESS))
        .editMetadata()
        .addToAnnotations(Exceptions.ofEmpty("service-targets-pod", isEmpty()))
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.selector(deployment.network()))
        .endSpec()
        .build();
  }

  private boolean isEmpty() {
    return deployment.workloads().isEmpty() && deployment.tasks().isEmpty();
  }

  private ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(Names.namespace(deployment.network()))
        .withLabels(Labels.of(settings.cityNode(), deployment.network()))
        .build();
  }
}
