package io.ridgeway.engine.host;

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
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Where operators say which networks carry others, and see what these carry. */
@Singleton
public final class HostingDesk {
  private static final Hosting NONE = new Hosting(0, false);

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Frameworks frameworks;
  private final AuditLog audit;
  private final Clock clock;

  public HostingDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Frameworks frameworks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.frameworks = frameworks;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A host and its guests.
   *
   * @param obstacle why it can't take guests; empty if it can
   * @param living its guests that aren't deleted
   * @param waiting those that are, and whose data waits on its nodes for a window in which they are
   *     stopped
   */
  public record Guests(
      NetworkId host,
      Hosting hosting,
      Optional<String> obstacle,
      List<Network> living,
      List<Network> waiting) {}

  public Guests show(Actor actor, NetworkId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> of(networks.get(id)));
  }

  /**
   * Says how many guests a network carries at most, and whether it takes more. Those that it has
   * stay.
   *
   * @throws Refusal {@code INVALID} for fewer places than it has guests, {@code ILLEGAL_TRANSITION}
   *     for a network that can't take any
   */
  public Guests set(Actor actor, NetworkId id, Hosting word) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          requireAble(network, word);
          requirePlaces(id, word);
          Network changed = network.with(network.made().hosting(word)).fencedAnew();
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
                      + (word.open() ? "more." : "no more.")));
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
          List<NetworkId> waiting = of(host).waiting().stream().map(Network::id).toList();
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

  private Guests of(Network host) {
    List<Network> all = networks.guests(host.id());
    return new Guests(
        host.id(),
        host.made().hosting().orElse(NONE),
        frameworks.hostingObstacle(host.spec()),
        all.stream().filter(n -> !(n.state() instanceof Deleted)).toList(),
        all.stream().filter(n -> n.state() instanceof Deleted).toList());
  }

  private static Refusal wrong(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
