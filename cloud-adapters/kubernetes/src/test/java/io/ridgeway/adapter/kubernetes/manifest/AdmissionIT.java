package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.PortPool;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server says of the objects, and of the pods that come of them. */
class AdmissionIT {
  private static final NodeName NODE = new NodeName("voter-1");

  private final KubernetesClient client = KubeCluster.apiOnly().client();
  private final List<NetworkId> networks = new ArrayList<>();

  @AfterEach
  void removeNamespaces() {
    networks.stream()
        .flatMap(n -> Manifests.namespaceNames(n).stream())
        .forEach(name -> client.namespaces().withName(name).delete());
  }

  static Stream<GoldenClusters.Case> cases() {
    return GoldenClusters.cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyObjectIsTakenAndEveryPodAdmitted(GoldenClusters.Case golden) {
    // Given
    Deployment deployment = elsewhere(golden.deployment());

    // When
    List<HasMetadata> objects = Cluster.objects(golden.settings(), deployment, taken());
    objects.stream().filter(o -> !(o instanceof TLSRoute)).forEach(this::apply);

    // Then
    Cluster.of(ResourceQuota.class, objects)
        .forEach(q -> awaitQuota(q.getMetadata().getNamespace()));
    List<Pod> pods =
        Stream.concat(
                Cluster.of(StatefulSet.class, objects)
                    .map(s -> podOf(s.getMetadata().getNamespace(), s.getSpec().getTemplate())),
                Cluster.of(Job.class, objects)
                    .map(j -> podOf(j.getMetadata().getNamespace(), j.getSpec().getTemplate())))
            .toList();
    assertThat(pods).hasSize(deployment.workloads().size() + deployment.tasks().size());
    assertThat(pods)
        .allSatisfy(
            pod -> assertThat(client.resource(pod).dryRun().create().getSpec()).isNotNull());
  }

  @Test
  void theNamespaceRefusesAPodThatIsNotRestricted() {
    // Given
    Deployment deployment = elsewhere(Samples.deployment(Samples.voter(1)));
    List<HasMetadata> objects = Cluster.objects(Samples.settings(Samples.NODE_PORTS), deployment);
    objects.forEach(this::apply);
    awaitQuota(Manifests.namespaceName(deployment.network()));

    // When
    Pod lax =
        podOf(
            Manifests.namespaceName(deployment.network()),
            Cluster.pods(objects).findFirst().orElseThrow());
    lax.getSpec().getContainers().get(0).getSecurityContext().setAllowPrivilegeEscalation(true);

    // Then
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> client.resource(lax).dryRun().create())
        .withMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void bothTransportsGetOneNodePortAndTheAddressesAreSettled() {
    // Given
    Manifests manifests = new Manifests(Samples.settings(Samples.NODE_PORTS));
    NetworkId network = namespace(manifests);

    // When
    manifests.services(network, NODE, Samples.PORTS, List.of(), Set.of()).forEach(this::apply);

    // Then
    List<Service> live = live(network);
    Service peers = named(live, "peers-voter-1");
    assertThat(peers.getSpec().getPorts()).hasSize(2);
    assertThat(peers.getSpec().getPorts().stream().map(ServicePort::getNodePort).distinct())
        .hasSize(1);
    assertThat(manifests.addresses(network, NODE, Samples.PORTS, live))
        .isInstanceOf(Reservation.Settled.class);
    // Applied again, with or without a look at what is there, nothing moves.
    manifests.services(network, NODE, Samples.PORTS, live, Set.of()).forEach(this::apply);
    manifests.services(network, NODE, Samples.PORTS, List.of(), Set.of()).forEach(this::apply);
    assertThat(live(network)).extracting(Service::getSpec).isEqualTo(specs(live));
  }

  @Test
  void thePoolsNumbersAreHandedOutOnce() {
    // Given
    int pool = 30_080;
    Manifests manifests =
        new Manifests(Samples.settings(new PortPool("203.0.113.7", pool, pool + 1)));
    List<Port> ports = List.of(Samples.P2P);
    NetworkId first = namespace(manifests);
    manifests.services(first, NODE, ports, List.of(), Set.of(pool)).forEach(this::apply);

    // When
    NetworkId second = namespace(manifests);
    HasMetadata same = manifests.services(second, NODE, ports, List.of(), Set.of(pool)).get(0);

    // Then
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> apply(same))
        .withMessageContaining("provided port is already allocated");
    manifests.services(second, NODE, ports, List.of(), Set.of(pool + 1)).forEach(this::apply);
    assertThat(manifests.addresses(second, NODE, ports, live(second)))
        .isInstanceOfSatisfying(
            Reservation.Settled.class,
            settled ->
                assertThat(settled.addresses().get(0).from())
                    .containsEntry(Viewpoint.OTHER_CITY_NODE, new HostPort("203.0.113.7", pool)));
  }

  /** Golden cases share their pool, and one that was tried may still be there. */
  private Set<Integer> taken() {
    return Cluster.nodePorts(client.services().inAnyNamespace().list().getItems().stream());
  }

  private void apply(HasMetadata object) {
    client
        .resource(object)
        .fieldValidation(Validation.STRICT)
        .fieldManager("ridgeway")
        .serverSideApply();
  }

  private NetworkId namespace(Manifests manifests) {
    NetworkId network = NetworkId.next();
    networks.add(network);
    apply(manifests.namespace(network));
    return network;
  }

  /** The same deployment for a network that no other test has. */
  private Deployment elsewhere(Deployment deployment) {
    NetworkId network = NetworkId.next();
    networks.add(network);
    List<Workload> workloads = deployment.workloads();
    return new Deployment(network, deployment.cityNode(), workloads, deployment.mayBeAway())
        .running(deployment.tasks())
        .together(deployment.together());
  }

  /** A quota admits nothing before its controller has counted. */
  private void awaitQuota(String namespace) {
    client
        .resources(ResourceQuota.class)
        .inNamespace(namespace)
        .withName("nodes")
        .waitUntilCondition(
            q ->
                q != null
                    && q.getStatus() != null
                    && q.getStatus().getHard() != null
                    && q.getStatus().getHard().containsKey("pods"),
            180,
            TimeUnit.SECONDS);
  }

  private static Pod podOf(String namespace, PodTemplateSpec template) {
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .editMetadata()
        .withGenerateName("tried-")
        .withNamespace(namespace)
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  private List<Service> live(NetworkId network) {
    return client.services().inNamespace(Manifests.namespaceName(network)).list().getItems();
  }

  private static List<ServiceSpec> specs(List<Service> services) {
    return services.stream().map(Service::getSpec).toList();
  }

  private static Service named(List<Service> services, String name) {
    return services.stream()
        .filter(s -> s.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
