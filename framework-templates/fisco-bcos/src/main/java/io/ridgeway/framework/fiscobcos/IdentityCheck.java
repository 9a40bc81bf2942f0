package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong with a chain's keys and certificates before a node stumbles over it. */
final class IdentityCheck {
  private final Identities made;
  private final List<Violation> found = new ArrayList<>();

  private IdentityCheck(Identities made) {
    this.made = made;
  }

  /** All that is planned. */
  static List<Violation> check(NetworkPlan plan, Identities made, Instant now) {
    IdentityCheck check = new IdentityCheck(made);
    check.keys(plan.identities(), names(plan.nodes()));
    check.certificates(plan.identities(), now);
    return List.copyOf(check.found);
  }

  /** The keys alone, which hold at any time. */
  static List<Violation> keys(NetworkPlan plan, Identities made) {
    IdentityCheck check = new IdentityCheck(made);
    check.keys(plan.identities(), names(plan.nodes()));
    return List.copyOf(check.found);
  }

  /** What is of those that stay, before one of them is let in or out. */
  static List<Violation> members(
      Cryptography cryptography, List<PlannedNode> nodes, Identities made, Instant now) {
    List<NodeName> staying = names(nodes.stream().filter(PlannedNode::stays).toList());
    IdentityPlan plan = FiscoIdentities.plan(cryptography, staying);
    IdentityCheck check = new IdentityCheck(made);
    check.keys(plan, staying);
    check.certificates(plan, now);
    return List.copyOf(check.found);
  }

  private static List<NodeName> names(List<PlannedNode> nodes) {
    return nodes.stream().map(PlannedNode::name).toList();
  }

  private void keys(IdentityPlan plan, List<NodeName> nodes) {
    plan.keys().forEach(this::key);
    sameIds(nodes);
  }

  private void certificates(IdentityPlan plan, Instant now) {
    plan.authorities().forEach(a -> certificate(a.name(), a.name(), now));
    plan.certificates().forEach(c -> certificate(c.authority(), c.name(), now));
  }

  private void key(PlannedKey planned) {
    ManagedKey key = made.keys().get(planned.name());
    if (key == null) {
      add("keys." + planned.name(), "There is no such key: have it made.");
    } else if (key.curve() != planned.curve()) {
      add(
          "keys." + planned.name(),
          "It is a key of "
              + key.curve()
              + " and must be one of "
              + planned.curve()
              + ": all nodes of a chain share its suite, standard and Guomi are never mixed.");
    }
  }

  private void sameIds(List<NodeName> nodes) {
    Map<String, NodeName> holders = new HashMap<>();
    for (NodeName node : nodes) {
      ManagedKey key = made.keys().get(node.value());
      Optional<NodeName> other =
          Optional.ofNullable(key).map(k -> holders.put(k.publicKey(), node));
      if (other.isPresent()) {
        add(
            "keys." + node,
            "It has the same node id as "
                + other.get()
                + ": two nodes with one key would vote against each other. Give it a key of its"
                + " own.");
      }
    }
  }

  private void certificate(String authority, String name, Instant now) {
    Certificate certificate = made.certificates().getOrDefault(authority, Map.of()).get(name);
    String field = "certificates." + name;
    if (certificate == null) {
      add(field, authority + " gave no such certificate: have it issued.");
    } else if (now.isBefore(certificate.notBefore())) {
      add(field, "It is valid from " + certificate.notBefore() + " only, and now is " + now + ".");
    } else if (now.isAfter(certificate.notAfter())) {
      add(
          field,
          "It expired at "
              + certificate.notAfter()
              + (certificate.isRoot()
                  ? ": a chain keeps its authorities for good; order another chain."
                  : ": rotate it."));
    }
  }

  private void add(String field, String message) {
    found.add(new Violation(field, message));
  }
}
