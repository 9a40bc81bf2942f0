package io.ridgeway.engine.host;

import io.ridgeway.billing.CostBook.Margin;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where operators say which networks carry others, and see what these carry. */
@Singleton
public final class HostingDesk {
  private static final Hosting NONE = new Hosting(0, false);

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Operations operations;
  private final Frameworks frameworks;
  private final Margins margins;
  private final AuditLog audit;
  private final Clock clock;

  public HostingDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Operations operations,
      Frameworks frameworks,
      Margins margins,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.operations = operations;
    this.frameworks = frameworks;
    this.margins = margins;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A host and its guests.
   *
   * @param obstacle why it can't take guests; empty if it can
   * @param living its guests that aren't deleted
   * @param waiting those that are, and whose data waits on its nodes for a window in which they are
   *     stopped; the oldest first
   * @param window how that is removed
   * @param margins what is left a month of what a living guest pays, where its cost is known
   */
  public record Guests(
      Network host,
      Hosting hosting,
      Optional<String> obstacle,
      List<Network> living,
      List<Waiting> waiting,
      Window window,
      Map<NetworkId, Margin> margins) {
    public Guests {
      margins = Map.copyOf(margins);
    }

    /** Places that are taken: those of deleted guests that left something are. */
    public int taken() {
      return living.size() + waiting.size();
    }

    /** What its living guests have bought together. */
    public int tps() {
      return living.stream().mapToInt(guest -> guest.spec().tps()).sum();
    }
  }

  /**
   * Windows at one host.
   *
   * @param obstacle why none can be opened; empty if one can
   * @param interruption what can't be used in one; empty if all is used on throughout
   * @param operations those that there were, the newest first, at most {@value #SHOWN}
   */
  public record Window(
      Optional<String> obstacle, Optional<String> interruption, List<Operation> operations) {
    static final int SHOWN = 5;
  }

  /** Every network that carries others, has carried some, or may. */
  public List<Guests> list(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> networks.carriers().stream().map(this::of).toList());
  }

  public Guests show(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> of(networks.get(id)));
  }

  /**
   * Says how many guests a network carries at most, and whether it takes more. Those that it has
   * stay, and so does when windows are opened.
   *
   * @throws Refusal {@code INVALID} for fewer places than it has guests, or more than its storage
   *     bears, {@code ILLEGAL_TRANSITION} for a network that can't take any
   */
  public Guests set(Actor actor, NetworkId id, Hosting word) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          requireAble(network, word);
          requirePlaces(id, word);
          requireRoom(network, word);
          Optional<Weekly> window = network.made().hosting().flatMap(Hosting::window);
          Network changed = network.with(network.made().hosting(word.with(window))).fencedAnew();
          networks.change(changed);
          audit.append(
              AuditEvent.of(
                  clock.instant(),
                  network.tenant(),
                  actor,
                  "network.hosting",
                  id,
                  "Has "
                      + word.places()
                      + " places for guests, and takes "
                      + (word.open() ? "more." : "no more.")
                      + (word.noContracts() ? " It takes no contracts of theirs." : "")));
          return of(changed);
        });
  }

  /**
   * Notes that the data of deleted guests was removed from the host's nodes, in a window in which
   * these were stopped.
   *
   * @throws Refusal {@code INVALID} for what doesn't wait there
   */
  public Guests cleared(Actor actor, NetworkId id, List<NetworkId> gone) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Network host = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          List<NetworkId> waiting = of(host).waiting().stream().map(w -> w.guest().id()).toList();
          if (gone.isEmpty() || !waiting.containsAll(gone)) {
            throw wrong("guests", "Name some of those that wait at " + id + ": " + waiting + ".");
          }
          for (NetworkId guest : gone) {
            Network left = networks.lock(guest).orElseThrow();
            networks.change(left.with(left.made().cleared()));
          }
          audit.append(
              AuditEvent.of(
                  clock.instant(),
                  host.tenant(),
                  actor,
                  "network.hosting.cleared",
                  id,
                  "Nothing is left on its nodes of " + gone + "."));
          return of(host);
        });
  }

  private void requireAble(Network network, Hosting word) {
    Optional<String> obstacle = frameworks.hostingObstacle(network.spec());
    if (word.open() && (obstacle.isPresent() || network.desire() != Desire.RUNNING)) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "Network "
              + network.id()
              + " can't take guests. "
              + obstacle.orElse("It is suspended or being deleted."));
    }
  }

  private void requirePlaces(NetworkId id, Hosting word) {
    long guests = networks.guests(id).stream().filter(n -> !(n.state() instanceof Deleted)).count();
    if (word.places() < guests) {
      throw wrong(
          "places",
          "It carries "
              + guests
              + ": say as many at least, and open: false for it to take no more.");
    }
  }

  /** Fewer than there were are taken all the same: what is there is there. */
  private void requireRoom(Network network, Hosting word) {
    int room = frameworks.hostingRoom(network.spec());
    int before = network.made().hosting().orElse(NONE).places();
    if (word.places() > room && word.places() > before) {
      throw wrong(
          "places",
          "The storage of its nodes ("
              + network.spec().storageGib()
              + " GiB each) bears "
              + room
              + " guests: say as many at most, or order more storage first.");
    }
  }

  private Guests of(Network host) {
    List<Network> living =
        networks.guests(host.id()).stream().filter(n -> !(n.state() instanceof Deleted)).toList();
    Map<NetworkId, Margin> left = new HashMap<>();
    int members = frameworks.endorsers(host.spec()).size();
    living.forEach(guest -> margins.of(guest, members).ifPresent(m -> left.put(guest.id(), m)));
    return new Guests(
        host,
        host.made().hosting().orElse(NONE),
        frameworks.hostingObstacle(host.spec()),
        living,
        Waiting.at(host.id(), networks, operations),
        new Window(
            frameworks.windowObstacle(host.spec()),
            frameworks.windowInterruption(host.spec()),
            operations.of(host.id()).stream()
                .filter(o -> o.kind() == Operation.Kind.WINDOW)
                .limit(Window.SHOWN)
                .toList()),
        left);
  }

  private static Refusal wrong(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
