package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's adapter, every call of which is guarded. Collections are copied within the call, as
 * they may be the plugin's code too.
 */
final class GuardedAdapter implements CloudAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedAdapter.class);
  private static final int LONGEST_LINE = 16_384;

  private final CloudAdapter adapter;
  private final Guard guard;

  GuardedAdapter(CloudAdapter adapter, Guard guard) {
    this.adapter = adapter;
    this.guard = guard;
  }

  @Override
  public Set<Capability> capabilities() {
    return general("capabilities", call -> Set.copyOf(adapter.capabilities()));
  }

  @Override
  public Set<Software> software() {
    return general("software", call -> Set.copyOf(adapter.software()));
  }

  @Override
  public List<String> check() {
    return general("check", call -> List.copyOf(adapter.check()));
  }

  @Override
  public Capacity capacity() {
    return general("capacity", call -> adapter.capacity());
  }

  @Override
  public Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return about(network, "reserve", call -> adapter.reserve(network, node, ports, fence));
  }

  @Override
  public Reservation reserveApart(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return about(network, "reserve", call -> adapter.reserveApart(network, node, ports, fence));
  }

  @Override
  public void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    refuseTasks(deployment);
    refuseStandstill(deployment);
    refuseSidecars(deployment);
    about(
        deployment.network(),
        "apply",
        call -> {
          adapter.apply(
              deployment,
              fence,
              new NodeSecrets() {
                @Override
                public byte[] open(KeyId key) {
                  return call.back(() -> secrets.open(key));
                }

                @Override
                public byte[] code(ForeignCode code) {
                  return call.back(() -> secrets.code(code));
                }
              });
          return true;
        });
  }

  /** A plugin that was made before there were tasks would take a deployment and run none. */
  private void refuseTasks(Deployment deployment) {
    if (!deployment.tasks().isEmpty() && !capabilities().contains(Capability.TASKS)) {
      throw new AdapterException.Undeclared(
          "Task "
              + deployment.tasks().get(0).name()
              + " can't be run at "
              + deployment.cityNode()
              + ": its adapter runs no tasks.");
    }
  }

  /** One that was made before nodes could stand still would have them run. */
  private void refuseStandstill(Deployment deployment) {
    if (!deployment.stopped().isEmpty() && !capabilities().contains(Capability.STANDSTILL)) {
      throw new AdapterException.Undeclared(
          deployment.stopped().iterator().next()
              + " can't stand still at "
              + deployment.cityNode()
              + ": its adapter only keeps nodes running.");
    }
  }

  /** The same of sidecars: a node would wait for its database for ever. */
  private void refuseSidecars(Deployment deployment) {
    for (Workload workload : deployment.workloads()) {
      if (!workload.sidecars().isEmpty() && !capabilities().contains(Capability.SIDECARS)) {
        throw new AdapterException.Undeclared(
            workload.name()
                + " can't be run at "
                + deployment.cityNode()
                + " with "
                + workload.sidecars().get(0).name()
                + " beside it: its adapter runs no sidecars.");
      }
    }
  }

  @Override
  public String digest(NetworkId network, Workload workload) {
    return about(network, "digest", call -> adapter.digest(network, workload));
  }

  @Override
  public Observation observe(NetworkId network) {
    return about(network, "observe", call -> adapter.observe(network));
  }

  @Override
  public List<Manifest> manifests(Deployment deployment) {
    return about(
        deployment.network(), "manifests", call -> List.copyOf(adapter.manifests(deployment)));
  }

  @Override
  public void remove(NetworkId network, Fence fence) {
    about(
        network,
        "remove",
        call -> {
          adapter.remove(network, fence);
          return true;
        });
  }

  @Override
  public List<Usage> usage(NetworkId network) {
    return about(network, "usage", call -> List.copyOf(adapter.usage(network)));
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    return about(
        network,
        "logs",
        call ->
            adapter.logs(network, node, lines).stream()
                .limit(lines)
                .map(l -> l.length() > LONGEST_LINE ? l.substring(0, LONGEST_LINE) : l)
                .toList());
  }

  @Override
  public Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    return about(network, "tunnel", call -> adapter.tunnel(network, node, port));
  }

  @Override
  public List<VolumeFile> files(NetworkId network, VolumePath directory) {
    return about(network, "files", call -> List.copyOf(adapter.files(network, directory)));
  }

  /** Copied, and no longer than was asked for: the array may be the plugin's own still. */
  @Override
  public byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    return about(
        network,
        "read",
        call -> {
          byte[] read = adapter.read(network, file, offset, most);
          return Arrays.copyOf(read, Math.min(read.length, most));
        });
  }

  @Override
  public String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    return about(
        network, "write", call -> adapter.write(network, file, offset, content.clone(), fence));
  }

  @Override
  public void discard(NetworkId network, VolumePath directory, Fence fence) {
    about(
        network,
        "discard",
        call -> {
          adapter.discard(network, directory, fence);
          return true;
        });
  }

  /** Closing never fails for who closes: the adapter is given up either way. */
  @Override
  public void close() {
    try {
      general(
          "close",
          call -> {
            adapter.close();
            return true;
          });
    } catch (AdapterException e) {
      LOG.atWarn().setCause(e).log("a plugin's adapter did not close");
    }
  }

  private <T> T general(String name, Guard.Work<T> work) {
    return guard.call(name, Optional.empty(), work);
  }

  private <T> T about(NetworkId network, String name, Guard.Work<T> work) {
    return guard.call(name, Optional.of(network), work);
  }
}
