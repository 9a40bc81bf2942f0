package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An adapter on a cluster, a network of its own for one test, and eyes beside the adapter. */
final class Stage implements AutoCloseable {
  static final NodeName A = NodeName.of("validator", 1);
  static final NodeName B = NodeName.of("validator", 2);
  static final List<Port> PORTS =
      List.of(
          new Port("p2p", 30303, Protocol.TCP_AND_UDP, Exposure.PEERS),
          new Port("rpc", 8545, Protocol.TCP, Exposure.GATEWAY),
          new Port("admin", 9090, Protocol.TCP, Exposure.ADMIN));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final KeyId KEY = KeyId.next();
  private static final AtomicInteger CITY_NODES = new AtomicInteger();

  final NetworkId network = NetworkId.next();
  final String namespace = Manifests.namespaceName(network);

  /** Its own: an adapter looks after all networks of its city node, other tests' too. */
  final CityNodeId id = new CityNodeId("frankfurt-" + CITY_NODES.incrementAndGet());

  final Map<String, String> configuration = new HashMap<>();
  final Set<NetworkId> changed = ConcurrentHashMap.newKeySet();
  final KubernetesClient client;
  Supplier<String> kubeconfig;
  Supplier<Optional<String>> token = Optional::empty;
  CloudAdapter adapter;

  /** Workloads are written side by side. */
  final AtomicInteger secretsAsked = new AtomicInteger();

  /** On the API server that runs no pods, open. */
  static Stage onApiServer() {
    KubeCluster cluster = KubeCluster.apiOnly();
    return new Stage(cluster.client(), cluster.kubeconfig()).open();
  }

  /** Not open yet, so that settings can be changed. */
  Stage(KubernetesClient client, String kubeconfig) {
    this.client = client;
    this.kubeconfig = () -> kubeconfig;
    configuration.put(
        "software", "[{name: sample, version: '1.0', image: '" + SampleImage.REFERENCE + "'}]");
    configuration.put("allowTags", "true");
    configuration.put("publicHost", "127.0.0.1");
    // Tests run side by side, on a machine that may have other work.
    configuration.put("requestSeconds", "30");
    configuration.put("callSeconds", "120");
  }

  Stage with(String setting, Object value) {
    configuration.put(setting, value.toString());
    return this;
  }

  Stage open() {
    adapter = another();
    return this;
  }

  /** A second adapter, as another replica has. */
  CloudAdapter another() {
    return new KubernetesCloudAdapterProvider()
        .open(new AdapterContext(id, configuration, this::secret, changed::add));
  }

  private Optional<String> secret(String property) {
    return switch (property) {
      case Access.KUBECONFIG -> Optional.of(kubeconfig.get());
      case Access.TOKEN -> token.get();
      default -> Optional.empty();
    };
  }

  void reopen() {
    adapter.close();
    open();
  }

  void apply(long token, Workload... workloads) {
    apply(network, token, workloads);
  }

  void apply(NetworkId of, long token, Workload... workloads) {
    apply(of, token, List.of(), workloads);
  }

  void apply(NetworkId of, long token, List<Task> tasks, Workload... workloads) {
    adapter.apply(
        new Deployment(of, id, List.of(workloads)).running(tasks),
        new Fence(token),
        key -> {
          secretsAsked.incrementAndGet();
          return new byte[32];
        });
  }

  /** Beside {@link #A}, with a file and a secret. */
  static Task task(String argument) {
    return new Task(
        "backup",
        SampleImage.SOFTWARE,
        List.of(argument),
        Map.of(),
        List.of(new ConfigFile("task.conf", "one")),
        List.of(new SecretFile("nodekey", KEY, SecretFile.Format.HEX)),
        Optional.of(A),
        new Resources(100, 64, 0),
        2,
        Duration.ofMinutes(30));
  }

  static Workload node(NodeName name) {
    return node(name, "one", 1);
  }

  static Workload node(NodeName name, String content, int gib) {
    return new Workload(
        name,
        "validator",
        SampleImage.SOFTWARE,
        List.of(),
        List.of("serve", "{{bind}}", "30303/udp", "8545", "9090"),
        Map.of(),
        List.of(new ConfigFile("node.conf", content)),
        List.of(new SecretFile("nodekey", KEY, SecretFile.Format.HEX)),
        List.of(new Volume("data", gib)),
        PORTS,
        Probes.NONE,
        new Resources(100, 64, gib),
        Optional.of("validators"));
  }

  Optional<ObservedWorkload> observed(NodeName node) {
    return observe().find(node);
  }

  /** Asks again while the cluster isn't heard, as on a busy machine. */
  Observation observe() {
    AtomicReference<Observation> seen = new AtomicReference<>(new Observation(0, List.of()));
    await(
        "the network can be observed",
        PATIENCE,
        () -> {
          seen.set(adapter.observe(network));
          return true;
        });
    return seen.get();
  }

  /** Whether the node is observed as it was declared. */
  boolean isAsDeclared(Workload workload) {
    return observed(workload.name())
        .filter(w -> w.digest().equals(adapter.digest(network, workload)))
        .isPresent();
  }

  /** All objects of ours in the cluster that bear the network's label, its fence too. */
  List<HasMetadata> objects() {
    return objects(network);
  }

  List<HasMetadata> objects(NetworkId of) {
    List<HasMetadata> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.TLS_ROUTE && kind != Kind.NODE) {
        all.addAll(listed(kind, of));
      }
    }
    return all;
  }

  private List<GenericKubernetesResource> listed(Kind kind, NetworkId of) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(kind.version())
            .withKind(kind.kind)
            .withPlural(kind.plural)
            .withNamespaced(kind.namespaced())
            .build();
    return client
        .genericKubernetesResources(context)
        .inAnyNamespace()
        .withLabel(Labels.NETWORK, of.value())
        .list()
        .getItems();
  }

  /** Kind and name of each, sorted, but for pods, which others make. */
  List<String> names() {
    return objects().stream()
        .filter(o -> !(o.getKind().equals("Pod")))
        .map(o -> o.getKind() + "/" + o.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Removes it, and waits until only its fence is left. */
  void remove(long token) {
    adapter.remove(network, new Fence(token));
    awaitGone();
  }

  void awaitGone() {
    await(
        "only its fence is left",
        PATIENCE,
        () ->
            observe().workloads().isEmpty()
                && names().equals(List.of("ConfigMap/fence-" + network)));
  }

  /** The versions of all that we write, so that a needless write shows. */
  Map<String, String> generations() {
    Map<String, String> versions = new HashMap<>();
    for (HasMetadata object : objects()) {
      if (!object.getKind().equals("Pod")) {
        versions.put(
            object.getKind() + "/" + object.getMetadata().getName(),
            object.getMetadata().getManagedFields().stream()
                .filter(f -> "ridgeway".equals(f.getManager()))
                .map(f -> f.getTime() + f.getFieldsV1())
                .toList()
                .toString());
      }
    }
    return versions;
  }

  static void await(String what, Duration patience, BooleanSupplier wanted) {
    long end = System.nanoTime() + patience.toNanos();
    while (!isSo(wanted)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + patience + " in vain: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /** Not as long as nobody can tell, as on a busy machine. */
  private static boolean isSo(BooleanSupplier wanted) {
    try {
      return wanted.getAsBoolean();
    } catch (AdapterException.Unreachable e) {
      return false;
    }
  }

  /** Takes all of the network away, whatever became of the adapter. */
  @Override
  public void close() {
    if (adapter != null) {
      adapter.close();
    }
    client.namespaces().withName(namespace).delete();
  }
}
