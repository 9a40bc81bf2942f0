package io.ridgeway.engine.catalogue;

import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.host.Hosts;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be ordered: only that is offered, quoted and accepted. */
@Singleton
public final class Catalogue {
  private final Transactions transactions;
  private final Frameworks frameworks;
  private final CityNodes cityNodes;
  private final PriceBooks prices;
  private final Hosts hosts;
  private final Clock clock;

  public Catalogue(
      Transactions transactions,
      Frameworks frameworks,
      CityNodes cityNodes,
      PriceBooks prices,
      Hosts hosts,
      Clock clock) {
    this.transactions = transactions;
    this.frameworks = frameworks;
    this.cityNodes = cityNodes;
    this.prices = prices;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** The price book in force. */
  public PriceBook priceBook() {
    return prices.at(clock.instant());
  }

  /** The frameworks that can be ordered somewhere now, with where. */
  public List<FrameworkOffer> frameworks() {
    List<CityNodeEntry> places = open(registered());
    PriceBook book = priceBook();
    return frameworks.all().stream()
        .map(
            offer ->
                offer.at(
                    places.stream()
                        .filter(place -> canRun(place, offer))
                        .map(place -> place.node().id())
                        .filter(
                            id ->
                                offer.tiers().stream()
                                    .anyMatch(t -> book.prices(id, offer.name(), t)))
                        .toList()))
        .filter(offer -> !offer.cityNodes().isEmpty())
        .toList();
  }

  /** The city nodes at which something can be ordered now. */
  public List<CityNode> cityNodes() {
    List<CityNodeId> offered = frameworks().stream().flatMap(f -> f.cityNodes().stream()).toList();
    return open(registered()).stream()
        .map(CityNodeEntry::node)
        .filter(n -> offered.contains(n.id()))
        .toList();
  }

  /**
   * Refuses what can't be ordered, with every reason.
   *
   * @return whether it survives the loss of any one city node
   */
  public boolean check(NetworkSpec spec) {
    return check(spec, registered());
  }

  /**
   * What can be ordered.
   *
   * @param spec as it is priced
   * @param survivesSiteLoss whether it survives the loss of any one city node
   */
  public record Orderable(NetworkSpec spec, boolean survivesSiteLoss) {}

  /** As {@link #check(NetworkSpec)}, and of the shared tier whether that tenant gets a host. */
  public Orderable check(TenantId tenant, NetworkSpec spec) {
    boolean survives = check(spec);
    return spec.isGuest() ? atItsHost(tenant, spec) : new Orderable(spec, survives);
  }

  private Orderable atItsHost(TenantId tenant, NetworkSpec spec) {
    Hosts.Choice choice = transactions.asSystem(() -> hosts.choose(tenant, spec));
    if (choice instanceof Hosts.None none) {
      throw Refusal.of(
          none.passes() ? ProblemType.INSUFFICIENT_CAPACITY : ProblemType.INVALID_SPEC,
          List.of(new Violation("tier", none.why())));
    }
    Network host = ((Hosts.Chosen) choice).host();
    if (spec.ownContracts() > 0) {
      requireCodeRuns(host.made().placement().orElseThrow().cityNodes(), registered());
    }
    return new Orderable(
        spec.servedBy(hosts.members(host)),
        host.made().placement().filter(Placement::survivesSiteLoss).isPresent());
  }

  /**
   * Nobody buys contracts of his own where no code of tenants runs.
   *
   * @param at where they would
   * @param places the city nodes as they were last heard
   * @throws Refusal {@code INVALID_SPEC}
   */
  public static void requireCodeRuns(List<CityNodeId> at, List<CityNodeEntry> places) {
    boolean runs =
        Stream.of(ForeignCode.Kind.values())
            .anyMatch(
                kind ->
                    places.stream()
                        .filter(entry -> at.contains(entry.node().id()))
                        .allMatch(
                            entry ->
                                entry
                                    .heard()
                                    .filter(h -> h.software().contains(kind.software()))
                                    .isPresent()));
    if (!runs) {
      throw Refusal.of(
          ProblemType.INVALID_SPEC,
          List.of(
              new Violation(
                  "nodes." + NetworkSpec.CONTRACT,
                  "No code of tenants runs at city node "
                      + String.join(", ", at.stream().map(CityNodeId::value).toList())
                      + ", so no contracts of your own can: leave this out, or choose another city"
                      + " node.")));
    }
  }

  /**
   * As {@link #check(NetworkSpec)}, for who is in a transaction and has the city nodes from it. Of
   * the shared tier this isn't asked: it waits for a host if there is none any more, and what it
   * survives is as it was quoted.
   */
  public boolean check(NetworkSpec spec, List<CityNodeEntry> places) {
    if (frameworks.all().stream().noneMatch(f -> f.name().equals(spec.framework().name()))) {
      String known =
          String.join(", ", frameworks.all().stream().map(FrameworkOffer::name).toList());
      throw Refusal.of(
          ProblemType.INVALID_SPEC,
          List.of(
              new Violation(
                  "framework.name",
                  "There is no framework "
                      + spec.framework().name()
                      + "; there are: "
                      + known
                      + ".")));
    }
    List<Violation> violations = new ArrayList<>(frameworks.check(spec));
    if (violations.isEmpty()) {
      violations.addAll(frameworks.checkBirth(spec));
    }
    List<CityNodeEntry> chosen = choose(spec, open(places), violations);
    refuse(violations);
    if (spec.isGuest()) {
      return true;
    }
    Frameworks.Feasibility feasible = frameworks.place(spec, chosen);
    if (!feasible.violations().isEmpty()) {
      throw Refusal.of(ProblemType.INSUFFICIENT_CAPACITY, feasible.violations());
    }
    return feasible.survivesSiteLoss();
  }

  /**
   * Refuses what a network that runs can't become, with every reason. For who is in a transaction
   * and has the city nodes from it.
   *
   * @param made what is settled of it
   * @return whether it then survives the loss of any one city node
   */
  public boolean checkChange(
      NetworkSpec from, NetworkSpec to, Made made, List<CityNodeEntry> places) {
    // Where its nodes are may take no others.
    List<CityNodeEntry> known =
        places.stream()
            .filter(
                e ->
                    e.node().state() == CityNode.State.ACTIVE
                        || from.cityNodes().contains(e.node().id()))
            .toList();
    List<Violation> violations = new ArrayList<>(frameworks.check(to));
    List<CityNodeEntry> chosen = choose(to, known, violations);
    refuse(violations);
    refuse(frameworks.checkChange(from, to));
    if (to.isGuest()) {
      // No nodes come or go; contracts are placed when they are brought.
      return made.placement().filter(Placement::survivesSiteLoss).isPresent();
    }
    Frameworks.Feasibility feasible =
        frameworks.place(to, made.changed(frameworks.toward(from, made.roster(), to)), chosen);
    if (!feasible.violations().isEmpty()) {
      throw Refusal.of(ProblemType.INSUFFICIENT_CAPACITY, feasible.violations());
    }
    return feasible.survivesSiteLoss();
  }

  /**
   * What the network of a quote can't be used for while it is changed, and about how long; empty if
   * it is used on throughout, or is a new one.
   */
  public Optional<String> interruption(Quote quote) {
    return quote.changes().flatMap(c -> frameworks.interruption(c.from(), quote.spec()));
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, violations);
    }
  }

  private static List<CityNodeEntry> choose(
      NetworkSpec spec, List<CityNodeEntry> open, List<Violation> violations) {
    List<CityNodeEntry> chosen = new ArrayList<>();
    for (CityNodeId id : spec.cityNodes()) {
      Optional<CityNodeEntry> entry =
          open.stream().filter(e -> e.node().id().equals(id)).findFirst();
      if (entry.isEmpty()) {
        violations.add(
            new Violation(
                "cityNodes",
                "City node " + id + " takes no orders; see the catalogue for those that do."));
        continue;
      }
      String law = entry.get().node().jurisdiction();
      if (!spec.allows(law)) {
        violations.add(
            new Violation(
                "cityNodes",
                "City node "
                    + id
                    + " is under the law of "
                    + law
                    + "; you asked for "
                    + String.join(", ", spec.jurisdictions())
                    + " alone."));
        continue;
      }
      chosen.add(entry.get());
      int most = entry.get().node().maxTps();
      if (spec.tps() > most) {
        violations.add(
            new Violation(
                "tps",
                "City node "
                    + id
                    + " gives one network at most "
                    + most
                    + " TPS; "
                    + spec.tps()
                    + " were asked for."));
      }
    }
    return chosen;
  }

  private List<CityNodeEntry> registered() {
    return transactions.asSystem(cityNodes::all);
  }

  private static List<CityNodeEntry> open(List<CityNodeEntry> places) {
    return places.stream().filter(e -> e.node().state() == CityNode.State.ACTIVE).toList();
  }

  private static boolean canRun(CityNodeEntry place, FrameworkOffer offer) {
    return place
        .heard()
        .filter(h -> h.problem().isEmpty())
        .filter(h -> offer.software().stream().anyMatch(h.software()::containsAll))
        .isPresent();
  }
}
