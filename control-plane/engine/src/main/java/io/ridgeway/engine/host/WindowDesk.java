package io.ridgeway.engine.host;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Kind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens windows: times in which a host's nodes are stopped one after another, and what deleted
 * guests left is removed from each. An operator opens one, or says at what time of the week one is
 * opened where something waits.
 */
@Singleton
public final class WindowDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WindowDesk.class);
  private static final Hosting NONE = new Hosting(0, false);

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Operations operations;
  private final Frameworks frameworks;
  private final Beginning beginning;
  private final AuditLog audit;
  private final Clock clock;

  public WindowDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Operations operations,
      Frameworks frameworks,
      Beginning beginning,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.operations = operations;
    this.frameworks = frameworks;
    this.beginning = beginning;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Opens a window now.
   *
   * @throws Refusal {@code CONFLICT} where nothing waits, another operation is under way, the host
   *     isn't whole or it can't be done there, {@code ILLEGAL_TRANSITION} unless the host was ready
   *     and runs
   */
  public Operation open(Actor actor, NetworkId host) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> begin(actor, host, "Opened a window by hand."));
  }

  /**
   * Says at what time of the week windows are opened; empty for by hand alone.
   *
   * @throws Refusal {@code CONFLICT} where none can be
   */
  public void schedule(Actor actor, NetworkId id, Optional<Weekly> weekly) {
    access.require(actor, RealmRole.OPERATOR);
    transactions.runAsSystem(
        () -> {
          Network host = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          if (weekly.isPresent()) {
            requireAble(host);
          }
          Hosting word = host.made().hosting().orElse(NONE).with(weekly);
          networks.change(host.with(host.made().hosting(word)).fencedAnew());
          audit.append(
              AuditEvent.of(
                  clock.instant(),
                  host.tenant(),
                  actor,
                  "network.window.schedule",
                  id,
                  weekly
                      .map(
                          w ->
                              "A window opens each %s at %s (%s), for %d minutes."
                                  .formatted(w.day(), w.at(), w.zone(), w.minutes()))
                      .orElse("Windows are opened by hand.")));
        });
  }

  /** Opens those whose time it is and for which something waits; returns how many. */
  public int openDue() {
    List<NetworkId> due =
        transactions.asSystem(
            () -> networks.carriers().stream().filter(this::isDue).map(Network::id).toList());
    return (int) due.stream().filter(this::isOpened).count();
  }

  /** One that can't be opened now doesn't keep the others; it is tried again in its time. */
  private boolean isOpened(NetworkId host) {
    try {
      transactions.asSystem(() -> begin(Actor.SYSTEM, host, "Opened a window at its time."));
      return true;
    } catch (Refusal e) {
      LOG.atInfo().addKeyValue("network", host).setCause(e).log("no window is opened");
      return false;
    }
  }

  /** Once each time, if something waits. */
  private boolean isDue(Network host) {
    Optional<Weekly> weekly = host.made().hosting().flatMap(Hosting::window);
    Instant now = clock.instant();
    if (weekly.isEmpty() || !weekly.get().isOpen(now)) {
      return false;
    }
    Instant start = weekly.get().lastStart(now);
    return !Waiting.at(host.id(), networks, operations).isEmpty()
        && operations.of(host.id()).stream()
            .noneMatch(o -> o.kind() == Kind.WINDOW && !o.requestedAt().isBefore(start));
  }

  private Operation begin(Actor actor, NetworkId id, String description) {
    Network host = beginning.idleHost(id);
    requireAble(host);
    List<NetworkId> waiting =
        Waiting.at(id, networks, operations).stream().map(w -> w.guest().id()).toList();
    if (waiting.isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Nothing waits to be removed from the nodes of network " + id + ".");
    }
    requireWhole(host);
    return beginning.begin(
        actor,
        host.fencedAnew(),
        Kind.WINDOW,
        "network.window",
        description + " What is left of " + waiting + " is removed.");
  }

  /** With one node away already no other is stopped, and all else would wait for nothing. */
  private static void requireWhole(Network host) {
    if (!(host.state() instanceof NetworkState.Ready)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "No window is opened while network "
              + host.id()
              + " is "
              + host.state().name()
              + ", since one node at a time may be away; open it once the network is Ready.");
    }
  }

  private void requireAble(Network host) {
    frameworks
        .windowObstacle(host.spec())
        .ifPresent(
            why -> {
              throw new Refusal(
                  ProblemType.CONFLICT,
                  "No window can be opened at network " + host.id() + ". " + why);
            });
  }
}
