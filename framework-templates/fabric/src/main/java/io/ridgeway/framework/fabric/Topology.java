package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 *   <li>{@code stateDatabase}: {@code leveldb} or {@code couchdb}; {@code leveldb} if left out.
 *   <li>{@code contract}: what the channel starts from; each member has one of {@code
 *       nodes.contract}.
 * </ul>
 *
 * <p>The orderers belong to one organisation, {@value #ORDERING}.
 *
 * @param bft whether orderers agree by BFT; by Raft otherwise
 * @param orderers those that there are, by their numbers
 * @param contract what the channel starts from, if anything
 * @param services the members' contract services: one of each member for each contract that its
 *     channel runs, is to run or no longer runs, by the contract's number
 * @param administrators of organisations whose administrator's key isn't in custody, the request
 *     for its certificate (PKCS#10, PEM)
 * @param roots of authorities that organisations bring, the root (PEM) by the authority's name
 * @param storageGib storage of each node that holds the ledger
 * @param couch whether peers keep their state in CouchDB; in LevelDB otherwise
 */
public record Topology(
    Release release,
    boolean bft,
    List<Roster.Member> orderers,
    List<Organisation> organisations,
    Optional<String> contract,
    List<Roster.Member> services,
    Map<String, String> administrators,
    Map<String, String> roots,
    int storageGib,
    boolean couch) {
  /** The organisation that the orderers belong to. */
  public static final String ORDERING = "orderer";

  /** The number of the contract that a channel starts from. */
  static final int BORN = 1;

  /** The consensus group of the orderers. */
  static final String GROUP = "ordering";

  public Topology {
    orderers = List.copyOf(orderers);
    organisations = List.copyOf(organisations);
    services = List.copyOf(services);
    administrators = Map.copyOf(administrators);
    roots = Map.copyOf(roots);
  }

  /**
   * An organisation with peers. Its name is its MSP id too.
   *
   * @param role {@code peer} for members, {@code observer} for those who only watch
   * @param peers those that it has, by their numbers
   */
  public record Organisation(String name, String role, List<Roster.Member> peers) {
    public Organisation {
      peers = List.copyOf(peers);
    }

    boolean observes() {
      return role.equals(Roles.OBSERVER);
    }

    /** Its peers' names. */
    public List<NodeName> nodes() {
      return names(peers);
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
    return of(spec, Roster.UNCHANGED);
  }

  /** As {@link #of(NetworkSpec)}, with the nodes of a plan. */
  static Topology of(NetworkSpec spec, NetworkPlan plan) {
    return of(spec, roster(plan));
  }

  /** The roster that a plan was made with, but for those that are gone. */
  static Roster roster(NetworkPlan plan) {
    Map<String, SortedMap<Integer, Standing>> stems = new TreeMap<>();
    for (PlannedNode node : plan.nodes()) {
      stems
          .computeIfAbsent(
              node.role().equals(Roles.CONTRACT) ? Contract.STEM : node.name().stem(),
              stem -> new TreeMap<>())
          // A contract stands as it does with those of whom most is known.
          .merge(
              node.name().number(),
              node.standing(),
              (one, other) -> one == Standing.ADMITTED || other == Standing.LEAVING ? one : other);
    }
    return new Roster(stems);
  }

  /** As {@link #of(NetworkSpec)}, after some of the nodes came and went. */
  static Topology of(NetworkSpec spec, Roster roster) {
    TopologyCheck check = new TopologyCheck(spec);
    List<Violation> violations = check.violations();
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, violations);
    }
    List<Organisation> organisations = new ArrayList<>();
    organisations.addAll(shared(roster, check.members(), Roles.PEER, check.count(Roles.PEER)));
    organisations.addAll(
        shared(roster, check.observers(), Roles.OBSERVER, check.count(Roles.OBSERVER)));
    List<Roster.Member> services = new ArrayList<>();
    List<Roster.Member> contracts =
        roster.of(Contract.STEM, check.contract().isPresent() ? BORN : 0);
    organisations.stream()
        .filter(organisation -> !organisation.observes())
        .forEach(
            organisation ->
                services.addAll(
                    services(
                        roster,
                        organisation.name(),
                        contracts,
                        check.members().contains(organisation.name()))));
    return new Topology(
        Release.of(spec.framework().version()).orElseThrow(),
        check.bft(),
        roster.of(Roles.ORDERER, check.count(Roles.ORDERER)),
        organisations,
        check.contract(),
        services,
        check.administrators(),
        check.roots(),
        spec.storageGib(),
        check.couch());
  }

  /**
   * A member's services: one for each contract, by the contract's number. They leave with it, and
   * answer until the channel has let it go.
   */
  private static List<Roster.Member> services(
      Roster roster, String member, List<Roster.Member> contracts, boolean stays) {
    List<Roster.Member> services = new ArrayList<>();
    for (Roster.Member contract : contracts) {
      NodeName name = NodeName.of(stem(Roles.CONTRACT, member), contract.name().number());
      boolean comes =
          contract.standing() == Standing.ADMITTED && roster.standing(name) == Standing.JOINING;
      Standing standing = comes ? Standing.JOINING : contract.standing();
      services.add(new Roster.Member(name, stays ? standing : Standing.LEAVING));
    }
    return services;
  }

  /** Those that are named, and those that aren't any more as long as they have nodes. */
  private static List<Organisation> shared(
      Roster roster, List<String> names, String role, int nodes) {
    int each = nodes / Math.max(1, names.size());
    List<Organisation> all = new ArrayList<>();
    names.forEach(name -> all.add(new Organisation(name, role, roster.of(stem(role, name), each))));
    dropped(roster, role, names)
        .forEach(name -> all.add(new Organisation(name, role, roster.of(stem(role, name), 0))));
    return all;
  }

  /** Whose nodes only the roster knows, sorted. */
  private static List<String> dropped(Roster roster, String role, List<String> named) {
    String prefix = stem(role, "");
    return roster.stems().keySet().stream()
        .filter(stem -> stem.startsWith(prefix) && !roster.of(stem, 0).isEmpty())
        .map(stem -> stem.substring(prefix.length()))
        .filter(name -> !named.contains(name))
        .sorted()
        .toList();
  }

  private static String stem(String role, String organisation) {
    return role + "-" + organisation;
  }

  private static List<NodeName> names(List<Roster.Member> members) {
    return members.stream().map(Roster.Member::name).toList();
  }

  /** The orderers' names. */
  public List<NodeName> ordererNodes() {
    return names(orderers);
  }

  /** The members' contract services, by their names, each with whose it is. */
  Map<NodeName, String> contractOwners() {
    Map<NodeName, String> owners = new LinkedHashMap<>();
    names(services).forEach(node -> owners.put(node, owner(node)));
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

  /** Whether the first of all orderers is there, so that newcomers find it by the first block. */
  boolean hasFirstOrderer() {
    return orderers.stream()
        .anyMatch(o -> o.name().number() == 1 && o.standing() != Standing.JOINING);
  }

  /** How many orderers may be away at once. */
  int faultBudget() {
    int fewest = Roster.fewest(orderers.stream().map(Roster.Member::standing).toList());
    return Math.max(0, bft ? (fewest - 1) / 3 : (fewest - 1) / 2);
  }

  /** The nodes, orderers first. */
  public NetworkPlan plan() {
    List<PlannedNode> nodes = new ArrayList<>();
    orderers.forEach(member -> nodes.add(node(member, Roles.ORDERER)));
    for (Organisation organisation : organisations) {
      organisation.peers().forEach(member -> nodes.add(node(member, organisation.role())));
    }
    services.forEach(member -> nodes.add(node(member, Roles.CONTRACT)));
    return new NetworkPlan(
        nodes,
        List.of(new ConsensusGroup(GROUP, ordererNodes(), faultBudget())),
        FabricIdentities.plan(this));
  }

  private PlannedNode node(Roster.Member member, String role) {
    PackFile.Role of = PackFile.PACK.role(role);
    boolean beside = couch && (role.equals(Roles.PEER) || role.equals(Roles.OBSERVER));
    return new PlannedNode(
        member.name(),
        role,
        beside ? StateDatabase.with(of.resources(storageGib)) : of.resources(storageGib),
        beside ? StateDatabase.with(of.ports()) : of.ports(),
        role.equals(Roles.ORDERER) ? Optional.of(GROUP) : Optional.empty(),
        member.standing(),
        isForeign(member.name(), role));
  }

  /** Whether a node runs a contract that the tenant brought. */
  private boolean isForeign(NodeName node, String role) {
    return role.equals(Roles.CONTRACT) && !(contract.isPresent() && node.number() == BORN);
  }
}
