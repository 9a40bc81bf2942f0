package io.ridgeway.framework.fabric;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Changeable;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.framework.fabric.admin.Operations;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.Violation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Hyperledger Fabric networks of one channel, which all its organisations and orderers join; and
 * channels on the nodes of such a network, each of which is a network by itself.
 *
 * <p>The birth record holds {@code channel} and {@code genesis}.
 */
public final class FabricPack implements FrameworkPack {
  private final FabricNodes nodes = new FabricNodes();
  private final Clock clock;
  private final Supplier<byte[]> nonces;
  private final FrameworkDriver driver;
  private final Hosting hosting;
  private final Snapshots snapshots;
  private final PrivateData privateData;

  /** For {@link java.util.ServiceLoader}. */
  public FabricPack() {
    this(Clock.systemUTC(), nonces(new SecureRandom()));
  }

  /**
   * A pack.
   *
   * @param clock the nodes' time
   * @param nonces gives 24 random bytes at each call
   */
  FabricPack(Clock clock, Supplier<byte[]> nonces) {
    this.clock = clock;
    this.nonces = nonces;
    this.driver = new FabricDriver(clock, nonces);
    this.hosting = new Channels(clock, nonces, new PeerClearing(new Operations()));
    this.snapshots = new PeerSnapshots(clock, nonces);
    this.privateData = new PeersPrivateData(clock, nonces);
  }

  private static Supplier<byte[]> nonces(SecureRandom random) {
    return () -> {
      byte[] nonce = new byte[24];
      random.nextBytes(nonce);
      return nonce;
    };
  }

  @Override
  public PackDescriptor descriptor() {
    return PackFile.PACK.descriptor();
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    if (spec.isGuest()) {
      return new GuestSpec(spec).violations();
    }
    List<Violation> violations = Topology.check(spec);
    return violations.isEmpty() ? AuthoritiesCheck.violations(spec, clock.instant()) : violations;
  }

  @Override
  public List<Violation> checkBirth(NetworkSpec spec) {
    return spec.isGuest() ? List.of() : new TopologyCheck(spec).strangers(Optional.empty());
  }

