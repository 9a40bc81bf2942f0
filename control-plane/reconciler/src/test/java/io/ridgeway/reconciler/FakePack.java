package io.ridgeway.reconciler;

import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Roster.Member;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack of a ledger that isn't there: voters that agree like QBFT's, and nodes that don't vote.
 */
public final class FakePack implements FrameworkPack {
  public static final Software SOFTWARE = new Software("sample", "1");
  static final String VOTERS = "voters";

  /** What nodes are started with again once their ledger has been brought to it. */
  static final String ERA = "era";

  private static final List<Port> PORTS =
      List.of(
          new Port("p2p", 30303, Port.Protocol.TCP, Port.Exposure.PEERS),
          new Port("rpc", 8545, Port.Protocol.TCP, Port.Exposure.GATEWAY));

  private static final List<Port> MORE_PORTS =
      Stream.concat(
              PORTS.stream(),
              Stream.of(
                  new Port("admin", 7053, Port.Protocol.TCP, Port.Exposure.ADMIN),
                  new Port("peer", 7051, Port.Protocol.TLS, Port.Exposure.PEERS)))
          .toList();

  /** What its software is made of. */
  public volatile Set<Software> programs = Set.of(SOFTWARE);

  /** What is to be run to its end at every city node; others make it another pack, too. */
  volatile List<Task> tasks = List.of();

  /** What nodes are run with; another makes it another pack, which a new process has. */
  volatile String argument = "run";

  /** Who runs contracts that tenants bring; nobody unless the test says so. */
  volatile List<String> endorsers = List.of();

  /** The root of the authority for TLS, if an organisation brought it. */
  volatile Optional<String> brought = Optional.empty();

  /** Whether its nodes reach each other within one city node only. */
  volatile boolean together;

  /** How its nodes are backed up; not at all if there is nothing. */
  volatile @Nullable FakeSnapshots snapshots;

  /** How its contracts keep private data; not at all if there is nothing. */
  volatile @Nullable FakePrivateData privateData;

  /** How its ledgers freeze things; not at all if there is nothing. */
  volatile @Nullable FakeFreezing freezing;

  /** How its ledgers' history is archived; not at all if there is nothing. */
  volatile @Nullable FakeArchiving archiving;

  /** How guests live on its networks' nodes. */
  final FakeHosting hosting = new FakeHosting();

  /** How often it was asked to render. */
  final AtomicInteger renderings = new AtomicInteger();

  private final AtomicInteger births = new AtomicInteger();
  private final FrameworkDriver driver;
  private final boolean certified;

  /** One whose ledgers are never heard. */
  public FakePack() {
    this((nodes, before) -> LedgerHealth.UNHEARD);
  }

  FakePack(FrameworkDriver driver) {
    this(driver, false);
  }

  private FakePack(FrameworkDriver driver, boolean certified) {
    this.driver = driver;
    this.certified = certified;
  }

  /** One whose nodes have certificates for TLS, and whose ledger has an administrator. */
  static FakePack certified(FrameworkDriver driver) {
    return new FakePack(driver, true);
  }

  @Override
  public PackDescriptor descriptor() {
    return new PackDescriptor(
        "sample-ledger",
        "Sample",
        "A ledger for tests.",
        List.of("1"),
        Set.of(Tier.DEDICATED),
        List.of(new PackDescriptor.Role("validator", "Validators", List.of(1, 4, 7), 4, "BFT.")),
        "{}",
        List.of(SOFTWARE));
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    return List.of();
  }

