package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.ContractInterface;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import io.ridgeway.framework.renderer.abi.SolidityInterface;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Roster.Member;
import io.ridgeway.model.problem.Violation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Private Ethereum networks that agree by QBFT, where gas is free.
 *
 * <p>The birth record doesn't depend on the client, so the same network's genesis can be written
 * for Besu and for GoQuorum. It holds {@code version, chainId, timestamp, extraData, validators,
 * gasLimit, blockPeriodSeconds, requestTimeoutSeconds, epochLength}.
 */
public final class EthereumPack implements FrameworkPack {
  private static final String GROUP = "qbft";

  private final PackFile pack = PackFile.load();
  private final Parameters parameters = new Parameters(PackFile.FILES);
  private final SpecCheck check = new SpecCheck(pack, parameters);
  private final List<NodeProgram> programs;
  private final JsonRpc rpc = new JsonRpc();
  private final FrameworkDriver driver;

  /** For {@link java.util.ServiceLoader}. */
  public EthereumPack() {
    this(Clock.systemUTC());
  }

  public EthereumPack(Clock clock) {
    Templates templates = new Templates(EthereumPack.class, "templates");
    programs = List.of(new Besu(templates), new GoQuorum(templates));
    driver = new QbftDriver(rpc, clock);
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
    List<PlannedNode> voters = nodes.stream().filter(n -> n.group().isPresent()).toList();
    // A round needs two thirds of the votes, rounded up: so (n - 1) / 3 may be away.
    int fewest = Roster.fewest(voters.stream().map(PlannedNode::standing).toList());
    return new NetworkPlan(
        nodes,
        List.of(
            new ConsensusGroup(
                GROUP,
                voters.stream().map(PlannedNode::name).toList(),
                Math.max(0, (fewest - 1) / 3))),
        IdentityPlan.nodeKeys(Curve.SECP256K1, nodes.stream().map(PlannedNode::name).toList()));
  }

  @Override
  public List<Software> software(NetworkSpec spec) {
    return pack.software();
  }

  @Override
  public BirthRecord birth(BirthInput input) {
    return Chain.born(input, parameters);
  }

  @Override
  public List<Deployment> render(RenderInput input) {
    NodeProgram program =
        programs.stream()
            .filter(p -> p.software().equals(input.software().name()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no Ethereum client: " + input.software()));
    return new Rendering(input, program).deployments();
  }

  @Override
  public FrameworkDriver driver() {
    return driver;
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints) {
    return new EthereumClient(rpc, endpoints);
  }

  /** By its selector: a signed transaction says no more of the function. */
  @Override
  public String functionOf(String function) {
    return function.matches("0x[0-9a-fA-F]{8}")
        ? function.toLowerCase(Locale.ROOT)
        : AbiFunction.of(function).known(Keccak::hash);
  }

  @Override
  public boolean pays() {
    return true;
  }

  @Override
  public boolean takesInterfaces() {
    return true;
  }

  @Override
  public Optional<ContractInterface> contractInterface(NetworkSpec spec, String document) {
    return Optional.of(SolidityInterface.of(document, Keccak::hash));
  }

  @Override
  public String account(String publicKey) {
    return AccountAddress.ofPublicKey(publicKey).checksummed();
  }
}
