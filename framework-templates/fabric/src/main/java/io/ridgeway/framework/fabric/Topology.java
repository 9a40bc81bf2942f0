package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has which nodes in a Fabric network. In an order, {@code nodes} counts the nodes of each role
 * in all, and the parameters name whose they are:
 *
 * <ul>
 *   <li>{@code organisations}: the members, by name, comma-separated; each has as many of {@code
 *       nodes.peer}.
 *   <li>{@code observers}: those who only watch, the same with {@code nodes.observer}; none if left
 *       out.
 *   <li>{@code ordering}: {@code raft} or {@code bft}; {@code raft} if left out.
 *   <li>{@code contract}: what the channel starts from; each member has one of {@code
 *       nodes.contract}.
 * </ul>
 *
 * <p>The orderers belong to one organisation, {@value #ORDERING}.
 *
 * @param bft whether orderers agree by BFT; by Raft otherwise
 * @param orderers how many there are
 * @param contract what the channel starts from, if anything
 * @param storageGib storage of each node that holds the ledger
 */
public record Topology(
    Release release,
    boolean bft,
    int orderers,
    List<Organisation> organisations,
    Optional<String> contract,
    int storageGib) {
  /** The organisation that the orderers belong to. */
  public static final String ORDERING = "orderer";

  /** The consensus group of the orderers. */
  static final String GROUP = "ordering";

  public Topology {
    organisations = List.copyOf(organisations);
  }

  /**
   * An organisation with peers. Its name is its MSP id too.
   *
   * @param role {@code peer} for members, {@code observer} for those who only watch
   * @param peers how many it has
   */
  public record Organisation(String name, String role, int peers) {
    boolean observes() {
      return role.equals(Roles.OBSERVER);
    }

    /** Its peers' names. */
    public List<NodeName> nodes() {
      List<NodeName> nodes = new ArrayList<>();
      for (int i = 1; i <= peers; i++) {
        nodes.add(NodeName.of(role + "-" + name, i));
      }
      return nodes;
    }
  }

  /** What is wrong with an order, each with its reason; empty if it can be built. */
  public static List<Violation> check(NetworkSpec spec) {
    return new TopologyCheck(spec).violations();
  }

  /**
   * The topology that an order means.
   *
   * @throws Refusal if it can't be built
   */
  public static Topology of(NetworkSpec spec) {
    TopologyCheck check = new TopologyCheck(spec);
    List<Violation> violations = check.violations();
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, violations);
    }
    List<Organisation> organisations = new ArrayList<>();
    organisations.addAll(shared(check.members(), Roles.PEER, check.count(Roles.PEER)));
    organisations.addAll(shared(check.observers(), Roles.OBSERVER, check.count(Roles.OBSERVER)));
    return new Topology(
        Release.of(spec.framework().version()).orElseThrow(),
        check.bft(),
        check.count(Roles.ORDERER),
        organisations,
        check.contract(),
        spec.storageGib());
  }

  private static List<Organisation> shared(List<String> names, String role, int nodes) {
    return names.stream().map(name -> new Organisation(name, role, nodes / names.size())).toList();
  }

  /** The orderers' names. */
  public List<NodeName> ordererNodes() {
    List<NodeName> nodes = new ArrayList<>();
    for (int i = 1; i <= orderers; i++) {
      nodes.add(NodeName.of(Roles.ORDERER, i));
    }
    return nodes;
  }

  /** The members' contract services, by their names, each with whose it is. */
  Map<NodeName, String> contractOwners() {
    Map<NodeName, String> owners = new LinkedHashMap<>();
    if (contract.isPresent()) {
      organisations.stream()
          .filter(organisation -> !organisation.observes())
          .forEach(o -> owners.put(NodeName.of(Roles.CONTRACT + "-" + o.name(), 1), o.name()));
    }
    return owners;
  }

  /** The organisation of every node that holds the ledger, orderers first. */
  Map<NodeName, String> owners() {
    Map<NodeName, String> owners = new LinkedHashMap<>();
    ordererNodes().forEach(node -> owners.put(node, ORDERING));
    organisations.forEach(o -> o.nodes().forEach(node -> owners.put(node, o.name())));
    return owners;
  }

  /** The organisation that a node of that name belongs to. */
  static String owner(NodeName node) {
    // orderer-1, peer-alpha-1, observer-regulator-1, contract-alpha-1: what stands between role and
    // number.
    String name = node.value();
    int first = name.indexOf('-');
    int last = name.lastIndexOf('-');
    return first == last ? ORDERING : name.substring(first + 1, last);
  }

  /** All organisations' names, that of the orderers first. */
  List<String> organisationNames() {
    List<String> names = new ArrayList<>(List.of(ORDERING));
    organisations.forEach(o -> names.add(o.name()));
    return names;
  }

  /** How many orderers may be away at once. */
  int faultBudget() {
    return bft ? (orderers - 1) / 3 : (orderers - 1) / 2;
  }

  /** The nodes, orderers first. */
  public NetworkPlan plan() {
    List<PlannedNode> nodes = new ArrayList<>();
    ordererNodes().forEach(name -> nodes.add(node(name, Roles.ORDERER)));
    for (Organisation organisation : organisations) {
      organisation.nodes().forEach(name -> nodes.add(node(name, organisation.role())));
    }
    contractOwners().keySet().forEach(name -> nodes.add(node(name, Roles.CONTRACT)));
    return new NetworkPlan(
        nodes,
        List.of(new ConsensusGroup(GROUP, ordererNodes(), faultBudget())),
        FabricIdentities.plan(this));
  }

  private PlannedNode node(NodeName name, String role) {
    return new PlannedNode(
        name,
        role,
        PackFile.PACK.role(role).resources(storageGib),
        PackFile.PACK.role(role).ports(),
        role.equals(Roles.ORDERER) ? Optional.of(GROUP) : Optional.empty());
  }
}
