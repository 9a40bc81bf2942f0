package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Identities;
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
  private final NetworkPlan plan;
  private final Identities made;
  private final Instant now;
  private final List<Violation> found = new ArrayList<>();

  private IdentityCheck(NetworkPlan plan, Identities made, Instant now) {
    this.plan = plan;
    this.made = made;
    this.now = now;
  }

  static List<Violation> check(NetworkPlan plan, Identities made, Instant now) {
    IdentityCheck check = new IdentityCheck(plan, made, now);
    plan.identities().keys().forEach(check::key);
    check.sameIds();
    plan.identities().authorities().forEach(a -> check.certificate(a.name(), a.name()));
    plan.identities().certificates().forEach(c -> check.certificate(c.authority(), c.name()));
    return List.copyOf(check.found);
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

  private void sameIds() {
    Map<String, NodeName> holders = new HashMap<>();
    for (PlannedNode node : plan.nodes()) {
      ManagedKey key = made.keys().get(node.name().value());
      Optional<NodeName> other =
          Optional.ofNullable(key).map(k -> holders.put(k.publicKey(), node.name()));
      if (other.isPresent()) {
        add(
            "keys." + node.name(),
            "It has the same node id as "
                + other.get()
                + ": two nodes with one key would vote against each other. Give it a key of its"
                + " own.");
      }
    }
  }

  private void certificate(String authority, String name) {
    Certificate certificate = made.certificates().getOrDefault(authority, Map.of()).get(name);
    String field = "certificates." + name;
    if (certificate == null) {
      add(field, authority + " gave no such certificate: have it issued.");
    } else if (now.isBefore(certificate.notBefore())) {
      add(field, "It is valid from " + certificate.notBefore() + " only, and now is " + now + ".");
    } else if (now.isAfter(certificate.notAfter())) {
      add(field, "It expired at " + certificate.notAfter() + ": rotate it.");
    }
  }

  private void add(String field, String message) {
    found.add(new Violation(field, message));
  }
}
