package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.kubernetes.manifest.ClusterSettings;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A city node that is a Kubernetes cluster: a namespace per network, and one more for code that its
 * tenant brought; a stateful set of one pod per node.
 *
 * <p>Every call ends in bounded time, with {@link AdapterException.Unreachable} if the cluster
 * doesn't answer. What is observed comes from watches that all networks share.
 */
final class KubernetesCloudAdapter implements CloudAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesCloudAdapter.class);
  private static final int MOST_LINES = 5_000;

  private final Cluster cluster;
  private final Access access;
  private final Calls calls;
  private final Namespaces namespaces;
  private final Writer writer;
  private final Reserving reserving;
  private final Restarts restarts;
  private final Observer observer;
  private final Tunnels tunnels;
  private final HandingOver handing;
  private final Set<NetworkId> removing = ConcurrentHashMap.newKeySet();

  private KubernetesCloudAdapter(AdapterContext context, Cluster cluster) {
    this.cluster = cluster;
    this.access = new Access(cluster, context.credentials(), network -> changed(context, network));
    this.calls = new Calls(cluster, access, new Heartbeat(cluster.clock()));
    this.namespaces = new Namespaces(cluster);
    this.writer = new Writer(cluster, namespaces);
    this.reserving = new Reserving(cluster, namespaces, writer);
    this.restarts = new Restarts(cluster, writer, access::connection);
    this.observer = new Observer(cluster);
    this.tunnels = new Tunnels(cluster);
    this.handing = new HandingOver(cluster, calls);
  }

  /** Opens it; a cluster that is down doesn't hinder that, a credential that can't be used does. */
  static KubernetesCloudAdapter open(
      AdapterContext context, KubernetesSettings settings, Clock clock) {
    KubernetesCloudAdapter adapter =
        new KubernetesCloudAdapter(context, Cluster.of(settings, clock));
    try {
      adapter.access.connection();
      return adapter;
    } catch (AdapterException e) {
      adapter.close();
      throw e;
    }
  }

  private void changed(AdapterContext context, NetworkId network) {
    restarts.consider(network);
    context.changed().accept(network);
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    if (!cluster.settings().udp()) {
      all.remove(Capability.UDP);
    }
    if (!cluster.settings().volumeFiles()) {
      all.remove(Capability.FILES);
    }
    return all;
  }

  @Override
  public Set<Software> software() {
    ClusterSettings settings = cluster.settings().cluster();
    return Stream.concat(
            settings.images().entrySet().stream()
                .filter(e -> settings.allowTags() || e.getValue().pinned())
                .map(Map.Entry::getKey),
            settings.tenantImages().stream().map(t -> ForeignCode.Kind.IMAGE.software()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<String> check() {
    return calls.call(
        "checking the cluster", (to, deadline) -> new Checks(cluster, to, deadline).findings());
  }

  @Override
  public Capacity capacity() {
    return calls.callFresh(
        "reckoning capacity",
        (to, deadline) -> {
          Watches seen = to.watches();
          return Capacities.of(
              seen.nodes().toList(),
              seen.pods().toList(),
              seen.claims().map(Claims::of).mapToLong(Claims::wantsGib).sum(),
              cluster.settings());
        });
  }

  @Override
  public Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return settle(network, node, ports, false, fence);
  }

  @Override
  public Reservation reserveApart(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return settle(network, node, ports, true, fence);
  }

  private Reservation settle(
      NetworkId network, NodeName node, List<Port> ports, boolean foreign, Fence fence) {
    refuseUdp(node, ports);
    return calls.call(
        "reserving for " + node,
        (to, deadline) -> {
          to.watches().awaitFresh(deadline);
          return reserving.settle(to, network, node, ports, foreign, fence, deadline);
        });
  }

  @Override
  public void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    if (!deployment.cityNode().equals(cluster.settings().cityNode())) {
      throw new IllegalArgumentException(
          "a deployment of city node "
              + deployment.cityNode()
              + " was given to "
              + cluster.settings().cityNode());
    }
    for (Workload workload : deployment.workloads()) {
      refuseUdp(workload.name(), workload.ports());
    }
    calls.call(
        "applying network " + deployment.network(),
        (to, deadline) -> {
          to.watches().awaitFresh(deadline);
          if (!deployment.tasks().isEmpty() || hasTasks(to, deployment.network())) {
            to.watches().requireTasks();
          }
          refuseStorage(to, deployment, deadline);
          try (WriteLocks.Held lock = cluster.locks().take(deployment.network())) {
            writer.write(to, deployment, fence, secrets, deadline);
          }
          tunnels.forgetAllBut(deployment);
          return true;
        });
    restarts.consider(deployment.network());
  }

  /** Whether tasks of it were declared, and it isn't on its way out. */
  private boolean hasTasks(Connection to, NetworkId network) {
    return !cluster.fences().removes(network, to.sights())
        && Cluster.members(to.sights(), network).nodes().keySet().stream()
            .anyMatch(k -> k.kind() == Kind.JOB);
  }

  /** A claim of a class that isn't there would wait for ever. Looked at while there is none yet. */
  private void refuseStorage(Connection to, Deployment deployment, Deadline deadline) {
    boolean asks = deployment.workloads().stream().anyMatch(w -> !w.volumes().isEmpty());
    boolean has =
        to.sights().of(deployment.network()).stream().anyMatch(s -> s.key().kind() == Kind.CLAIM);
    if (asks && !has) {
      new Checks(cluster, to, deadline)
          .storageClass()
          .ifPresent(
              why -> {
                throw new AdapterException.Unreachable(why);
              });
    }
  }

  private void refuseUdp(NodeName node, List<Port> ports) {
    if (!cluster.settings().udp()
        && ports.stream().anyMatch(p -> p.protocol() == Protocol.TCP_AND_UDP)) {
      throw new AdapterException.Undeclared(
          node + " needs UDP, which this city node's configuration turns off");
    }
  }

  @Override
  public String digest(NetworkId network, Workload workload) {
    return cluster.rendering().digest(network, workload);
  }

  @Override
  public Observation observe(NetworkId network) {
    return calls.callFresh(
        "observing network " + network,
        (to, deadline) -> {
          if (hasTasks(to, network)) {
            to.watches().requireTasks();
          }
          continueRemoval(to, network);
          restarts.resume(to, network);
          return observer.observe(to.sights(), network);
        });
  }

  /** A removal that was asked for and whose asker died, or could not be answered, goes on. */
  private void continueRemoval(Connection to, NetworkId network) {
    boolean wanted = cluster.fences().removes(network, to.sights());
    boolean there = Spaces.of(to.sights(), network).stream().anyMatch(n -> !n.leaving());
    if (wanted && there && removing.add(network)) {
      cluster
          .workers()
          .later(
              () -> {
                try {
                  calls.call(
                      "removing network " + network,
                      (now, deadline) -> {
                        namespaces.delete(now, network, deadline);
                        return true;
                      });
                } catch (AdapterException e) {
                  // Whoever observes next tries again.
                  LOG.atWarn()
                      .setMessage("a namespace could not be removed yet")
                      .addKeyValue("network", network)
                      .addKeyValue("why", e.getMessage())
                      .log();
                } finally {
                  removing.remove(network);
                }
              });
    }
  }

  @Override
  public List<Manifest> manifests(Deployment deployment) {
    return calls.call(
        "printing network " + deployment.network(),
        (to, deadline) -> {
          to.watches().awaitFresh(deadline);
          return new Printing(cluster, to).manifests(deployment);
        });
  }

  @Override
  public void remove(NetworkId network, Fence fence) {
    calls.call(
        "removing network " + network,
        (to, deadline) -> {
          to.watches().awaitFresh(deadline);
          try (WriteLocks.Held lock = cluster.locks().take(network)) {
            cluster.fences().raise(to.api(), network, fence, true, deadline);
            namespaces.delete(to, network, deadline);
          }
          namespaces.awaitGoing(to, network, deadline);
          tunnels.forget(network);
          return true;
        });
  }

  @Override
  public List<Usage> usage(NetworkId network) {
    return calls.callFresh(
        "measuring network " + network,
        (to, deadline) -> {
          return Usages.of(to, network, deadline);
        });
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    if (lines < 1 || lines > MOST_LINES) {
      throw new IllegalArgumentException("1 to " + MOST_LINES + " lines of a log can be had");
    }
    return calls.callFresh(
        "reading the log of " + node,
        (to, deadline) -> {
          Optional<Seen> pod =
              Optional.ofNullable(NodeSight.all(to.sights(), network).get(node))
                  .flatMap(NodeSight::pod);
          return pod.isEmpty() ? List.of() : lines(to, pod.get(), lines, deadline);
        });
  }

  private static List<String> lines(Connection to, Seen pod, int lines, Deadline deadline) {
    String path = pod.key().path() + "/log?container=node&tailLines=" + lines;
    try {
      return to.api().text(path, deadline).lines().toList();
    } catch (ApiRefusal e) {
      if (e.code == 400 || e.code == 404) {
        // It has not been started yet, or is gone.
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    return calls.callFresh(
        "reaching port " + port + " of " + node,
        (to, deadline) -> {
          return tunnels.to(to, network, node, port);
        });
  }

  @Override
  public List<VolumeFile> files(NetworkId network, VolumePath directory) {
    return handing.files(network, directory);
  }

  @Override
  public byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    return handing.read(network, file, offset, most);
  }

  @Override
  public String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    return handing.write(network, file, offset, content, fence);
  }

  @Override
  public void discard(NetworkId network, VolumePath directory, Fence fence) {
    handing.discard(network, directory, fence);
  }

  @Override
  public void close() {
    cluster.workers().close();
    tunnels.close();
    access.close();
  }
}
