package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.local.NetworkRecord.Place;
import io.ridgeway.adapter.local.Ports.Obstacle;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives each node an address of its own, on which all of its ports could be opened. So nodes share
 * the usual port numbers, and a port that another program has costs an address, not a failure.
 */
final class Reservations {
  /** A program that listens on every address makes each fail: then it's better to say so soon. */
  private static final int MOST_TRIED = 256;

  private final NetworkRecords records;
  private final AddressRange range;

  Reservations(NetworkRecords records, AddressRange range) {
    this.records = records;
    this.range = range;
  }

  /** The node's address, settled now if it wasn't. */
  Place settle(NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    // Choosing is one at a time for all networks; the records' own lock is the one that counts.
    synchronized (records) {
      records.get(network).check(network, fence);
      Optional<Place> before = records.get(network).place(node);
      Place place =
          before.isPresent()
              ? enlarged(before.get(), ports)
              : new Place(node, freeHost(node, ports), ports);
      records.update(network, record -> with(network, record, place, fence));
      return place;
    }
  }

  private static Place enlarged(Place before, List<Port> ports) {
    List<Port> added = ports.stream().filter(p -> !before.ports().contains(p)).toList();
    if (added.isEmpty()) {
      return before;
    }
    List<Port> unbound =
        added.stream()
            .filter(p -> before.ports().stream().noneMatch(b -> b.number() == p.number()))
            .toList();
    Ports.obstacle(before.host(), unbound)
        .ifPresent(
            obstacle -> {
              throw new AdapterException.NoRoom(obstacle.describe(before.host()));
            });
    List<Port> all = new ArrayList<>(before.ports());
    all.addAll(added);
    return new Place(before.node(), before.host(), all);
  }

  private String freeHost(NodeName node, List<Port> ports) {
    Set<String> taken =
        records.all().values().stream()
            .flatMap(record -> record.places().stream())
            .map(Place::host)
            .collect(Collectors.toSet());
    Optional<String> last = Optional.empty();
    Iterator<String> candidates =
        range.hosts().filter(h -> !taken.contains(h)).limit(MOST_TRIED).iterator();
    while (candidates.hasNext()) {
      String host = candidates.next();
      Optional<Obstacle> obstacle = Ports.obstacle(host, ports);
      if (obstacle.isEmpty()) {
        return host;
      }
      last = obstacle.map(o -> o.describe(host));
      if (obstacle.get().forbidden()) {
        break;
      }
    }
    throw new AdapterException.NoRoom(
        "no address for "
            + node
            + " in "
            + range
            + ": "
            + last.orElse(taken.size() + " are reserved; remove networks or give a larger range"));
  }

  private static NetworkRecord with(
      NetworkId network, NetworkRecord record, Place place, Fence fence) {
    record.check(network, fence);
    List<Place> places = new ArrayList<>(record.places());
    if (!places.contains(place)) {
      places.removeIf(p -> p.node().equals(place.node()));
      places.add(place);
    }
    return record.with(fence, places);
  }

  /** Every viewpoint that may reach a port reaches it at the same place: all are this machine. */
  static List<Address> addresses(Place place, List<Port> ports) {
    return ports.stream()
        .map(port -> new Address(place.node(), port.name(), from(place.host(), port)))
        .toList();
  }

  private static Map<Viewpoint, HostPort> from(String host, Port port) {
    HostPort address = new HostPort(host, port.number());
    return switch (port.exposure()) {
      case PEERS -> Map.of(Viewpoint.INSIDE, address, Viewpoint.OTHER_CITY_NODE, address);
      case GATEWAY -> Map.of(Viewpoint.INSIDE, address, Viewpoint.GATEWAY, address);
      case PEERS_AND_GATEWAY ->
          Map.of(
              Viewpoint.INSIDE,
              address,
              Viewpoint.OTHER_CITY_NODE,
              address,
              Viewpoint.GATEWAY,
              address);
      case ADMIN, NONE -> Map.of();
    };
  }
}
