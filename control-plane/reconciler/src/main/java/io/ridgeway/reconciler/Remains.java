package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.host.Waiting;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Optional;

/**
 * How much a guest leaves on its host's nodes, where these are at city nodes that hand files over.
 */
final class Remains {
  private Remains() {}

  /** Notes it in the guest's record, if all of the nodes tell. */
  static void note(Pass pass) {
    if (pass.birth().values().containsKey(Waiting.REMAINS)) {
      // A deletion that was broken off measures once: a birth record's values stay as they are.
      return;
    }
    Optional<Clearing> clearing =
        pass.findPack().flatMap(FrameworkPack::hosting).flatMap(Hosting::clearing);
    clearing
        .flatMap(c -> c.place(pass.id()).flatMap(place -> bytes(pass.ground(), c, place)))
        .ifPresent(
            bytes ->
                pass.change(
                    n ->
                        n.with(
                            n.made()
                                .born(
                                    pass.birth()
                                        .with(Waiting.REMAINS, Long.toString(bytes))
                                        .values()))));
  }

  /** How many bytes the node has of it that has most, of those that tell; empty if none does. */
  static Optional<Long> largest(Pass host, Clearing clearing, Clearing.Place place) {
    return nodes(host, clearing).stream()
        .flatMap(n -> bytes(host, new VolumePath(n, place.volume(), place.path())).stream())
        .max(Long::compare);
  }

  private static List<NodeName> nodes(Pass host, Clearing clearing) {
    return host.plan().nodes().stream()
        .filter(node -> clearing.roles().contains(node.role()))
        .map(PlannedNode::name)
        .toList();
  }

  private static Optional<Long> bytes(Pass host, Clearing clearing, Clearing.Place place) {
    long sum = 0;
    for (NodeName node : nodes(host, clearing)) {
      Optional<Long> there = bytes(host, new VolumePath(node, place.volume(), place.path()));
      if (there.isEmpty()) {
        return Optional.empty();
      }
      sum += there.get();
    }
    return Optional.of(sum);
  }

  private static Optional<Long> bytes(Pass host, VolumePath directory) {
    CityNodeId at = host.made().placement().orElseThrow().nodes().get(directory.node());
    try {
      return at == null
          ? Optional.empty()
          : host.at(at, adapter -> bytes(host, directory, adapter));
    } catch (AdapterException e) {
      // It is told for people's sake: nothing waits for it.
      return Optional.empty();
    }
  }

  private static Optional<Long> bytes(Pass host, VolumePath directory, CloudAdapter adapter) {
    return adapter.capabilities().contains(Capability.FILES)
        ? Optional.of(
            adapter.files(host.id(), directory).stream().mapToLong(VolumeFile::bytes).sum())
        : Optional.empty();
  }
}