  @Override
  public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    if (from.isGuest() != to.isGuest()) {
      return List.of(
          new Violation(
              "tier", "Whose nodes it has is for good: order another one, and delete this one."));
    }
    return from.isGuest() ? guestsChange(from, to) : new ChangeCheck(from, to).violations();
  }

  /** Its channel is as it was born; what it may use of its host can change. */
  private static List<Violation> guestsChange(NetworkSpec from, NetworkSpec to) {
    List<Violation> violations =
        new ArrayList<>(Changeable.nodes(from, to, Set.of(NetworkSpec.CONTRACT)));
    if (!from.cityNodes().equals(to.cityNodes())) {
      violations.add(
          new Violation("cityNodes", "A channel on shared nodes stays where its host is."));
    }
    return violations;
  }

  @Override
  public Optional<String> interruption(NetworkSpec from, NetworkSpec to) {
    return from.isGuest() || to.isGuest()
        ? Optional.empty()
        : new ChangeCheck(from, to).interruption();
  }

  @Override
  public Optional<String> whyNotRotated(NetworkSpec spec) {
    if (spec.isGuest()) {
      return Optional.of("It has no nodes of its own, and its host's certificates are its host's.");
    }
    return Topology.of(spec).bft()
        ? Optional.of(
            "BFT's orderers tell each other by the very bytes of their certificates, so one that"
                + " has another would be a stranger. Replace them one at a time: who comes has new"
                + " ones, and new keys.")
        : Optional.empty();
  }

  @Override
  public NetworkPlan plan(NetworkSpec spec, Roster roster) {
    return spec.isGuest() ? new GuestSpec(spec).plan() : Topology.of(spec, roster).plan();
  }

  @Override
  public List<Software> software(NetworkSpec spec) {
    // A guest's services run where its host does.
    return List.of(
        spec.isGuest() ? new GuestSpec(spec).release().software() : software(Topology.of(spec)));
  }

  @Override
  public Set<Software> programs(Software software) {
    return Arrays.stream(Release.values())
        .map(release -> release.softwares().get(software))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no release of Fabric: " + software));
  }

  @Override
  public BirthRecord birth(BirthInput input) {
    return Born.now(input, nonces.get()).record();
  }

  /** The channel has its orderers' addresses for good, and certificates name what they name. */
  @Override
  public boolean staysTogether(BirthRecord birth) {
    return Born.isInside(birth);
  }

  @Override
  public List<Deployment> render(RenderInput input) {
    if (input.spec().isGuest()) {
      return new GuestServices(input).render();
    }
    Topology topology = Topology.of(input.spec(), input.plan());
    Software wanted = software(topology);
    if (!input.software().equals(wanted)) {
      throw new IllegalArgumentException("it runs on " + wanted + ", not on " + input.software());
    }
    FabricNetwork network =
        FabricNetwork.of(
                input.network(),
                topology,
                input.placement(),
                input.addresses(),
                Born.from(input.birth(), input.placement()),
                input.identities())
            .running(input.contracts(), Born.settled(input.birth()));
    return nodes.render(
        topology.hasFirstOrderer() ? network : network.bornAs(Born.of(input.birth()).first()));
  }

  @Override
  public List<String> endorsers(NetworkSpec spec) {
    if (spec.isGuest()) {
      return List.of();
    }
    return Topology.of(spec).organisations().stream()
        .filter(organisation -> !organisation.observes())
        .map(Topology.Organisation::name)
        .sorted()
        .toList();
  }

  @Override
  public Optional<String> whyNoContracts(NetworkSpec spec) {
    return spec.isGuest() && spec.ownContracts() == 0
        ? Optional.of(
            "This channel on shared nodes was ordered without contracts of your own. They are an"
                + " add-on: have its order changed to nodes.contract: 1 to 8, which says how many"
                + " may run at once.")
        : Optional.empty();
  }

  @Override
  public Optional<BornContract> bornContract(NetworkSpec spec) {
    return (spec.isGuest() ? new GuestSpec(spec).contract() : Topology.of(spec).contract())
        .map(name -> new BornContract(name, Release.CONTRACTS.version()));
  }

  @Override
  public Optional<Hosting> hosting() {
    return Optional.of(hosting);
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.of(snapshots);
  }

  @Override
  public Optional<PrivateData> privateData() {
    return Optional.of(privateData);
  }

  @Override
  public boolean speaksBsn() {
    return true;
  }

  @Override
  public FrameworkDriver driver() {
    return driver;
  }

  @Override
  public Optional<Curve> applicationKeys() {
    return Optional.of(Curve.P256);
  }

  @Override
  public boolean namesApplications(String key) {
    return !FabricIdentities.isAdministrator(key);
  }

  @Override
  public Optional<Enrolment> enrolment(
      NetworkSpec spec, String key, Optional<String> organisation) {
    return Optional.of(Applications.enrolment(spec, key, organisation));
  }

  @Override
  public Optional<String> whyNotRevoked(NetworkSpec spec) {
    return Optional.empty();
  }

  @Override
  public Optional<ConnectionProfile> connectionProfile(
      NetworkSpec spec, LedgerEndpoints nodes, Optional<String> organisation) {
    return connectionProfile(spec, nodes, organisation, Optional.empty());
  }

  @Override
  public Optional<ConnectionProfile> connectionProfile(
      NetworkSpec spec,
      LedgerEndpoints nodes,
      Optional<String> organisation,
      Optional<ConnectionProfile.Relay> relay) {
    if (spec.isGuest()) {
      return Optional.empty();
    }
    Topology topology = Topology.of(spec);
    String owner = Applications.organisation(topology, organisation);
    // The gateway knows the certificates that Ridgeway issues, and no other authority's.
    boolean known =
        !new TopologyCheck(spec).roots().containsKey(FabricIdentities.enrolmentAuthority(owner));
    return Optional.of(
        new ProfileWriter(topology, nodes, relay.filter(at -> known)).of(organisation));
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints) {
    return Applications.client(endpoints, clock);
  }

  @Override
  public String account(String publicKey) {
    return Applications.account(publicKey);
  }

  private static Software software(Topology topology) {
    return topology.release().software(topology.contract().isPresent(), topology.couch());
  }
}
