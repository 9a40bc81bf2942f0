package io.ridgeway.examples.processes;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the laws of {@link CloudAdapter} with processes of this machine, in the simplest way: one
 * lock for everything. An adapter of a real cloud, whose calls take long, has one for each network.
 *
 * <p>What it doesn't do: limit CPU, memory and disk; keep output; run tasks and sidecars; and find
 * a process again that was started in the instant in which the application died.
 */
final class ProcessesAdapter implements CloudAdapter {
  private static final System.Logger LOG = System.getLogger(ProcessesAdapter.class.getName());
  private static final int TICK_MILLIS = 100;

  private final AdapterContext context;
  private final Settings settings;
  private final Records records;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "example-processes");
            thread.setDaemon(true);
            return thread;
          });

  ProcessesAdapter(AdapterContext context, Settings settings, Clock clock) {
    this.context = context;
    this.settings = settings;
    try {
      this.records = Records.open(settings.directory(), clock);
    } catch (IOException e) {
      throw failure("be opened", e);
    }
    timer.scheduleWithFixedDelay(this::supervise, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Set<Capability> capabilities() {
    return settings.udp()
        ? EnumSet.of(Capability.SUPERVISION, Capability.STANDSTILL, Capability.UDP)
        : EnumSet.of(Capability.SUPERVISION, Capability.STANDSTILL);
  }

  @Override
  public Set<Software> software() {
    return settings.programs().keySet();
  }

  @Override
  public synchronized Capacity capacity() {
    Resources total = Machine.resources(settings.directory());
    Resources promised =
        records.all().stream()
            .filter(Node::isDeployed)
            .map(Node::resources)
            .reduce(Resources.NONE, Resources::plus);
    return new Capacity(
        total,
        new Resources(
            Math.max(0, total.cpuMillis() - promised.cpuMillis()),
            Math.max(0, total.memoryMib() - promised.memoryMib()),
            Math.max(0, total.storageGib() - promised.storageGib())));
  }

  @Override
  public synchronized Reservation reserve(
      NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    try {
      records.raise(network, fence);
      Node reserved = reserved(network, node, ports);
      return new Reservation.Settled(ports.stream().map(p -> address(reserved, p)).toList());
    } catch (IOException e) {
      throw failure("keep a reservation", e);
    }
  }

  private Node reserved(NetworkId network, NodeName name, List<Port> ports) throws IOException {
    Node node = records.node(network, name);
    if (!node.isReserved()) {
      Set<String> taken = new HashSet<>();
      records.all().stream().filter(Node::isReserved).forEach(n -> taken.add(n.host()));
      int i = 0;
      while (taken.contains(host(i))) {
        i++;
      }
      node.reserve(host(i));
    }
    node.addPorts(ports);
    return node;
  }

  private String host(int i) {
    if (i >= 250 * 250) {
      throw new AdapterException.NoRoom("Every address is taken; give another city node.");
    }
    return settings.addresses() + "." + i / 250 + "." + (i % 250 + 1);
  }

  private static Address address(Node node, Port port) {
    return new Address(
        node.name(), port.name(), Machine.seen(port.exposure(), node.host(), port.number()));
  }

  @Override
  public synchronized void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    NetworkId network = deployment.network();
    records.check(network, fence);
    // All that can be refused is found before anything is made.
    deployment.workloads().forEach(this::refuseWhatCannotRun);
    deployment.tasks().forEach(ProcessesAdapter::refuse);
    try {
      records.raise(network, fence);
      Set<NodeName> wanted = new HashSet<>();
      for (Workload workload : deployment.workloads()) {
        wanted.add(workload.name());
        Node node = reserved(network, workload.name(), workload.ports());
        boolean isLeft = node.isDeployed() && deployment.left().contains(workload.name());
        boolean stopped = deployment.stopped().contains(workload.name());
        if (isLeft) {
          continue;
        }
        if (node.digest().equals(Optional.of(WorkloadDigest.of(workload)))) {
          node.stand(stopped);
        } else {
          node.deploy(workload, settings.program(workload.software()), secrets, stopped);
        }
      }
      for (Node node : records.of(network)) {
        if (node.isDeployed() && !wanted.contains(node.name())) {
          records.remove(network, node);
        }
      }
    } catch (IOException e) {
      throw failure("apply the deployment of " + network, e);
    }
  }

  private void refuseWhatCannotRun(Workload workload) {
    settings.program(workload.software());
    if (!workload.sidecars().isEmpty()) {
      throw new AdapterException.Undeclared(
          workload.name()
              + " can't be run with "
              + workload.sidecars().get(0).name()
              + " beside it: this adapter runs no sidecars.");
    }
    if (!settings.udp()
        && workload.ports().stream().anyMatch(p -> p.protocol() == Protocol.TCP_AND_UDP)) {
      throw new AdapterException.Undeclared(
          workload.name() + " needs UDP, which this city node doesn't have.");
    }
  }

  private static void refuse(Task task) {
    throw new AdapterException.Undeclared(
        "Task " + task.name() + " can't be run: this adapter only keeps nodes running.");
  }

  @Override
  public synchronized Observation observe(NetworkId network) {
    return new Observation(
        records.fence(network),
        records.of(network).stream().filter(Node::isDeployed).map(Node::observed).toList());
  }

  @Override
  public synchronized void remove(NetworkId network, Fence fence) {
    try {
      records.raise(network, fence);
      List<Node> all = records.of(network);
      all.forEach(Node::askToEnd);
      for (Node node : all) {
        records.remove(network, node);
      }
    } catch (IOException e) {
      throw failure("remove " + network, e);
    }
  }

  @Override
  public synchronized List<Usage> usage(NetworkId network) {
    try {
      return records.of(network).stream().filter(Node::isDeployed).map(Node::usage).toList();
    } catch (UncheckedIOException e) {
      throw failure("measure " + network, Objects.requireNonNull(e.getCause()));
    }
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    throw new AdapterException.Undeclared("This adapter keeps no logs.");
  }

  @Override
  public synchronized Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    return records.find(network, node).flatMap(n -> n.reached(port));
  }

  /** Has what died started again, and tells of what changed by itself. */
  private void supervise() {
    try {
      Set<NetworkId> changed = new HashSet<>();
      synchronized (this) {
        for (NetworkId network : records.networks()) {
          for (Node node : records.of(network)) {
            if (node.supervise()) {
              changed.add(network);
            }
          }
        }
      }
      changed.forEach(context.changed());
    } catch (IOException | RuntimeException e) {
      // A timer ends with the first exception; the next turn may be a better one.
      LOG.log(System.Logger.Level.WARNING, "supervision failed; it is tried again", e);
    }
  }

  private AdapterException failure(String what, IOException e) {
    return new AdapterException.Unreachable(
        "City node " + context.cityNode() + " could not " + what + "; see to its disk.", e);
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
  }
}
