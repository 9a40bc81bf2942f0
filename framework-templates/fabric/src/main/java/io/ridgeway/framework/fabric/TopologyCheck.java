package io.ridgeway.framework.fabric;

import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.model.certificate.BroughtChain;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an order, and says what is wrong with it. */
final class TopologyCheck {
  static final String ORGANISATIONS = "organisations";
  static final String OBSERVERS = "observers";
  static final String ORDERING = "ordering";
  static final String ADMINISTRATORS = "administrators";
  static final String AUTHORITIES = "authorities";
  static final String TLS_AUTHORITIES = "tlsAuthorities";
  static final List<String> ROOTS = List.of(AUTHORITIES, TLS_AUTHORITIES);
  static final String STATE = "stateDatabase";
  private static final String CONTRACT = "contract";

  /** One for the ledger and one for the state. */
  private static final int LEAST_WITH_COUCH = 2;

  /** Short enough for every node's name to be a DNS label as well. */
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,18}[a-z0-9])?");

  private static final int MOST_ORGANISATIONS = 20;
  private static final int MOST_PEERS = 4;

  private final PackFile pack = PackFile.PACK;
  private final Parameters parameters = PackFile.PARAMETERS;
  private final NetworkSpec spec;
  private final List<Violation> violations = new ArrayList<>();

  TopologyCheck(NetworkSpec spec) {
    this.spec = spec;
  }

  List<String> members() {
    return names(ORGANISATIONS);
  }

  List<String> observers() {
    return names(OBSERVERS);
  }

  /**
   * The administrators whose keys aren't in custody, by organisation: also of organisations that
   * aren't named any more, since their nodes may still be on their way out.
   *
   * @throws IllegalArgumentException if they can't be read
   */
  SortedMap<String, String> administrators() {
    SortedMap<String, String> requests = new TreeMap<>();
    for (String text : names(ADMINISTRATORS)) {
      Administrator administrator = Administrator.of(text);
      if (requests.put(administrator.organisation(), administrator.request()) != null) {
        throw new IllegalArgumentException(
            administrator.organisation() + " is named twice: it has one administrator.");
      }
    }
    return requests;
  }

  /**
   * The roots of authorities that organisations bring, by organisation; also of those that aren't
   * named any more.
   *
   * @param parameter which kind of authority: one of {@link #ROOTS}
   * @throws IllegalArgumentException if they can't be read
   */
  SortedMap<String, BroughtChain> roots(String parameter) {
    SortedMap<String, BroughtChain> roots = new TreeMap<>();
    for (String text : names(parameter)) {
      OwnAuthority authority = OwnAuthority.of(text);
      if (roots.put(authority.organisation(), authority.chain()) != null) {
        throw new IllegalArgumentException(
            authority.organisation() + " is named twice: it has one authority of a kind.");
      }
    }
    return roots;
  }

  /** The roots that organisations bring, with intermediates, in PEM, by authorities' names. */
  SortedMap<String, String> roots() {
    SortedMap<String, String> roots = new TreeMap<>();
    roots(AUTHORITIES)
        .forEach((name, root) -> roots.put(FabricIdentities.enrolmentAuthority(name), root.pem()));
    roots(TLS_AUTHORITIES)
        .forEach((name, root) -> roots.put(FabricIdentities.tlsAuthority(name), root.pem()));
    return roots;
  }

  boolean bft() {
    return parameters.text(spec, ORDERING).equals("bft");
  }

  /** Whether peers keep their state in CouchDB. */
  boolean couch() {
    return parameters.text(spec, STATE).equals("couchdb");
  }

  /** What the channel starts from. */
  Optional<String> contract() {
    return parameters.find(spec, CONTRACT);
  }

  int count(String role) {
    return spec.nodes().getOrDefault(role, 0);
  }

  List<Violation> violations() {
    violations.clear();
    violations.addAll(framework(spec));
    if (spec.parameters().containsKey("host")) {
      wrong(
          "parameters.host",
          "A network with nodes of its own has no host: leave it out, or choose the shared tier.");
    }
    List<Violation> alone = Guomi.parameters(spec);
    violations.addAll(alone);
    // What can't be read can't be held against anything else.
    if (alone.stream().noneMatch(v -> v.field().equals("parameters." + ORDERING))) {
      ordering();
    }
    if (alone.stream().noneMatch(v -> v.field().equals("parameters." + STATE))
        && couch()
        && spec.storageGib() < LEAST_WITH_COUCH) {
      wrong(
          "storageGib",
          "With CouchDB a peer's storage is shared by its ledger and its state: order 2 GiB or"
              + " more.");
    }
    organisations();
    administered();
    violations.addAll(AuthoritiesCheck.violations(spec));
    contracts();
    unknown();
    return List.copyOf(violations);
  }

  /** What is wrong with its framework alone, whatever the tier. */
  static List<Violation> framework(NetworkSpec spec) {
    List<Violation> violations = new ArrayList<>();
    String pack = PackFile.PACK.name();
    if (!spec.framework().name().equals(pack)) {
      violations.add(
          new Violation("framework.name", "This pack builds " + pack + " networks only."));
    }
    if (Release.of(spec.framework().version()).isEmpty()) {
      violations.add(
          new Violation(
              "framework.version",
              "There is no such version of fabric; there is "
                  + Arrays.stream(Release.values())
                      .map(Release::version)
                      .collect(Collectors.joining(", "))
                  + "."));
    }
    return violations;
  }

  /** Whether an organisation can be called so. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private void ordering() {
    if (bft() && spec.framework().version().equals(Release.V2_5.version())) {
      wrong(
          "parameters." + ORDERING,
          "Fabric 2.5 knows no BFT ordering: choose raft, or fabric " + Release.V3.version() + ".");
    }
    int orderers = count(Roles.ORDERER);
    if (bft() && orderers != 4 && orderers != 7) {
      wrong(
          "nodes.orderer",
          "BFT orderers can't number "
              + orderers
              + ": choose 4 or 7. BFT bears f faulty ones of 3f + 1; fewer than four bear none, and"
              + " the counts between bear no more.");
    }
    if (!bft() && orderers != 1 && orderers != 3 && orderers != 5) {
      wrong(
          "nodes.orderer",
          "Raft orderers can't number "
              + orderers
              + ": choose 1, 3 or 5. More than half of them must agree, so an even count bears no"
              + " more losses than the odd one below it; one bears none.");
    }
  }

  /**
   * Entries for administrators and authorities of organisations that don't take part: most likely a
   * name that is spelt otherwise elsewhere. The topology is right but for them.
   *
   * @param before what the network was so far, whose entries stay for good; empty where it begins
   */
  List<Violation> strangers(Optional<TopologyCheck> before) {
    Set<String> present = new TreeSet<>(members());
    present.addAll(observers());
    Map<String, Set<String>> known = before.map(TopologyCheck::named).orElse(Map.of());
    List<Violation> strangers = new ArrayList<>();
    named()
        .forEach(
            (parameter, names) ->
                names.stream()
                    .filter(name -> !present.contains(name))
                    .filter(name -> !known.getOrDefault(parameter, Set.of()).contains(name))
                    .map(name -> stranger(parameter, name, present))
                    .forEach(strangers::add));
    return strangers;
  }

  private static Violation stranger(String parameter, String name, Set<String> present) {
    return new Violation(
        "parameters." + parameter,
        "'"
            + name
            + "' is none of the organisations that take part ("
            + String.join(", ", present)
            + "): write its name as there, or leave its entry out.");
  }

  /** Whom entries for administrators and authorities name, by parameter. */
  private Map<String, Set<String>> named() {
    Map<String, Set<String>> named = new TreeMap<>();
    named.put(ADMINISTRATORS, administrators().keySet());
    ROOTS.forEach(parameter -> named.put(parameter, roots(parameter).keySet()));
    return named;
  }

  private void organisations() {
    if (members().isEmpty()) {
      wrong(
          "parameters." + ORGANISATIONS,
          "Name the organisations that take part, comma-separated: alpha,beta.");
    } else if (members().size() + observers().size() > MOST_ORGANISATIONS) {
      wrong(
          "parameters." + ORGANISATIONS,
          "A network has at most " + MOST_ORGANISATIONS + " organisations.");
    }
    Set<String> seen = new HashSet<>(Set.of(Topology.ORDERING));
    names(ORGANISATIONS, seen);
    names(OBSERVERS, seen);
    peers(members(), ORGANISATIONS, Roles.PEER);
    peers(observers(), OBSERVERS, Roles.OBSERVER);
  }

  private void administered() {
    try {
      for (String name : administrators().keySet()) {
        if (!isName(name) || name.equals(Topology.ORDERING)) {
          wrong(
              "parameters." + ADMINISTRATORS,
              "'"
                  + name
                  + "' is no member's or observer's name; the orderers' administrator signs"
                  + " in custody.");
        }
      }
    } catch (IllegalArgumentException e) {
      wrong("parameters." + ADMINISTRATORS, String.valueOf(e.getMessage()));
    }
  }

  private void names(String parameter, Set<String> seen) {
    for (String name : names(parameter)) {
      if (!isName(name)) {
        wrong(
            "parameters." + parameter,
            "'"
                + name
                + "' can't name an organisation: use 1 to 20 of a-z, 0-9 and '-', a letter first"
                + " and no '-' at the end, because its nodes are reached by it (a DNS label).");
      } else if (!seen.add(name)) {
        wrong(
            "parameters." + parameter,
            name.equals(Topology.ORDERING)
                ? "'" + name + "' is the organisation of the orderers: choose another name."
                : "'" + name + "' is named twice: each organisation has a name of its own.");
      }
    }
  }

  private void peers(List<String> organisations, String parameter, String role) {
    int all = organisations.size();
    int nodes = count(role);
    if (all == 0 && nodes > 0 && role.equals(Roles.OBSERVER)) {
      wrong("parameters." + parameter, "Name the organisations that the observers belong to.");
    } else if (all > 0 && (nodes < all || nodes % all != 0 || nodes / all > MOST_PEERS)) {
      wrong(
          "nodes." + role,
          "Each of "
              + all
              + " in "
              + parameter
              + " has as many of them, 1 to "
              + MOST_PEERS
              + ": choose a multiple of "
              + all
              + ", not "
              + nodes
              + ".");
    } else if (all > 0 && !pack.role(role).allowed().contains(nodes)) {
      List<Integer> allowed = pack.role(role).allowed();
      wrong(
          "nodes." + role,
          "A network has at most "
              + allowed.get(allowed.size() - 1)
              + " of them, not "
              + nodes
              + ".");
    }
  }

  private void contracts() {
    int services = count(Roles.CONTRACT);
    int wanted = contract().isPresent() ? members().size() : 0;
    if (services != wanted) {
      wrong(
          "nodes." + Roles.CONTRACT,
          contract().isPresent()
              ? "Each of " + wanted + " members runs the contract: choose " + wanted + "."
              : "There is no contract to run: say which in parameters." + CONTRACT + ", or 0.");
    }
  }

  private void unknown() {
    for (String role : spec.nodes().keySet()) {
      if (pack.find(role).isEmpty()) {
        wrong(
            "nodes." + role,
            "There is no role of that name; there are "
                + String.join(", ", pack.roleNames())
                + ".");
      }
    }
  }

  private List<String> names(String parameter) {
    String text = parameters.find(spec, parameter).orElse("").strip();
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private void wrong(String field, String message) {
    violations.add(new Violation(field, message));
  }
}
