package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a deployment into the objects of its network's namespace: pure, so equal inputs give equal
 * objects, in the order in which they are to be written.
 *
 * <p>All that belongs to a network carries the label {@link Labels#NETWORK}; what belongs to one of
 * its nodes carries {@link Labels#NODE} too. Config maps and secrets are immutable and named by
 * what is in them, so that a running pod never sees them change: one may be pruned when no pod
 * mounts it any more.
 *
 * <p>Stateful sets are updated {@code OnDelete}: a changed one changes nothing of its pod until the
 * adapter takes the pod away, within the fault budget (ADR 13).
 */
public final class Manifests {
  /** The name of a pod's container that is the node itself. */
  public static final String CONTAINER = NodePod.CONTAINER;

  private static final String POLICIES = "policies 2";

  private final ClusterSettings settings;

  public Manifests(ClusterSettings settings) {
    this.settings = settings;
  }

  /** The name of a network's namespace. */
  public static String namespaceName(NetworkId network) {
    return Names.namespace(network);
  }

  /** The name of the namespace of a network's contracts that tenants brought. */
  public static String codeNamespaceName(NetworkId network) {
    return Names.codeNamespace(network);
  }

  /** Both names; what is in another namespace isn't the network's. */
  public static List<String> namespaceNames(NetworkId network) {
    return List.of(Names.namespace(network), Names.codeNamespace(network));
  }

  /** Where a node's container has a volume of its own. */
  public static String directory(String volume) {
    return NodeFiles.VOLUMES + volume;
  }

  /** The network's namespace, which admits only pods of Pod Security {@code restricted}. */
  public Namespace namespace(NetworkId network) {
    return namespace(network, Names.namespace(network));
  }

  /** The namespace of a network's contracts that tenants brought: as strict, and apart. */
  public Namespace codeNamespace(NetworkId network) {
    Namespace code = namespace(network, Names.codeNamespace(network));
    code.getMetadata().getLabels().put(Labels.HOLDS, Labels.TENANTS_CODE);
    return code;
  }

  private Namespace namespace(NetworkId network, String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.of(settings.cityNode(), network))
        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
        .addToLabels("pod-security.kubernetes.io/enforce-version", "latest")
        .addToLabels("pod-security.kubernetes.io/audit", "restricted")
        .addToLabels("pod-security.kubernetes.io/warn", "restricted")
        .endMetadata()
        .build();
  }

  /**
   * What stands around the nodes: service account, quota and limits, the policy that denies all
   * traffic, the headless service.
   */
  public List<HasMetadata> frame(Deployment deployment) {
    return new Frame(settings, deployment).objects();
  }

  /**
   * What makes the ports of a node reachable: a service for its peers, one for the gateway, and
   * routes where the strategy has them. Ports that neither may reach get nothing.
   *
   * @param live the node's services as they are in the cluster, if they are: node ports that were
   *     handed out are kept. Without them a node may be given others out of a pool
   * @param taken node ports that others have, or that the API server refused; only a port pool
   *     looks at them
   * @throws io.ridgeway.adapter.AdapterException.Undeclared for a port that the strategy can't
   *     carry
   * @throws io.ridgeway.adapter.AdapterException.NoRoom if the pool is used up
   */
  public List<HasMetadata> services(
      NetworkId network, NodeName node, List<Port> ports, List<Service> live, Set<Integer> taken) {
    return new Exposing(settings, network, node, ports).objects(live, taken);
  }

  /** Where the ports of a node are reached, told from its services as they are in the cluster. */
  public Reservation addresses(
      NetworkId network, NodeName node, List<Port> ports, List<Service> live) {
    return new Exposing(settings, network, node, ports).addresses(live);
  }

  /**
   * What runs, but for the secrets: policies, disruption budgets, config maps, claims, stateful
   * sets, jobs.
   *
   * @throws io.ridgeway.adapter.AdapterException.SoftwareUnavailable if there is no image for a
   *     software, or an unpinned one where that isn't allowed
   * @throws io.ridgeway.adapter.AdapterException.Undeclared if a deployment asks for what can't be
   */
  public List<HasMetadata> workloads(Deployment deployment) {
    return workloads(new Policies(settings, deployment, List.of(), false));
  }

  /** The same of a part, whose nodes call those that are {@code apart}, in the other namespace. */
  public List<HasMetadata> workloads(Deployment deployment, List<Workload> apart) {
    return workloads(new Policies(settings, deployment, apart, false));
  }

  /**
   * The same of the part that is apart, and called by nodes of the other namespace alone, unless
   * these are at other city nodes too. Where the objects are is for {@link #apart} to say.
   */
  public List<HasMetadata> workloadsApart(Deployment deployment) {
    return workloads(new Policies(settings, deployment, List.of(), true));
  }

  /** Puts the object into the namespace of tenants' code. */
  public static void apart(NetworkId network, HasMetadata object) {
    object.getMetadata().setNamespace(Names.codeNamespace(network));
  }

  private List<HasMetadata> workloads(Policies policies) {
    Deployment deployment = policies.deployment();
    List<HasMetadata> objects = new ArrayList<>();
    objects.addAll(policies.objects());
    objects.addAll(new Budgets(settings, deployment).objects());
    for (Workload workload : deployment.workloads()) {
      boolean stopped = deployment.stopped().contains(workload.name());
      objects.addAll(new NodeObjects(settings, deployment.network(), workload, stopped).objects());
    }
    for (Task task : deployment.tasks()) {
      objects.addAll(new TaskObjects(settings, deployment, task).objects());
    }
    return List.copyOf(objects);
  }

  /** The part of {@link #workloads} that is one node's own, where it runs; throws as that does. */
  public List<HasMetadata> node(NetworkId network, Workload workload) {
    return new NodeObjects(settings, network, workload, false).objects();
  }

  /**
   * What of the settings shows in objects that aren't of one node, or are told from others; with a
   * number that is another one once our own policies are, so that those of running nodes follow.
   */
  public String surroundings() {
    return List.of(POLICIES, settings.exposure(), settings.gatewayNamespace(), settings.closed())
        .toString();
  }

  /**
   * The secrets of a workload's secret files, and of each of its sidecars', as far as they have
   * any. A name follows from the keys, not from their values: one of that name needn't be written
   * again. Their {@code toString} shows what is in them.
   */
  public List<Secret> secrets(Deployment deployment, Workload workload, SecretContent content) {
    return new NodeObjects(settings, deployment.network(), workload, false).secrets(content);
  }

  /**
   * The secrets with a reference in place of each value: for people, and for tools that keep
   * manifests and put values in.
   */
  public List<Secret> secretReferences(Deployment deployment, Workload workload) {
    return new NodeObjects(settings, deployment.network(), workload, false).secretReferences();
  }

  /**
   * The secret of a task's secret files, as {@link #secrets(Deployment, Workload, SecretContent)}.
   */
  public Optional<Secret> secret(Deployment deployment, Task task, SecretContent content) {
    return new TaskObjects(settings, deployment, task).secret(content);
  }

  /** As {@link #secretReferences(Deployment, Workload)}. */
  public Optional<Secret> secretReference(Deployment deployment, Task task) {
    return new TaskObjects(settings, deployment, task).secretReference();
  }

  /** The name of the workload's own secret, without asking for any content. */
  public static Optional<String> secretName(Workload workload) {
    return NodeFiles.of(workload).secretName();
  }
}
