package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Brings a chain's members to those that are wanted, one change a call: each node is made known to
 * the chain, or it gets no block; who is to seal does so once it has kept up; and only then is let
 * go who isn't to. The chain's governor signs, in custody.
 *
 * @param nonces gives another text of digits at each call
 */
record Membership(
    LedgerEndpoints nodes, Chain chain, Administrators administrators, Supplier<String> nonces) {
  /** So far behind, a node would hold up the others when it seals. */
  private static final long BEHIND = 10;

  /**
   * The next change.
   *
   * @param sights of all that answer
   * @param doors of the same
   * @return what it does or waits for; empty once all is as wanted
   */
  Optional<String> next(Map<NodeName, NodeSight> sights, Map<NodeName, ? extends Asking> doors) {
    for (Entry<NodeName, ? extends Asking> door : doors.entrySet()) {
      NodeSight sight = sights.get(door.getKey());
      if (sight != null && Findings.takesPart(sight)) {
        return next(sights, door.getValue(), sight.height());
      }
    }
    return Optional.of("no sealer answers yet that hears a quorum");
  }

  private Optional<String> next(Map<NodeName, NodeSight> sights, Asking door, long height) {
    Set<String> sealers = ids(door, "getSealerList");
    Set<String> observers = ids(door, "getObserverList");
    return unknown(sealers, observers)
        .map(node -> act(door, height, node + " is made known", governance().addObserver(id(node))))
        .or(() -> coming(door, height, sealers, sights))
        .or(() -> going(door, height, sealers, sights))
        .or(() -> forgotten(door, height, observers, sights));
  }

  private boolean stays(NodeName node) {
    return administrators
        .lineup()
        .find(node)
        .map(PlannedNode::stays)
        .orElseGet(() -> nodes.voters().contains(node));
  }

  /**
   * Observers that are to go, or that no node stands for any more. Only who knows all nodes can
   * tell.
   */
  private Optional<String> forgotten(
      Asking door, long height, Set<String> observers, Map<NodeName, NodeSight> sights) {
    List<PlannedNode> all = administrators.lineup().nodes();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Set<String> staying =
        all.stream()
            .filter(PlannedNode::stays)
            .map(node -> id(node.name()).hex())
            .collect(Collectors.toSet());
    Map<String, NodeName> names = names();
    return observers.stream()
        .filter(id -> !staying.contains(id))
        .findFirst()
        .map(
            id ->
                new WholeHistory(sights, this::stays)
                    .losing(name(names, id))
                    .orElseGet(
                        () ->
                            act(
                                door,
                                height,
                                name(names, id) + " is forgotten",
                                governance().remove(new NodeId(id)))));
  }

  private Optional<NodeName> unknown(Set<String> sealers, Set<String> observers) {
    return nodes.nodes().keySet().stream()
        // A sealer that isn't wanted any more is on its way out, and need not be known.
        .filter(node -> nodes.voters().contains(node) || !node.stem().equals(FiscoBcosPack.SEALER))
        .filter(node -> administrators.lineup().find(node).filter(n -> !n.stays()).isEmpty())
        .filter(node -> !sealers.contains(id(node).hex()) && !observers.contains(id(node).hex()))
        .findFirst();
  }

  private Optional<String> coming(
      Asking door, long height, Set<String> sealers, Map<NodeName, NodeSight> sights) {
    return nodes.voters().stream()
        .filter(node -> !sealers.contains(id(node).hex()))
        .findFirst()
        .map(
            node -> {
              NodeSight sight = sights.get(node);
              return sight == null || sight.height() < height - BEHIND
                  ? node + " catches up"
                  : act(door, height, node + " is given a vote", governance().addSealer(id(node)));
            });
  }

  private Optional<String> going(
      Asking door, long height, Set<String> sealers, Map<NodeName, NodeSight> sights) {
    Map<String, NodeName> names = names();
    Set<String> wanted =
        nodes.voters().stream().map(node -> id(node).hex()).collect(Collectors.toSet());
    Set<NodeName> running =
        sights.entrySet().stream()
            .filter(s -> Findings.takesPart(s.getValue()))
            .map(Entry::getKey)
            .collect(Collectors.toSet());
    Set<NodeName> sealing = sealers.stream().map(id -> name(names, id)).collect(Collectors.toSet());
    running.retainAll(sealing);
    return sealers.stream()
        .filter(id -> !wanted.contains(id))
        .findFirst()
        .map(
            id ->
                new SealerSet(sealing, running)
                    .removing(name(names, id))
                    .map(violation -> violation.message())
                    .or(() -> new WholeHistory(sights, this::stays).losing(name(names, id)))
                    .orElseGet(
                        () ->
                            act(
                                door,
                                height,
                                name(names, id) + " is let go",
                                governance().remove(new NodeId(id)))));
  }

  private Map<String, NodeName> names() {
    Map<String, NodeName> names = new HashMap<>();
    administrators
        .identities()
        .keys()
        .forEach((name, key) -> names.put(key.publicKey(), new NodeName(name)));
    return names;
  }

  /** Of whom nobody knows any more, a name that no node has. */
  private static NodeName name(Map<String, NodeName> names, String id) {
    return names.getOrDefault(id, new NodeName("x" + id.substring(0, 16) + "-1"));
  }

  private Governance governance() {
    return chain.governance();
  }

  private NodeId id(NodeName node) {
    return FiscoIdentities.id(node, administrators.identities());
  }

  private String act(Asking door, long height, String what, Governance.Act act) {
    return new Governing(chain, administrators, nonces).act(door, height, what, act);
  }

  private Set<String> ids(Asking door, String method) {
    return StreamSupport.stream(door.ask(method, List.of(chain.groupId(), "")).spliterator(), false)
        .map(node -> node.isTextual() ? node.asText() : node.path("nodeID").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
