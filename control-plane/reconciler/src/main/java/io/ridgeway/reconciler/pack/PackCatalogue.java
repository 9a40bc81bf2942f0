package io.ridgeway.reconciler.pack;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.explorer.Interface;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Reached;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.reconciler.place.Placer;
import io.ridgeway.reconciler.place.Placing;
import io.ridgeway.reconciler.place.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The packs by name: what the engine asks of them, and the way to each for the reconciler. */
public final class PackCatalogue implements Frameworks {
  private static final Optional<String> NO_SHARED_TIER =
      Optional.of("Its framework has no shared tier.");

  private final Map<String, FrameworkPack> packs = new TreeMap<>();
  private final Optional<ConnectionProfile.Relay> relay;

  /** Without a gateway that passes on what nodes are called with. */
  public PackCatalogue(List<FrameworkPack> found) {
    this(found, Optional.empty());
  }

  /**
   * A catalogue of these packs, as {@link java.util.ServiceLoader} found them.
   *
   * @param relay the gateway that passes on what nodes are called with, for connection profiles
   * @throws IllegalArgumentException if two have the same name
   */
  public PackCatalogue(List<FrameworkPack> found, Optional<ConnectionProfile.Relay> relay) {
    this.relay = relay;
    for (FrameworkPack pack : found) {
      if (packs.putIfAbsent(pack.descriptor().name(), pack) != null) {
        throw new IllegalArgumentException(
            "two framework packs are named " + pack.descriptor().name() + "; remove one");
      }
    }
  }

  /** The pack of that name. */
  public Optional<FrameworkPack> find(String framework) {
    return Optional.ofNullable(packs.get(framework));
  }

  @Override
  public List<FrameworkOffer> all() {
    return packs.values().stream().map(Offers::of).toList();
  }

  @Override
  public boolean takesInterfaces(NetworkSpec spec) {
    return get(spec.framework().name()).takesInterfaces();
  }

  @Override
  public Optional<Interface> contractInterface(NetworkSpec spec, String document) {
    return get(spec.framework().name()).contractInterface(spec, document).map(PackInterface::new);
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    return get(spec.framework().name()).check(spec);
  }

