package io.ridgeway.engine.change;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Has a network that runs become what another spec says: nodes are added or taken away, parameters
 * or versions differ, more storage or TPS are had. What that costs is the quote's. Called within a
 * transaction; who may is checked.
 */
@Singleton
public final class ChangeDesk {
  private final Transactions transactions;
  private final Networks networks;
  private final Beginning beginning;
  private final Catalogue catalogue;
  private final Frameworks frameworks;
  private final CityNodes cityNodes;
  private final Contracts contracts;
  private final CertificateAuthority authorities;
  private final Custody custody;
  private final Metering metering;
  private final Clock clock;

  public ChangeDesk(
      Transactions transactions,
      Networks networks,
      Beginning beginning,
      Catalogue catalogue,
      Frameworks frameworks,
      CityNodes cityNodes,
      Contracts contracts,
      CertificateAuthority authorities,
      Custody custody,
      Metering metering,
      Clock clock) {
    this.transactions = transactions;
    this.networks = networks;
    this.beginning = beginning;
    this.catalogue = catalogue;
    this.frameworks = frameworks;
    this.cityNodes = cityNodes;
    this.contracts = contracts;
    this.authorities = authorities;
    this.custody = custody;
    this.metering = metering;
    this.clock = clock;
  }

  /**
   * Whose nodes the network lives on, if they are another one's; a change of it is checked against
   * that. Called outside transactions.
   *
   * @throws Refusal {@code NOT_FOUND} if the tenant has no such network
   */
  public Optional<Ground> ground(TenantId tenant, NetworkId id) {
    Network network = transactions.inTenant(tenant, () -> networks.get(id));
    return network.spec().isGuest() ? Ground.of(transactions, networks, network) : Optional.empty();
  }

  /**
   * The network, locked, if it can be changed now.
   *
   * @throws Refusal {@code CONFLICT} while an operation is under way, {@code ILLEGAL_TRANSITION}
   *     unless it was ready and is wanted
   */
  public Network idle(NetworkId id) {
    return beginning.idleOrGuest(id);
  }

  /**
   * What the network is, or is to become, as it is priced: contracts of its own by the members of
   * the host that it lives on, whatever host it was first quoted for.
   */
  public NetworkSpec priced(NetworkSpec spec, Optional<Ground> ground) {
    return ground.map(host -> spec.servedBy(frameworks.endorsers(host.spec()).size())).orElse(spec);
  }

  /**
   * Refuses what the network can't become, with every reason.
   *
   * @param ground as {@link #ground} says
   * @return whether it then survives the loss of any one city node
   */
  public boolean check(Network network, NetworkSpec to, Optional<Ground> ground) {
    List<Violation> violations = violations(network, priced(network.spec(), ground), to);
    ground.ifPresent(
        host ->
            violations.addAll(
                new GuestChange(network, host, contracts.of(network.id())).violations(to)));
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, violations);
    }
    if (to.ownContracts() > network.spec().ownContracts()) {
      Catalogue.requireCodeRuns(ground.map(Ground::at).orElse(List.of()), cityNodes.all());
    }
    boolean survives = catalogue.checkChange(network.spec(), to, network.made(), cityNodes.all());
    List<Violation> missed =
        new ArrayList<>(endorsersMissed(network, ground.map(Ground::spec).orElse(to)));
    List<Authority> coming = new ArrayList<>(frameworks.authorities(network, to));
    coming.removeAll(frameworks.authorities(network, network.spec()));
    if (!coming.isEmpty()) {
      missed.addAll(known(network).violations(coming));
    }
    if (!missed.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, missed);
    }
    return survives;
  }

  private KnownAuthorities known(Network network) {
    return new KnownAuthorities(
        authorities.list(network.id()),
        custody.list(network.id(), Purpose.ISSUE).stream().map(ManagedKey::name).collect(toSet()));
  }

  /**
   * What contracts that run would wait for in vain.
   *
   * @param ground whose members endorse then
   */
  private List<Violation> endorsersMissed(Network network, NetworkSpec ground) {
    Set<String> left = Set.copyOf(frameworks.endorsers(ground));
    Set<Integer> running =
        network.made().roster().of(Contract.STEM, 0).stream()
            .map(member -> member.name().number())
            .collect(toSet());
    List<Violation> missed = new ArrayList<>();
    for (ContractVersion version : contracts.of(network.id())) {
      Contract contract = version.contract();
      if (running.contains(contract.number())) {
        contract.endorsement().map(Endorsement::organisations).orElse(List.of()).stream()
            .filter(organisation -> !left.contains(organisation))
            .map(
                organisation ->
                    new Violation(
                        "parameters",
                        "Contract "
                            + contract.title()
                            + " names "
                            + organisation
                            + " in its endorsement; bring a version of it that doesn't first."))
            .forEach(missed::add);
      }
    }
    return missed;
  }

  /** Begins; the network is {@link #idle} and passes {@link #check}. */
  public Operation begin(Actor actor, Network network, NetworkSpec to) {
    Instant now = clock.instant();
    metering.close(network, now);
    Network wanted =
        network.changing(to, frameworks.toward(network.spec(), network.made().roster(), to));
    return beginning.begin(
        actor,
        wanted.with(wanted.made().since(now)),
        Operation.Kind.CHANGE,
        "network.change",
        "Ordered a change of network " + network.spec().name() + ".");
  }

  private static List<Violation> violations(Network network, NetworkSpec from, NetworkSpec to) {
    List<Violation> violations = new ArrayList<>();
    if (from.equals(to)) {
      violations.add(
          new Violation("", "This is what the network is already; say what is to be different."));
    }
    same(violations, "name", from.name(), to.name());
    same(violations, "framework.name", from.framework().name(), to.framework().name());
    same(violations, "tier", from.tier(), to.tier());
    same(violations, "jurisdictions", from.jurisdictions(), to.jurisdictions());
    if (to.storageGib() < from.storageGib()) {
      violations.add(
          new Violation(
              "storageGib",
              "Storage grows and never shrinks; "
                  + (from.isGuest() ? "the ledger" : "each node")
                  + " has "
                  + from.storageGib()
                  + " GiB already."));
    }
    network.made().placement().map(Placement::cityNodes).orElse(List.of()).stream()
        .filter(at -> !to.cityNodes().contains(at))
        .forEach(
            at ->
                violations.add(
                    new Violation(
                        "cityNodes",
                        "The network has nodes at "
                            + at
                            + "; keep it, or have them replaced elsewhere first.")));
    return violations;
  }

  private static void same(List<Violation> violations, String field, Object from, Object to) {
    if (!Objects.equals(from, to)) {
      violations.add(new Violation(field, "It is " + from + " for as long as the network lives."));
    }
  }
}