  /** Its ledgers can also be brought to another {@value #ERA}. */
  @Override
  public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    List<Violation> violations = new ArrayList<>(FrameworkPack.super.checkChange(from, to));
    violations.removeIf(violation -> violation.field().equals("parameters." + ERA));
    return violations;
  }

  @Override
  public NetworkPlan plan(NetworkSpec spec, Roster roster) {
    if (spec.isGuest()) {
      return new NetworkPlan(List.of(), List.of(), FakeHosting.identities());
    }
    List<PlannedNode> nodes = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>(spec.nodes());
    roster.stems().keySet().forEach(stem -> counts.putIfAbsent(stem, 0));
    counts.forEach(
        (role, count) -> {
          boolean votes = role.equals("validator");
          for (Member member : roster.of(role, count)) {
            Resources needs = new Resources(100, 64, spec.storageGib());
            Optional<String> group = votes ? Optional.of(VOTERS) : Optional.empty();
            nodes.add(
                new PlannedNode(
                    member.name(),
                    role,
                    needs,
                    certified ? MORE_PORTS : PORTS,
                    group,
                    member.standing()));
          }
        });
    List<PlannedNode> voters = nodes.stream().filter(n -> n.group().isPresent()).toList();
    int fewest = Roster.fewest(voters.stream().map(PlannedNode::standing).toList());
    return new NetworkPlan(
        nodes,
        List.of(
            new ConsensusGroup(
                VOTERS, voters.stream().map(PlannedNode::name).toList(), (fewest - 1) / 3)),
        identities(nodes.stream().map(PlannedNode::name).toList()));
  }

  private IdentityPlan identities(List<NodeName> nodes) {
    return certified
        ? FakeIdentities.plan(nodes, brought)
        : IdentityPlan.nodeKeys(Curve.SECP256K1, nodes);
  }

  @Override
  public List<String> endorsers(NetworkSpec spec) {
    return endorsers;
  }

  @Override
  public boolean staysTogether(BirthRecord birth) {
    return together;
  }

  @Override
  public Set<Software> programs(Software software) {
    return programs;
  }

  @Override
  public List<Software> software(NetworkSpec spec) {
    return List.of(SOFTWARE);
  }

  @Override
  public BirthRecord birth(BirthInput input) {
    return new BirthRecord(
        Map.of(
            "genesis",
            "genesis " + births.incrementAndGet() + " of " + input.identities().keys().size()));
  }

  @Override
  public List<Deployment> render(RenderInput input) {
    renderings.incrementAndGet();
    return input.placement().cityNodes().stream()
        .map(
            at ->
                new Deployment(
                        input.network(),
                        at,
                        input.plan().nodes().stream()
                            .filter(n -> at.equals(input.placement().nodes().get(n.name())))
                            .map(n -> workload(input, n))
                            .toList())
                    .running(tasks))
        .toList();
  }

  private Workload workload(RenderInput input, PlannedNode node) {
    Optional<ForeignCode> code =
        node.role().equals(Contract.STEM)
            ? Optional.of(contract(input, node.name().number()).code())
            : Optional.empty();
    return new Workload(
        node.name(),
        node.role(),
        code.map(c -> c.kind().software()).orElse(input.software()),
        List.of(),
        List.of(argument),
        Optional.ofNullable(input.birth().values().get(ERA))
            .map(era -> Map.of("ERA", era))
            .orElse(Map.of()),
        files(input, node.name()),
        secrets(input, node.name()),
        List.of(new Volume("data", input.spec().storageGib())),
        node.ports(),
        Probes.NONE,
        node.resources(),
        node.group(),
        code);
  }

  private static Contract contract(RenderInput input, int number) {
    return input.contracts().stream()
        .filter(contract -> contract.number() == number)
        .findFirst()
        .orElseThrow();
  }

  /** All that a node is to know: who joins isn't told to those who are there. */
  private static String peers(RenderInput input, NodeName of) {
    Set<NodeName> joining =
        input.plan().nodes().stream()
            .filter(n -> n.standing() == Standing.JOINING)
            .map(PlannedNode::name)
            .collect(Collectors.toSet());
    return input.addresses().all().stream()
        .filter(a -> joining.contains(of) || !joining.contains(a.node()))
        .toList()
        .toString();
  }

  private List<ConfigFile> files(RenderInput input, NodeName node) {
    List<ConfigFile> files = new ArrayList<>();
    files.add(new ConfigFile("genesis.json", input.birth().get("genesis")));
    files.add(new ConfigFile("peers.txt", peers(input, node)));
    if (certified && !input.spec().isGuest()) {
      files.add(new ConfigFile("tls.pem", FakeIdentities.tls(input.identities(), node).pem()));
    }
    return files;
  }

  private List<SecretFile> secrets(RenderInput input, NodeName node) {
    Identities identities = input.identities();
    SecretFile key = new SecretFile("nodekey", identities.key(node).id(), SecretFile.Format.HEX);
    return certified && !input.spec().isGuest()
        ? List.of(key, FakeIdentities.tlsKey(identities, node))
        : List.of(key);
  }

  @Override
  public Optional<Hosting> hosting() {
    return certified ? Optional.of(hosting) : Optional.empty();
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.ofNullable(snapshots);
  }

  @Override
  public Optional<Archiving> archiving() {
    return Optional.ofNullable(archiving);
  }

  @Override
  public Optional<Freezing> freezing() {
    return Optional.ofNullable(freezing);
  }

  @Override
  public Optional<PrivateData> privateData() {
    return Optional.ofNullable(privateData);
  }

  @Override
  public FrameworkDriver driver() {
    return driver;
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints) {
    throw new UnsupportedOperationException("the reconciler has no use for it");
  }

  @Override
  public String account(String publicKey) {
    return "account of " + publicKey;
  }
}
