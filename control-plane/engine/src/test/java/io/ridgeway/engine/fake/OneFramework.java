package io.ridgeway.engine.fake;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.explorer.Interface;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One framework that the shipped price book has prices for; what ails it is said by the test. */
public final class OneFramework implements Frameworks {
  public static final Software SOFTWARE = new Software("ledgerd", "1.0");

  /** What it finds wrong with every spec. */
  public final List<Violation> wrong = new ArrayList<>();

  /** What it finds missing for every spec. */
  public final List<Violation> missing = new ArrayList<>();

  /** What it runs on. */
  public Set<Software> programs = Set.of(SOFTWARE);

  /** What applications sign with. */
  public Optional<Curve> keys = Optional.of(Curve.SECP256K1);

  /** Whether applications may speak BSN's protocol. */
  public boolean bsn = true;

  @Override
  public boolean speaksBsn(String framework) {
    return bsn;
  }

  /** The organisations that applications belong to; empty where keys alone are known. */
  public List<String> organisations = List.of();

  /** What its networks are born with. */
  public Optional<BornContract> born = Optional.empty();

  /** Whether its contracts have interfaces: any text but {@code wrong} is one. */
  public boolean interfaces;

  /** How its contracts keep private data; not at all if there is nothing. */
  public Optional<PrivateRules> privateRules = Optional.empty();

  @Override
  public Optional<PrivateRules> privateRules(String named) {
    return privateRules;
  }

  /** What it says of freezing; nothing can be frozen if there is nothing. */
  public Optional<FreezeRules> freezeRules = Optional.empty();

  @Override
  public Optional<FreezeRules> freezeRules(String named) {
    return freezeRules;
  }

  @Override
  public boolean takesInterfaces(NetworkSpec spec) {
    return interfaces;
  }

  @Override
  public Optional<Interface> contractInterface(NetworkSpec spec, String document) {
    if (document.equals("wrong")) {
      throw new IllegalArgumentException("abi is wrong");
    }
    return interfaces ? Optional.of(new Echo(document)) : Optional.empty();
  }

  /** An interface that says what it was asked. */
  private record Echo(String document) implements Interface {
    @Override
    public List<String> functions() {
      return List.of(document);
    }

    @Override
    public List<String> events() {
      return List.of(document);
    }

    @Override
    public Optional<Decoded> call(String input) {
      return Optional.of(new Decoded(document + " " + input, document, List.of()));
    }

    @Override
    public Optional<Decoded> event(List<String> topics, String data) {
      return Optional.of(new Decoded(document + " " + topics + data, document, List.of()));
    }
  }

  @Override
  public List<String> endorsers(NetworkSpec spec) {
    // A guest has none of its own.
    return spec.isGuest()
        ? List.of()
        : Optional.ofNullable(spec.parameters().get("organisations"))
            .map(names -> List.of(names.split(",")))
            .orElse(organisations);
  }

  /** The authorities that a spec asks for. */
  public Function<NetworkSpec, List<Authority>> authorities = spec -> List.of();

  @Override
  public List<Authority> authorities(Network network, NetworkSpec spec) {
    return authorities.apply(spec);
  }

  /** Its name. */
  public String name = "ethereum";

  /** Whether its networks carry others. */
  public boolean carries;

  @Override
  public Optional<String> hostingObstacle(NetworkSpec host) {
    return carries ? Optional.empty() : Frameworks.super.hostingObstacle(host);
  }

  /** Why no contracts are taken, if none are. */
  public Optional<String> noContracts = Optional.empty();

  @Override
  public Optional<String> whyNoContracts(NetworkSpec spec) {
    return noContracts;
  }

  @Override
  public Optional<BornContract> bornContract(NetworkSpec spec) {
    return born;
  }

  @Override
  public List<FrameworkOffer> all() {
    return List.of(
        new FrameworkOffer(
            name,
            "Ethereum",
            "",
            List.of("1"),
            Set.of(Tier.DEDICATED),
            List.of(),
            "{}",
            List.of(programs),
            List.of()));
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    return List.copyOf(wrong);
  }

  @Override
  public Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes) {
    return new Feasibility(List.copyOf(missing), false);
  }

  @Override
  public Feasibility place(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes) {
    return place(spec, cityNodes);
  }

  @Override
  public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
    return List.copyOf(wrong);
  }

  @Override
  public Roster toward(NetworkSpec from, Roster now, NetworkSpec to) {
    // No nodes of a guest come or go.
    return from.isGuest() ? now : now.toward(from.nodes(), to.nodes());
  }

  @Override
  public Set<String> replaceableRoles(String framework) {
    return Set.of("validator");
  }

  @Override
  public Optional<Curve> applicationKeys(String framework) {
    return keys;
  }

  @Override
  public Optional<String> account(String framework, ManagedKey key) {
    return keys.filter(key.curve()::equals)
        .map(curve -> framework + ":" + key.publicKey().substring(0, 8));
  }

  @Override
  public boolean namesApplications(String framework, String key) {
    return !key.endsWith("-admin");
  }

  /** The roots of authorities that organisations brought, by organisation. */
  public Map<String, String> roots = Map.of();

  @Override
  public Optional<Membership> membership(
      Network network, String key, Optional<String> organisation) {
    return organisations.isEmpty()
        ? Optional.empty()
        : Optional.of(member(network, key, organisation.orElse(organisations.get(0))));
  }

  /** Why its nodes know of no certificate that was revoked, if they don't. */
  public Optional<String> whyNotRevoked = Optional.empty();

  @Override
  public Optional<String> whyNotRevoked(NetworkSpec spec) {
    return whyNotRevoked;
  }

  /** The certificates of nodes and administrators, by authority. */
  public Map<String, Set<String>> planned = Map.of();

  @Override
  public Set<String> certificates(Network network, String authority) {
    return planned.getOrDefault(authority, Set.of());
  }

  private Membership member(Network network, String key, String organisation) {
    if (!organisations.contains(organisation)) {
      throw new Refusal(ProblemType.INVALID, "There is no organisation " + organisation + ".");
    }
    String authority = organisation + "-ca";
    return new Membership(
        new Authority(
            network.tenant(),
            network.id(),
            authority,
            keys.orElseThrow(),
            Subject.of(authority),
            Duration.ofDays(9),
            Optional.ofNullable(roots.get(organisation))),
        Subject.of(key).in(organisation),
        Duration.ofDays(1));
  }
}
