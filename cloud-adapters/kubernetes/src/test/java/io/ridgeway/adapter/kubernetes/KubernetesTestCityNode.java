package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.conformance.TestCityNode;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A city node of its own on a cluster that tests share. */
final class KubernetesTestCityNode implements TestCityNode {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PROBER = "ridgeway-prober";

  private final KubeCluster cluster;
  private final CityNodeId id =
      new CityNodeId("test-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36));

  KubernetesTestCityNode(KubeCluster cluster) {
    this.cluster = cluster;
    if (cluster instanceof OwnCluster own) {
      SampleImage.loadInto(own);
    }
    synchronized (KubernetesTestCityNode.class) {
      makeProber();
    }
  }

  @Override
  public CityNodeId id() {
    return id;
  }

  @Override
  public CloudAdapter open() {
    return open(Map.of());
  }

  @Override
  public CloudAdapter openWithoutUdp() {
    return open(Map.of("udp", "false"));
  }

  private CloudAdapter open(Map<String, String> more) {
    Map<String, String> configuration = new HashMap<>(more);
    configuration.put(
        "software", "[{name: sample, version: '1.0', image: '" + SampleImage.REFERENCE + "'}]");
    configuration.put("allowTags", "true");
    configuration.put("volumeFiles", "true");
    configuration.put("publicHost", cluster.host());
    // A machine that is busy with other tests takes its time for a removal.
    configuration.put("callSeconds", "120");
    return new KubernetesCloudAdapterProvider()
        .open(
            new AdapterContext(
                id,
                configuration,
                property ->
                    property.equals(Access.KUBECONFIG)
                        ? Optional.of(cluster.kubeconfig())
                        : Optional.empty(),
                network -> {}));
  }

  @Override
  public Software software() {
    return SampleImage.SOFTWARE;
  }

  @Override
  public List<String> argumentsToListen(List<Port> ports) {
    List<String> arguments = new ArrayList<>(List.of("serve", Symbols.BIND));
    for (Port port : ports) {
      arguments.add(port.number() + (port.protocol() == Protocol.TCP_AND_UDP ? "/udp" : ""));
    }
    return arguments;
  }

  @Override
  public List<String> argumentsToFail() {
    return List.of("fail");
  }

  @Override
  public List<String> argumentsToNote(String line, String file, Ending ending) {
    return List.of("note", file, line, ending.name());
  }

  @Override
  public List<String> lines(NetworkId network, NodeName node, String volume, String file) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String path = "/ridgeway/volumes/" + volume + "/" + file;
    exec(said, Manifests.namespaceName(network), node + "-0", "lines", path);
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public boolean link(NetworkId network, NodeName node, String volume, String name, String to) {
    return ask(
        new ByteArrayOutputStream(),
        Manifests.namespaceName(network),
        node + "-0",
        List.of("ln", "-s", to, Manifests.directory(volume) + "/" + name));
  }

  @Override
  public void kill(NetworkId network, NodeName node) {
    exec(Manifests.namespaceName(network), node + "-0", "die");
  }

  @Override
  public void kill(NetworkId network, NodeName node, String sidecar) {
    try (ExecWatch exec =
        client()
            .pods()
            .inNamespace(Manifests.namespaceName(network))
            .withName(node + "-0")
            .inContainer("with-" + sidecar)
            .writingOutput(new ByteArrayOutputStream())
            .exec("/sample", "die")) {
      exec.exitCode().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(sidecar + " could not be killed", e);
    }
  }

  /** From a pod: only from there are the cluster's own addresses reached. */
  @Override
  public boolean answers(HostPort address) {
    return address.host().equals(cluster.host()) || address.host().startsWith("127.")
        ? TestCityNode.super.answers(address)
        : exec(PROBER, PROBER, "dial", address.host(), Integer.toString(address.port()));
  }

  private boolean exec(String namespace, String pod, String... arguments) {
    return exec(new ByteArrayOutputStream(), namespace, pod, arguments);
  }

  private boolean exec(
      ByteArrayOutputStream said, String namespace, String pod, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/sample"));
    command.addAll(List.of(arguments));
    return ask(said, namespace, pod, command);
  }

  private boolean ask(
      ByteArrayOutputStream said, String namespace, String pod, List<String> command) {
    try (ExecWatch exec =
        client()
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .writingOutput(said)
            .writingError(said)
            .exec(command.toArray(String[]::new))) {
      return exec.exitCode().get(PATIENCE.toSeconds(), TimeUnit.SECONDS) == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(pod + " could not be asked: " + said, e);
    }
  }

  private void makeProber() {
    if (client().pods().inNamespace(PROBER).withName(PROBER).get() == null) {
      client()
          .resource(new NamespaceBuilder().withNewMetadata().withName(PROBER).endMetadata().build())
          .serverSideApply();
      Stage.await(
          "the prober may be made",
          PATIENCE,
          () -> client().serviceAccounts().inNamespace(PROBER).withName("default").get() != null);
      client()
          .resource(
              new PodBuilder()
                  .withNewMetadata()
                  .withName(PROBER)
                  .withNamespace(PROBER)
                  .endMetadata()
                  .withNewSpec()
                  .withTerminationGracePeriodSeconds(0L)
                  .addNewContainer()
                  .withName("prober")
                  .withImage(SampleImage.REFERENCE)
                  .withImagePullPolicy("IfNotPresent")
                  .withArgs("serve", "127.0.0.1")
                  .endContainer()
                  .endSpec()
                  .build())
          .create();
    }
    client()
        .pods()
        .inNamespace(PROBER)
        .withName(PROBER)
        .waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public List<String> traces(NetworkId network) {
    List<String> traces = new ArrayList<>();
    for (HasMetadata object : objects(Labels.NETWORK, network.value())) {
      if (!object.getMetadata().getName().equals("fence-" + network)) {
        traces.add(object.getKind() + " " + object.getMetadata().getName());
      }
    }
    return traces;
  }

  /** All objects but secrets, which are what they are for. */
  @Override
  public List<String> visibleTexts() {
    return objects(Labels.CITY_NODE, id.value()).stream()
        .filter(o -> !o.getKind().equals("Secret"))
        .map(Serialization::asJson)
        .toList();
  }

  private List<GenericKubernetesResource> objects(String label, String value) {
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.NODE && kind != Kind.TLS_ROUTE) {
        ResourceDefinitionContext context =
            new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind)
                .withPlural(kind.plural)
                .withNamespaced(kind.namespaced())
                .build();
        all.addAll(
            client()
                .genericKubernetesResources(context)
                .inAnyNamespace()
                .withLabel(label, value)
                .list()
                .getItems());
      }
    }
    return all;
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  /** Waits for the room that pods take, not for the rest, which is in nobody's way. */
  @Override
  public void close() {
    client().namespaces().withLabel(Labels.CITY_NODE, id.value()).delete();
    client().configMaps().inAnyNamespace().withLabel(Labels.CITY_NODE, id.value()).delete();
    pods().delete();
    Stage.await("the test's pods are gone", PATIENCE, () -> pods().list().getItems().isEmpty());
  }

  private FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
    return client().pods().inAnyNamespace().withLabel(Labels.CITY_NODE, id.value());
  }
}
