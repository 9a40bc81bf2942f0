package io.ridgeway.framework.fabric;

import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An order of the shared tier: a channel on the nodes of another network. Its one organisation has
 * clients and no peers; what it may be called, and the contract that it may start from, are said as
 * in {@link Topology}. {@code host} names the network whose nodes it is to have, one of its
 * tenant's own.
 */
record GuestSpec(NetworkSpec spec) {
  private static final String ORGANISATIONS = "organisations";
  private static final String HOST = "host";
  private static final String TIMEOUT = "batchTimeoutMillis";

  /** What is the host's, so that no guest can have it otherwise. */
  private static final List<String> OF_HOSTS =
      List.of("channel", "observers", "ordering", "stateDatabase", "administrators");

  /** So often a block may be closed though it isn't full; each costs every node of the host. */
  private static final int SHORTEST_MILLIS = 500;

  private static final int MIB = 1024 * 1024;

  /** As on nodes of one's own. */
  private static final int MOST_CONTRACTS = 8;

  /** What is wrong with it, each with its reason; empty if there can be a host for it. */
  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>(TopologyCheck.framework(spec));
    List<Violation> unreadable = Guomi.parameters(spec);
    violations.addAll(unreadable);
    Map<String, Integer> beside = new TreeMap<>(spec.nodes());
    beside.remove(NetworkSpec.CONTRACT);
    if (!beside.equals(Map.of(NetworkSpec.SHARE, 1))) {
      violations.add(
          new Violation(
              "nodes",
              "In the shared tier a network has no nodes of its own, but a share of others': leave"
                  + " nodes out, or choose "
                  + NetworkSpec.SHARE
                  + ": 1, and with contracts of your own "
                  + NetworkSpec.CONTRACT
                  + "."));
    }
    if (spec.ownContracts() > MOST_CONTRACTS) {
      violations.add(
          new Violation(
              "nodes." + NetworkSpec.CONTRACT,
              "In the shared tier it says how many contracts of your own may run at once: 0 to "
                  + MOST_CONTRACTS
                  + "."));
    }
    List<String> names = new TopologyCheck(spec).members();
    if (names.size() != 1
        || !TopologyCheck.isName(names.get(0))
        || names.get(0).equals(Topology.ORDERING)) {
      violations.add(
          new Violation(
              "parameters." + ORGANISATIONS,
              "In the shared tier you are one organisation, which has clients and no peers: name it"
                  + " by 1 to 20 of a-z, 0-9 and '-', a letter first, and not "
                  + Topology.ORDERING
                  + "."));
    }
    for (String name : OF_HOSTS) {
      if (!isUsual(name)) {
        violations.add(
            new Violation(
                "parameters." + name,
                "In the shared tier this is as the host has it: leave it out."));
      }
    }
    for (String name : TopologyCheck.ROOTS) {
      if (!isUsual(name)) {
        violations.add(
            new Violation(
                "parameters." + name,
                "In the shared tier your organisation's authorities are in custody: leave it out,"
                    + " or order nodes of your own."));
      }
    }
    if (unreadable.isEmpty() && PackFile.PARAMETERS.number(spec, TIMEOUT) < SHORTEST_MILLIS) {
      violations.add(
          new Violation(
              "parameters." + TIMEOUT,
              "In the shared tier a block waits for more transactions for at least "
                  + SHORTEST_MILLIS
                  + " ms, since each costs every node of the host."));
    }
    return List.copyOf(violations);
  }

  private boolean isUsual(String parameter) {
    String given = spec.parameters().get(parameter);
    return given == null
        || given.isBlank()
        || PackFile.PARAMETERS.find(bare(), parameter).filter(given::equals).isPresent();
  }

  /** The same without parameters: what holds if nothing is said. */
  private NetworkSpec bare() {
    return new NetworkSpec(
        spec.name(),
        spec.framework(),
        spec.tier(),
        spec.nodes(),
        Map.of(),
        spec.cityNodes(),
        spec.tps(),
        spec.storageGib());
  }

  private void require() {
    List<Violation> violations = violations();
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, violations);
    }
  }

  /** Its organisation's name, which is its MSP id too. */
  String organisation() {
    require();
    return new TopologyCheck(spec).members().get(0);
  }

  /** What its channel starts from. */
  Optional<String> contract() {
    return new TopologyCheck(spec).contract();
  }

  /** The network whose nodes it is to have. */
  Optional<NetworkId> host() {
    return Optional.ofNullable(spec.parameters().get(HOST)).map(NetworkId::new);
  }

  /** When its blocks are closed: smaller ones than on nodes of one's own. */
  Batch batch() {
    return Born.batch(spec, MIB, MIB / 2);
  }

  /** No nodes. */
  NetworkPlan plan() {
    return new NetworkPlan(List.of(), List.of(), FabricIdentities.guest(organisation(), List.of()));
  }

  /** The release that it was ordered with. */
  Release release() {
    require();
    return Release.of(spec.framework().version()).orElseThrow();
  }

  /** A service for each of the host's members and each contract of its own, by these names. */
  NetworkPlan plan(Roster roster, Topology host) {
    PackFile.Role role = PackFile.PACK.role(Roles.CONTRACT);
    List<PlannedNode> services = new ArrayList<>();
    for (Roster.Member contract : roster.of(Contract.STEM, 0)) {
      host.organisations().stream()
          .filter(organisation -> !organisation.observes())
          .map(Topology.Organisation::name)
          .sorted()
          .forEach(
              member ->
                  services.add(
                      new PlannedNode(
                          NodeName.of(Roles.CONTRACT + "-" + member, contract.name().number()),
                          Roles.CONTRACT,
                          role.resources(spec.storageGib()),
                          role.ports(),
                          Optional.empty(),
                          contract.standing(),
                          true)));
    }
    List<NodeName> names = services.stream().map(PlannedNode::name).toList();
    IdentityPlan identities = FabricIdentities.guest(organisation(), names);
    return new NetworkPlan(services, List.of(), identities);
  }
}
