package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which rounds certificates are renewed, so that none is new to a voter before that voter may be
 * restarted. Nodes that share one are restarted for it together, so theirs are of one round.
 *
 * @param bundles no two have a node or a certificate in common
 */
record Rounds(NetworkPlan plan, List<Bundle> bundles) {
  /**
   * What is renewed at once.
   *
   * @param nodes whose files have one of them
   * @param certificates their ids
   */
  record Bundle(Set<NodeName> nodes, Set<String> certificates) {
    private boolean meets(Bundle other) {
      return !Collections.disjoint(nodes, other.nodes);
    }

    private Bundle with(Bundle other) {
      Set<NodeName> all = new HashSet<>(nodes);
      all.addAll(other.nodes);
      Set<String> both = new HashSet<>(certificates);
      both.addAll(other.certificates);
      return new Bundle(all, both);
    }
  }

  /** Of those, as nodes' files are rendered now. */
  static Rounds of(Pass pass, List<PlannedCertificate> open) {
    List<Bundle> bundles = new ArrayList<>();
    for (PlannedCertificate planned : open) {
      String pem = pass.identities().certificate(planned.authority(), planned.name()).pem().strip();
      Bundle whole = new Bundle(having(pass, pem), Set.of(RotateStep.id(planned)));
      for (Bundle other : List.copyOf(bundles)) {
        if (whole.meets(other)) {
          bundles.remove(other);
          whole = whole.with(other);
        }
      }
      bundles.add(whole);
    }
    return new Rounds(pass.plan(), bundles);
  }

  private static Set<NodeName> having(Pass pass, String pem) {
    return pass.deployments().stream()
        .map(Deployment::workloads)
        .flatMap(List::stream)
        .filter(node -> node.files().stream().anyMatch(file -> file.text().contains(pem)))
        .map(Workload::name)
        .collect(toSet());
  }

  /** The ids of those that may be renewed now: no voter's, and of voters whose turn it is. */
  Set<String> next(Turns turns) {
    Set<NodeName> voters =
        plan.groups().stream().flatMap(group -> group.members().stream()).collect(toSet());
    Set<NodeName> now = new HashSet<>(plan.names(node -> !turns.counts(node.name())));
    for (ConsensusGroup group : plan.groups()) {
      group.members().stream()
          .filter(turns::counts)
          .filter(voter -> bundles.stream().anyMatch(bundle -> bundle.nodes().contains(voter)))
          .limit(turns.free(group))
          .forEach(now::add);
    }
    return bundles.stream()
        .filter(
            bundle ->
                Collections.disjoint(bundle.nodes(), voters)
                    || !Collections.disjoint(bundle.nodes(), now))
        .flatMap(bundle -> bundle.certificates().stream())
        .collect(toSet());
  }
}
