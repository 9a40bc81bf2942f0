package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FISCO BCOS Air chains of one group.
 *
 * <p>It keeps the laws of {@link io.ridgeway.framework.FrameworkPack} and isn't one yet: a chain
 * needs certificates as well as keys, and nothing watches or calls it so far. So no catalogue
 * offers it.
 *
 * <p>The birth record holds {@code chainId, groupId, consensus, compatibilityVersion, cryptography,
 * virtualMachine, governor, sealers} and the whole text of {@code genesis}.
 */
public final class FiscoBcosPack {
  private static final String GROUP = "pbft";

  private final PackFile pack = PackFile.load();
  private final Parameters parameters = new Parameters(PackFile.FILES);
  private final SpecCheck check = new SpecCheck(pack, parameters);
  private final Templates templates = new Templates(FiscoBcosPack.class, "templates");

  /** What a catalogue would show. */
  public PackDescriptor descriptor() {
    return pack.descriptor(parameters.schema());
  }

  /** What is wrong with the spec, each with its reason; empty if it can be built. */
  public List<Violation> check(NetworkSpec spec) {
    return check.check(spec);
  }

  /**
   * What is wrong with the keys and certificates of a spec's nodes at that time; empty if they can
   * be rendered.
   */
  public List<Violation> check(
      NetworkSpec spec, NetworkPlan plan, ChainIdentities identities, Instant now) {
    return IdentityCheck.check(plan, identities, Chain.cryptography(spec, parameters), now);
  }

  /** The nodes that the spec means, sealers first. */
  public NetworkPlan plan(NetworkSpec spec) {
    List<PlannedNode> nodes = new ArrayList<>();
    List<NodeName> sealers = new ArrayList<>();
    for (PackFile.Role role : pack.roles()) {
      for (int i = 1; i <= spec.nodes().getOrDefault(role.name(), 0); i++) {
        NodeName name = NodeName.of(role.name(), i);
        nodes.add(
            new PlannedNode(
                name,
                role.name(),
                role.resources(spec.storageGib()),
                role.ports(),
                role.votes() ? Optional.of(GROUP) : Optional.empty()));
        if (role.votes()) {
          sealers.add(name);
        }
      }
    }
    return new NetworkPlan(
        nodes,
        List.of(new ConsensusGroup(GROUP, sealers, faultBudget(spec, sealers.size()))),
        IdentityPlan.none());
  }

  /** Under rPBFT all that are away may just be among those that take part. */
  private int faultBudget(NetworkSpec spec, int sealers) {
    boolean turns = parameters.text(spec, "consensus").equals("rpbft");
    int taking = turns ? Math.min(sealers, (int) parameters.number(spec, "epochSealers")) : sealers;
    return SealerSet.faultBudget(taking);
  }

  /** The software that can run the chain: the node of the spec's release. */
  public List<Software> software(NetworkSpec spec) {
    return List.of(pack.release(spec).program());
  }

  /**
   * Makes the chain's genesis.
   *
   * @throws Refusal if a key or certificate is unfit
   */
  public BirthRecord birth(BirthInput input, ChainIdentities identities) {
    List<Violation> unfit = check(input.spec(), input.plan(), identities, input.now());
    if (!unfit.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, unfit);
    }
    return Chain.born(input, identities, parameters, pack.release(input.spec()), templates);
  }

  /** The deployments, one per city node that holds a node, sorted by city node. */
  public List<Deployment> render(RenderInput input, ChainIdentities identities) {
    Release release = pack.release(input.spec());
    if (!input.software().equals(release.program())) {
      throw new IllegalArgumentException(
          release.version() + " runs on " + release.program() + ", not on " + input.software());
    }
    return new Rendering(
            input, identities, release, parameters.number(input.spec(), "minSealMillis"), templates)
        .deployments();
  }
}
