package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.ContractInterface;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.framework.renderer.abi.SolidityInterface;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Roster.Member;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * FISCO BCOS Air chains of one group.
 *
 * <p>The birth record holds {@code chainId, groupId, consensus, compatibilityVersion, cryptography,
 * virtualMachine, governor, sealers} and the whole text of {@code genesis}.
 */
public final class FiscoBcosPack implements FrameworkPack {
  /** The port of applications, of which the gateway is the only one. */
  static final String DOOR = "rpc";

  static final String SEALER = "sealer";
  static final String OBSERVER = "observer";

  private static final String GROUP = "pbft";

  /** For an answer; a transaction's comes with its block. */
  private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(5);

  private final PackFile pack = PackFile.load();
  private final Parameters parameters = new Parameters(PackFile.FILES);
  private final SpecCheck check = new SpecCheck(pack, parameters);
  private final Templates templates = new Templates(FiscoBcosPack.class, "templates");
  private final Supplier<String> nonces;
  private final FrameworkDriver driver;

  /** For {@link java.util.ServiceLoader}. */
  public FiscoBcosPack() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  FiscoBcosPack(Clock clock, SecureRandom nonces) {
    this.nonces = () -> new BigInteger(128, nonces).toString();
    driver = new FiscoDriver(clock, this.nonces);
  }

  @Override
  public PackDescriptor descriptor() {
    return pack.descriptor(parameters.schema());
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    return check.check(spec);
  }

  @Override
  public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    return new ChangeCheck(pack, from, to).violations();
  }

  /** {@inheritDoc} Sealers first. */
  @Override
  public NetworkPlan plan(NetworkSpec spec, Roster roster) {
    List<PlannedNode> nodes = new ArrayList<>();
    for (PackFile.Role role : pack.roles()) {
      for (Member member : roster.of(role.name(), spec.nodes().getOrDefault(role.name(), 0))) {
        nodes.add(
            new PlannedNode(
                member.name(),
                role.name(),
                role.resources(spec.storageGib()),
                role.ports(),
                role.votes() ? Optional.of(GROUP) : Optional.empty(),
                member.standing()));
      }
    }
    List<PlannedNode> sealers = nodes.stream().filter(n -> n.group().isPresent()).toList();
    int fewest = Roster.fewest(sealers.stream().map(PlannedNode::standing).toList());
    return new NetworkPlan(
        nodes,
        List.of(
            new ConsensusGroup(
                GROUP,
                sealers.stream().map(PlannedNode::name).toList(),
                faultBudget(spec, fewest))),
        FiscoIdentities.plan(
            Chain.cryptography(spec, parameters), nodes.stream().map(PlannedNode::name).toList()));
  }

  /** Under rPBFT all that are away may just be among those that take part. */
  private int faultBudget(NetworkSpec spec, int sealers) {
    boolean turns = parameters.text(spec, "consensus").equals("rpbft");
    int taking = turns ? Math.min(sealers, (int) parameters.number(spec, "epochSealers")) : sealers;
    return SealerSet.faultBudget(taking);
  }

  /** {@inheritDoc} The node of the spec's release. */
  @Override
  public List<Software> software(NetworkSpec spec) {
    return List.of(pack.release(spec).program());
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refusal if a key or certificate is unfit
   */
  @Override
  public BirthRecord birth(BirthInput input) {
    List<Violation> unfit = IdentityCheck.check(input.plan(), input.identities(), input.now());
    if (!unfit.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, unfit);
    }
    return Chain.born(input, parameters, pack.release(input.spec()), templates);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refusal if a key is unfit: also of a node that comes later
   */
  @Override
  public List<Deployment> render(RenderInput input) {
    List<Violation> unfit = IdentityCheck.keys(input.plan(), input.identities());
    if (!unfit.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, unfit);
    }
    Release release = pack.release(input.spec());
    if (!input.software().equals(release.program())) {
      throw new IllegalArgumentException(
          release.version() + " runs on " + release.program() + ", not on " + input.software());
    }
    return new Rendering(
            input, release, parameters.number(input.spec(), "minSealMillis"), templates)
        .deployments();
  }

  @Override
  public Optional<Freezing> freezing() {
    return Optional.of(new FiscoFreezing(nonces));
  }

  @Override
  public Optional<Archiving> archiving() {
    return Optional.of(new FiscoArchiving());
  }

  @Override
  public boolean speaksBsn() {
    return true;
  }

  @Override
  public FrameworkDriver driver() {
    return driver;
  }

  /** {@inheritDoc} One of the two; which one is the chain's to say. */
  @Override
  public Optional<Curve> applicationKeys() {
    return Optional.of(FiscoIdentities.curve(Cryptography.STANDARD));
  }

  @Override
  public Optional<Curve> applicationKeys(NetworkSpec spec) {
    return Optional.of(FiscoIdentities.curve(Chain.cryptography(spec, parameters)));
  }

  @Override
  public boolean namesApplications(String key) {
    return !FiscoIdentities.isPlanned(key);
  }

  /** {@inheritDoc} Its transactions are known by their keys; the door asks for a certificate. */
  @Override
  public Optional<Enrolment> clientEnrolment(
      NetworkSpec spec, String name, Optional<String> organisation) {
    alone(organisation);
    return Optional.of(FiscoIdentities.client(Chain.cryptography(spec, parameters), name));
  }

  @Override
  public Optional<ConnectionProfile> connectionProfile(
      NetworkSpec spec, LedgerEndpoints nodes, Optional<String> organisation) {
    alone(organisation);
    return Optional.of(new SdkFiles(nodes, templates).profile());
  }

  private static void alone(Optional<String> organisation) {
    if (organisation.isPresent()) {
      throw new Refusal(
          ProblemType.INVALID,
          "A FISCO BCOS chain knows no organisations; leave organisation out.");
    }
  }

  @Override
  public Optional<String> gatewayKey() {
    return Optional.of(FiscoIdentities.GATEWAY);
  }

  @Override
  public boolean takesInterfaces() {
    return true;
  }

  @Override
  public Optional<ContractInterface> contractInterface(NetworkSpec spec, String document) {
    Cryptography cryptography = Chain.cryptography(spec, parameters);
    return Optional.of(SolidityInterface.of(document, cryptography::hash));
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints) {
    return NoTransactions.CLIENT;
  }

  /** {@inheritDoc} Its doors open with the gateway's certificate, whose key signs in custody. */
  @Override
  public LedgerClient client(LedgerEndpoints endpoints, Administrators administrators) {
    Chain chain = Chain.of(endpoints.birth());
    return new FiscoClient(
        chain,
        VirtualMachine.of(endpoints.birth().get("virtualMachine")),
        NodeDoor.all(endpoints, chain, administrators, CLIENT_PATIENCE),
        nonces);
  }

  /** {@inheritDoc} Of a key of secp256k1; of one of SM2 only its kind tells the address. */
  @Override
  public String account(String publicKey) {
    return new NodeId(publicKey).account(Cryptography.STANDARD);
  }

  @Override
  public Optional<String> account(ManagedKey key) {
    return Stream.of(Cryptography.values())
        .filter(cryptography -> FiscoIdentities.curve(cryptography) == key.curve())
        .filter(cryptography -> namesApplications(key.name()))
        .map(cryptography -> new NodeId(key.publicKey()).account(cryptography))
        .findFirst();
  }
}
