package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An adapter as the reconciler uses it: where a city node isn't heard for the moment, as on a busy
 * machine, it is asked again.
 */
record Persistent(TestCityNode city, CloudAdapter adapter) implements CloudAdapter {
  private <T> T ask(Supplier<T> call) {
    Instant deadline = city.clock().instant().plus(Bench.PATIENCE);
    while (true) {
      try {
        return call.get();
      } catch (AdapterException.Unreachable e) {
        if (city.clock().instant().isAfter(deadline)) {
          throw e;
        }
        city.pass(Bench.GLANCE);
      }
    }
  }

  private void tell(Runnable call) {
    ask(
        () -> {
          call.run();
          return true;
        });
  }

  @Override
  public Set<Capability> capabilities() {
    return adapter.capabilities();
  }

  @Override
  public Set<Software> software() {
    return adapter.software();
  }

  @Override
  public List<String> check() {
    return ask(adapter::check);
  }

  @Override
  public Capacity capacity() {
    return ask(adapter::capacity);
  }

  @Override
  public Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return ask(() -> adapter.reserve(network, node, ports, fence));
  }

  @Override
  public Reservation reserveApart(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return ask(() -> adapter.reserveApart(network, node, ports, fence));
  }

  @Override
  public void apply(Deployment deployment, Fence fence, NodeSecrets secrets) {
    tell(() -> adapter.apply(deployment, fence, secrets));
  }

  @Override
  public String digest(NetworkId network, Workload workload) {
    return adapter.digest(network, workload);
  }

  @Override
  public Observation observe(NetworkId network) {
    return ask(() -> adapter.observe(network));
  }

  @Override
  public List<Manifest> manifests(Deployment deployment) {
    return adapter.manifests(deployment);
  }

  @Override
  public void remove(NetworkId network, Fence fence) {
    tell(() -> adapter.remove(network, fence));
  }

  @Override
  public List<Usage> usage(NetworkId network) {
    return ask(() -> adapter.usage(network));
  }

  @Override
  public List<String> logs(NetworkId network, NodeName node, int lines) {
    return ask(() -> adapter.logs(network, node, lines));
  }

  @Override
  public Optional<HostPort> tunnel(NetworkId network, NodeName node, String port) {
    return ask(() -> adapter.tunnel(network, node, port));
  }

  // What can't be read or isn't as long as was said isn't there the next time either.

  @Override
  public List<VolumeFile> files(NetworkId network, VolumePath directory) {
    return adapter.files(network, directory);
  }

  @Override
  public byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    return adapter.read(network, file, offset, most);
  }

  @Override
  public String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    return adapter.write(network, file, offset, content, fence);
  }

  @Override
  public void discard(NetworkId network, VolumePath directory, Fence fence) {
    adapter.discard(network, directory, fence);
  }

  @Override
  public void close() {
    adapter.close();
  }
}