  @Override
  public Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes) {
    return place(spec, Made.NOTHING, cityNodes);
  }

  @Override
  public Feasibility place(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes) {
    return feasible(placing(spec, made, cityNodes));
  }

  @Override
  public Feasibility placeBeside(
      NetworkSpec guest, Made made, NetworkSpec host, List<CityNodeEntry> cityNodes) {
    NetworkPlan plan = hosting(guest).orElseThrow().plan(guest, made.roster(), host);
    return feasible(placing(guest, plan, made, cityNodes));
  }

  private static Feasibility feasible(Placing answer) {
    if (answer instanceof Placing.Placed placed) {
      return new Feasibility(List.of(), placed.placement().survivesSiteLoss());
    }
    return new Feasibility(((Placing.Impossible) answer).violations(), false);
  }

  /**
   * Where the network's nodes would run, with the city nodes in the order of the spec's preference.
   *
   * @param made what is settled of it: who has a place keeps it, and what they run on if that can
   *     still run it
   */
  public Placing placing(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes) {
    return placing(spec, get(spec.framework().name()).plan(spec, made.roster()), made, cityNodes);
  }

  /**
   * As {@link #placing(NetworkSpec, Made, List)}, of a network whose plan is known.
   *
   * @param plan a guest's goes by its host
   */
  public Placing placing(
      NetworkSpec spec, NetworkPlan plan, Made made, List<CityNodeEntry> cityNodes) {
    FrameworkPack pack = get(spec.framework().name());
    List<Software> alternatives =
        made.software()
            .filter(pack.software(spec)::contains)
            .map(List::of)
            .orElseGet(() -> pack.software(spec));
    return Placer.place(
        plan,
        made.placement().map(Placement::nodes).orElse(Map.of()),
        alternatives,
        cityNodes.stream()
            .map(e -> able(Site.of(e, spec), pack, alternatives))
            .map(site -> home(pack, made).map(site::apart).orElse(site))
            .toList());
  }

  /** The only city node that may have nodes of the network, if that is so. */
  private static Optional<CityNodeId> home(FrameworkPack pack, Made made) {
    return made.birth()
        .map(BirthRecord::new)
        .filter(pack::staysTogether)
        .flatMap(born -> made.placement())
        .flatMap(placement -> placement.cityNodes().stream().findFirst());
  }

  /** The site with the software that it has every program of. */
  private static Site able(Site site, FrameworkPack pack, List<Software> alternatives) {
    Set<Software> whole =
        alternatives.stream()
            .filter(software -> site.software().containsAll(pack.programs(software)))
            .collect(toSet());
    return new Site(site.id(), site.free(), whole, site.problem(), site.cost());
  }

  @Override
  public Optional<String> interruption(NetworkSpec from, NetworkSpec to) {
    return find(from.framework().name()).flatMap(pack -> pack.interruption(from, to));
  }

  @Override
  public List<Violation> checkBirth(NetworkSpec spec) {
    return get(spec.framework().name()).checkBirth(spec);
  }

  @Override
  public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    return get(from.framework().name()).checkChange(from, to);
  }

  @Override
  public Roster toward(NetworkSpec from, Roster now, NetworkSpec to) {
    FrameworkPack pack = get(from.framework().name());
    return now.toward(byStem(pack, pack.plan(from, now)), byStem(pack, pack.plan(to)));
  }

  /** How many nodes each stem has, of those that hold the ledger; the others go by these. */
  private static Map<String, Integer> byStem(FrameworkPack pack, NetworkPlan plan) {
    Set<String> without = pack.driver().rolesWithoutLedger();
    Map<String, Integer> counts = new TreeMap<>();
    plan.nodes().stream()
        .filter(node -> !without.contains(node.role()))
        .forEach(node -> counts.merge(node.name().stem(), 1, Integer::sum));
    return counts;
  }

  @Override
  public Optional<String> hostingObstacle(NetworkSpec host) {
    Optional<Hosting> hosting = hosting(host);
    return hosting.isEmpty() ? NO_SHARED_TIER : hosting.get().obstacle(host);
  }

  @Override
  public Optional<String> hostingObstacle(NetworkSpec guest, NetworkSpec host) {
    if (!guest.framework().name().equals(host.framework().name())) {
      return Optional.of("It runs " + host.framework().name() + ".");
    }
    Optional<Hosting> hosting = hosting(host);
    return hosting.isEmpty() ? NO_SHARED_TIER : hosting.get().obstacle(guest, host);
  }

  @Override
  public int hostingRoom(NetworkSpec host) {
    return hosting(host).map(hosting -> hosting.room(host)).orElse(Integer.MAX_VALUE);
  }

  @Override
  public Optional<String> windowObstacle(NetworkSpec host) {
    Optional<Clearing> clearing = hosting(host).flatMap(Hosting::clearing);
    return clearing.isEmpty()
        ? Optional.of("Its framework leaves nothing that could be removed in a window.")
        : clearing.get().obstacle(host);
  }

  @Override
  public Optional<String> windowInterruption(NetworkSpec host) {
    return hosting(host).flatMap(Hosting::clearing).flatMap(c -> c.interruption(host));
  }

  @Override
  public Optional<NetworkId> hostOf(NetworkSpec guest) {
    return hosting(guest).flatMap(h -> h.named(guest));
  }

  private Optional<Hosting> hosting(NetworkSpec spec) {
    return find(spec.framework().name()).flatMap(FrameworkPack::hosting);
  }

  @Override
  public Set<String> replaceableRoles(String framework) {
    return get(framework).driver().replaceableRoles();
  }

  @Override
  public Optional<String> whyNotRotated(NetworkSpec spec) {
    return get(spec.framework().name()).whyNotRotated(spec);
  }

  @Override
  public Optional<String> whyNotBackedUp(NetworkSpec spec, String role) {
    FrameworkPack pack = get(spec.framework().name());
    return pack.snapshots().isEmpty()
        ? Frameworks.super.whyNotBackedUp(spec, role)
        : pack.snapshots().get().obstacle(role);
  }

  @Override
  public Optional<String> whyNotArchived(NetworkSpec spec) {
    return get(spec.framework().name()).archiving().isEmpty()
        ? Frameworks.super.whyNotArchived(spec)
        : Optional.empty();
  }

  @Override
  public List<String> endorsers(NetworkSpec spec) {
    return get(spec.framework().name()).endorsers(spec);
  }

  @Override
  public Optional<String> whyNoContracts(NetworkSpec spec) {
    return get(spec.framework().name()).whyNoContracts(spec);
  }

  @Override
  public Optional<BornContract> bornContract(NetworkSpec spec) {
    return get(spec.framework().name())
        .bornContract(spec)
        .map(born -> new BornContract(born.name(), born.version()));
  }

  @Override
  public Optional<PrivateRules> privateRules(String framework) {
    return get(framework).privateData().map(PackPrivateRules::new);
  }

  @Override
  public Optional<FreezeRules> freezeRules(String framework) {
    return get(framework).freezing().map(PackFreezeRules::new);
  }

  @Override
  public Optional<Curve> applicationKeys(String framework) {
    return get(framework).applicationKeys();
  }

  @Override
  public Optional<Curve> applicationKeys(NetworkSpec spec) {
    return get(spec.framework().name()).applicationKeys(spec);
  }

  @Override
  public Optional<String> account(String framework, ManagedKey key) {
    return get(framework).account(key);
  }

  @Override
  public String functionOf(String framework, String function) {
    return get(framework).functionOf(function);
  }

  @Override
  public boolean pays(String framework) {
    return get(framework).pays();
  }

  @Override
  public boolean namesApplications(String framework, String key) {
    return get(framework).namesApplications(key);
  }

  @Override
  public Optional<Membership> membership(
      Network network, String key, Optional<String> organisation) {
    return get(network.spec().framework().name())
        .enrolment(network.spec(), key, organisation)
        .map(enrolment -> Members.membership(network, enrolment));
  }

  @Override
  public boolean speaksBsn(String framework) {
    return get(framework).speaksBsn();
  }

  @Override
  public Optional<Membership> clientMembership(
      Network network, String name, Optional<String> organisation) {
    return get(network.spec().framework().name())
        .clientEnrolment(network.spec(), name, organisation)
        .map(enrolment -> Members.membership(network, enrolment));
  }

  @Override
  public Optional<String> whyNotRevoked(NetworkSpec spec) {
    return get(spec.framework().name()).whyNotRevoked(spec);
  }

  @Override
  public Set<String> certificates(Network network, String authority) {
    return get(network.spec().framework().name())
        .plan(network.spec(), network.made().roster())
        .identities()
        .certificates()
        .stream()
        .filter(planned -> planned.authority().equals(authority))
        .map(PlannedCertificate::name)
        .collect(toSet());
  }

  @Override
  public List<Authority> authorities(Network network, NetworkSpec spec) {
    return get(spec.framework().name()).plan(spec).identities().authorities().stream()
        .map(planned -> Members.authority(network, planned))
        .toList();
  }

  @Override
  public Optional<Profile> connectionProfile(
      Network network, List<Certificate> authorities, Optional<String> organisation) {
    LedgerEndpoints nodes =
        new LedgerEndpoints(
            network.id(),
            Reached.from(network, Viewpoint.GATEWAY),
            List.of(),
            new BirthRecord(network.made().birth().orElse(Map.of())),
            authorities.stream()
                .filter(Certificate::isRoot)
                .collect(toMap(Certificate::name, Certificate::pem)));
    return get(network.spec().framework().name())
        .connectionProfile(network.spec(), nodes, organisation, relay)
        .map(profile -> new Profile(profile.json(), profile.yaml(), profile.toml()));
  }

  private FrameworkPack get(String framework) {
    return find(framework).orElseThrow(() -> Refusal.notFound("framework", framework));
  }
}
