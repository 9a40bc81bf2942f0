package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may call a node and whom it may call: what its declared ports say, and nothing else. Ports of
 * exposure {@code ADMIN} and {@code NONE} are open to nobody: the adapter's tunnel ends within the
 * pod.
 *
 * @param deployment what one namespace has of it
 * @param apart those of the network's other namespace that its nodes call
 * @param isApart whether this is that other namespace
 */
record Policies(
    ClusterSettings settings, Deployment deployment, List<Workload> apart, boolean isApart) {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final int DNS = 53;
  private static final int HTTPS = 443;
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int LAST = 65_535;

  List<HasMetadata> objects() {
    return Stream.<HasMetadata>concat(
            deployment.workloads().stream().map(this::policy),
            deployment.tasks().stream().map(this::policy))
        .toList();
  }

  /** A task is called by nobody, and calls the nodes beside it. */
  private NetworkPolicy policy(Task task) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(task.nodeName().value())
        .withNamespace(Names.namespace(deployment.network()))
        .withLabels(Labels.of(settings.cityNode(), deployment.network(), task))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(deployment.network(), task))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withEgress(egress(List.of()))
        .endSpec()
        .build();
  }

  private NetworkPolicy policy(Workload workload) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(workload.name().value())
        .withNamespace(Names.namespace(deployment.network()))
        .withLabels(Labels.of(settings.cityNode(), deployment.network(), workload))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(deployment.network(), workload.name()))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(ingress(workload))
        // A tenant's code answers and calls nobody, not even for a name.
        .withEgress(workload.code().isPresent() ? List.of() : egress(workload.ports()))
        .endSpec()
        .build();
  }

  private List<NetworkPolicyIngressRule> ingress(Workload workload) {
    List<NetworkPolicyIngressRule> rules = new ArrayList<>();
    for (Audience audience : Audience.values()) {
      List<Port> ports = audience.of(workload.ports());
      if (!ports.isEmpty()) {
        rules.add(
            new NetworkPolicyIngressRuleBuilder()
                .withFrom(callers(audience, workload))
                .withPorts(policyPorts(ports))
                .build());
      }
    }
    return rules;
  }

  /** Empty for anyone: a call by a node port or a balancer may come in under any address. */
  private List<NetworkPolicyPeer> callers(Audience audience, Workload workload) {
    Optional<ExposureStrategy> strategy = Exposing.strategy(settings, audience);
    if (strategy.isEmpty()) {
      return and(nodes(workload), namespace(settings.gatewayNamespace()));
    }
    if (isApart && deployment.together()) {
      return nodes(workload);
    }
    return strategy.get() instanceof TlsGateway gateway
        ? and(nodes(workload), namespace(Map.of(NAMESPACE_NAME, gateway.proxies())))
        : List.of();
  }

  private static List<NetworkPolicyPeer> and(List<NetworkPolicyPeer> some, NetworkPolicyPeer one) {
    return Stream.concat(some.stream(), Stream.of(one)).toList();
  }

  private List<NetworkPolicyEgressRule> egress(List<Port> own) {
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    rules.add(
        new NetworkPolicyEgressRuleBuilder()
            .addNewTo()
            .withNewNamespaceSelector()
            .addToMatchLabels(NAMESPACE_NAME, "kube-system")
            .endNamespaceSelector()
            .withNewPodSelector()
            .addToMatchLabels("k8s-app", "kube-dns")
            .endPodSelector()
            .endTo()
            .withPorts(port(Transports.UDP, DNS), port(Transports.TCP, DNS))
            .build());
    List<Port> others =
        deployment.workloads().stream()
            .flatMap(w -> w.ports().stream())
            .filter(p -> !Audience.PEERS.of(List.of(p)).isEmpty() || isGateway(p))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      rules.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(ownPods())
              .withPorts(policyPorts(others))
              .build());
    }
    List<Port> services =
        apart.stream().flatMap(w -> Audience.PEERS.of(w.ports()).stream()).distinct().toList();
    if (!services.isEmpty()) {
      rules.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(pods(Names.codeNamespace(deployment.network())))
              .withPorts(policyPorts(services))
              .build());
    }
    List<Port> peers = Audience.PEERS.of(own);
    if (!peers.isEmpty() && deployment.carries()) {
      rules.add(new NetworkPolicyEgressRuleBuilder().withTo(codeOfGuests()).build());
    }
    if (!peers.isEmpty()) {
      rules.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(elsewhere())
              .withPorts(ranges(peers))
              .build());
    }
    return rules;
  }

  private static boolean isGateway(Port port) {
    return !Audience.GATEWAY.of(List.of(port)).isEmpty();
  }

  /** Other city nodes: which addresses and ports they have isn't known here. */
  private List<NetworkPolicyPeer> elsewhere() {
    return List.of(block("0.0.0.0/0", false), block("::/0", true));
  }

  private NetworkPolicyPeer block(String all, boolean six) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(all)
        .withExcept(settings.closed().stream().filter(c -> c.contains(":") == six).toList())
        .endIpBlock()
        .build();
  }

  private static List<NetworkPolicyPort> ranges(List<Port> peers) {
    List<NetworkPolicyPort> ranges = new ArrayList<>();
    ranges.add(port(Transports.TCP, HTTPS));
    peers.stream()
        .flatMap(port -> Transports.of(port).stream())
        .distinct()
        .sorted()
        .forEach(
            transport ->
                ranges.add(
                    new NetworkPolicyPortBuilder(port(transport, FIRST_UNPRIVILEGED))
                        .withEndPort(LAST)
                        .build()));
    return ranges;
  }

  private static List<NetworkPolicyPort> policyPorts(List<Port> ports) {
    return ports.stream()
        .flatMap(port -> Transports.of(port).stream().map(t -> port(t, port.number())))
        .distinct()
        .toList();
  }

  private static NetworkPolicyPort port(String transport, int number) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(transport)
        .withPort(new IntOrString(number))
        .build();
  }

  /** The network's nodes, as they are seen from here, and those that call this one besides. */
  private List<NetworkPolicyPeer> nodes(Workload workload) {
    List<NetworkPolicyPeer> nodes = new ArrayList<>();
    nodes.add(isApart ? pods(Names.namespace(deployment.network())) : ownPods());
    workload
        .calledFrom()
        .ifPresent(other -> nodes.add(pods(Names.namespace(other), Labels.selector(other))));
    return nodes;
  }

  /** What networks run that live on this one's nodes; on which ports is theirs to say. */
  private NetworkPolicyPeer codeOfGuests() {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .addToMatchLabels(Labels.HOLDS, Labels.TENANTS_CODE)
        .endNamespaceSelector()
        .withNewPodSelector()
        .addToMatchLabels(Labels.CALLED_FROM, deployment.network().value())
        .endPodSelector()
        .build();
  }

  /** Those of a namespace that are the network's. */
  private NetworkPolicyPeer pods(String namespace) {
    return pods(namespace, Labels.selector(deployment.network()));
  }

  private static NetworkPolicyPeer pods(String namespace, Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(labels)
        .endPodSelector()
        .withNewNamespaceSelector()
        .addToMatchLabels(NAMESPACE_NAME, namespace)
        .endNamespaceSelector()
        .build();
  }

  private NetworkPolicyPeer ownPods() {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(deployment.network()))
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer namespace(Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .withMatchLabels(labels)
        .endNamespaceSelector()
        .build();
  }
}
