package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a network's files depend on.
 *
 * @param from where nodes see each other from: a channel's configuration has one address for
 *     everybody, so it is the outer one if the network was born at more than one city node
 * @param organisations every organisation's MSP by its name, {@value Topology#ORDERING} included
 * @param identities of every node that holds the ledger
 * @param services of every contract service
 * @param first what the first block says; nothing as long as the first orderer is there
 * @param contracts the tenant's own
 * @param settled what its channel has been brought to since it was born, as {@link Born} says
 */
public record FabricNetwork(
    NetworkId id,
    Topology topology,
    Placement placement,
    Addresses addresses,
    Viewpoint from,
    Map<String, Msp> organisations,
    Map<NodeName, NodeIdentity> identities,
    Map<NodeName, TlsEnd> services,
    First first,
    List<Contract> contracts,
    Set<String> settled) {
  public FabricNetwork {
    settled = Set.copyOf(settled);
    contracts = List.copyOf(contracts);
    services = Map.copyOf(services);
    organisations = Map.copyOf(organisations);
    identities = Map.copyOf(new TreeMap<>(identities));
  }

  /** From what was settled of an order, and what custody made for it. */
  static FabricNetwork of(
      NetworkId id,
      Topology topology,
      Placement placement,
      Addresses addresses,
      Viewpoint from,
      Identities identities) {
    Map<String, Msp> organisations = new TreeMap<>();
    topology
        .organisationNames()
        .forEach(name -> organisations.put(name, FabricIdentities.msp(name, identities)));
    Map<NodeName, NodeIdentity> nodes = new TreeMap<>();
    topology
        .owners()
        .forEach((node, owner) -> nodes.put(node, FabricIdentities.node(node, owner, identities)));
    Map<NodeName, TlsEnd> services = new TreeMap<>();
    topology
        .contractOwners()
        .forEach((n, owner) -> services.put(n, FabricIdentities.tlsEnd(n, owner, identities)));
    return new FabricNetwork(
        id,
        topology,
        placement,
        addresses,
        from,
        organisations,
        nodes,
        services,
        First.UNREAD,
        List.of(),
        Set.of());
  }

  /** The same, with what its first block says. */
  FabricNetwork bornAs(First read) {
    return with(read, contracts, settled);
  }

  /**
   * The same, as it is by now.
   *
   * @param own contracts of the tenant's own
   * @param since what its channel has been brought to
   */
  FabricNetwork running(List<Contract> own, Set<String> since) {
    return with(first, own, since);
  }

  private FabricNetwork with(First read, List<Contract> own, Set<String> since) {
    return new FabricNetwork(
        id,
        topology,
        placement,
        addresses,
        from,
        organisations,
        identities,
        services,
        read,
        own,
        since);
  }

  /** The tenant's own contract that a service runs; empty if it runs the one of the start. */
  Optional<Contract> contract(NodeName service) {
    return contracts.stream().filter(c -> c.number() == service.number()).findFirst();
  }

  /**
   * What a network's first block says of nodes.
   *
   * @param orderers where they are
   * @param peers how many each organisation has
   */
  public record First(List<HostPort> orderers, Map<String, Integer> peers) {
    static final First UNREAD = new First(List.of(), Map.of());

    public First {
      orderers = List.copyOf(orderers);
      peers = Map.copyOf(peers);
    }

    /** Whether a peer isn't among them: numbers are used once. */
    boolean lacks(NodeName peer) {
      return peer.number() > peers.getOrDefault(Topology.owner(peer), 0);
    }
  }

  /** Where the nodes of a network that is born with these places see each other from. */
  static Viewpoint viewpoint(Placement placement) {
    return placement.cityNodes().size() == 1 ? Viewpoint.INSIDE : Viewpoint.OTHER_CITY_NODE;
  }

  /**
   * One end of TLS.
   *
   * @param certificate PEM
   * @param key its key in custody
   */
  public record TlsEnd(String certificate, KeyId key) {}

  TlsEnd tls(NodeName service) {
    TlsEnd tls = services.get(service);
    if (tls == null) {
      throw new IllegalArgumentException(service + " has no certificate");
    }
    return tls;
  }

  Msp msp(String organisation) {
    Msp msp = organisations.get(organisation);
    if (msp == null) {
      throw new IllegalArgumentException(organisation + " has no MSP");
    }
    return msp;
  }

  NodeIdentity identity(NodeName node) {
    NodeIdentity identity = identities.get(node);
    if (identity == null) {
      throw new IllegalArgumentException(node + " has no identity");
    }
    return identity;
  }

  CityNodeId cityNode(NodeName node) {
    CityNodeId cityNode = placement.nodes().get(node);
    if (cityNode == null) {
      throw new IllegalArgumentException(node + " has no place");
    }
    return cityNode;
  }

  /** Where a node is reached by all the others. */
  HostPort reached(NodeName node, String port) {
    return addresses.get(node, port, from);
  }
}
