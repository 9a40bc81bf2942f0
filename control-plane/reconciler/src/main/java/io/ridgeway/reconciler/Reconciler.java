package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Manifests;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings networks from what is desired to what is real, one pass per call.
 *
 * <p>A pass can end anywhere, and another worker can begin: nothing that matters is in memory only.
 * Each pass takes the network over (its token goes with every write), goes along a {@link Chain} of
 * steps by what is observed, keeps what it found, and says when to come again. An exception of the
 * database or of custody comes out as it is: the caller tries again later.
 */
public final class Reconciler implements Manifests {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** How long who asks for manifests waits for a pass that is under way. */
  private static final Duration TURN = Duration.ofSeconds(20);

  private final String worker;
  private final Ports ports;
  private final Watching watching = new Watching();
  private final Renderings renderings = new Renderings();
  private final Map<NetworkId, ReentrantLock> underWay = new ConcurrentHashMap<>();

  /**
   * A reconciler.
   *
   * @param worker its name, another one for each start of a process
   */
  public Reconciler(String worker, Ports ports) {
    this.worker = worker;
    this.ports = ports;
  }

  /** One pass. Never within a transaction; calls for one network wait for each other. */
  public Next reconcile(NetworkId id) {
    ReentrantLock lock = underWay.computeIfAbsent(id, n -> new ReentrantLock());
    lock.lock();
    try {
      return pass(id);
    } finally {
      lock.unlock();
    }
  }

  /** As its passes would apply it; in turn with them, and without taking the network over. */
  @Override
  public List<CityNodeManifests> of(NetworkId id, Optional<CityNodeId> only) {
    ReentrantLock lock = underWay.computeIfAbsent(id, n -> new ReentrantLock());
    if (!isTaken(lock)) {
      throw new Refusal(
          ProblemType.UNAVAILABLE, "Network " + id + " is being worked on; ask again soon.");
    }
    try {
      Pass pass =
          ports
              .transactions()
              .asSystem(
                  () -> new Pass(ports, renderings, ports.networks().get(id), Optional.empty()));
      return new Showing(pass).at(only);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isTaken(ReentrantLock lock) {
    try {
      return lock.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Next pass(NetworkId id) {
    Optional<Pass> pass = ports.faults().around(FaultPort.TAKE_OVER, () -> takeOver(id));
    if (pass.isEmpty()) {
      return new Next.Finished();
    }
    Optional<Duration> next;
    try {
      next = run(pass.get());
    } catch (Stop stop) {
      LOG.atInfo().addKeyValue("network", id).log("pass given up: someone else has the network");
      next = Optional.of(Pace.WATCHFUL);
    }
    if (next.isEmpty()) {
      watching.forget(id);
      renderings.forget(id);
      underWay.remove(id);
      return new Next.Finished();
    }
    return new Next.Again(next.get());
  }

  private Optional<Pass> takeOver(NetworkId id) {
    return ports
        .transactions()
        .asSystem(
            () ->
                ports
                    .networks()
                    .takeOver(id, worker)
                    .map(network -> new Pass(ports, renderings, network, underWay(network))));
  }

  /**
   * What is under way. Once nothing is, and the network doesn't stand still, what stood aside goes
   * on: however it was that the other one ended. The network's row is held meanwhile.
   */
  private Optional<Operation> underWay(Network network) {
    List<Operation> open = ports.operations().open(network.id());
    Optional<Operation> running =
        open.stream().filter(o -> o.state() == Operation.State.RUNNING).findFirst();
    if (running.isPresent()
        || open.isEmpty()
        || network.desire() != Desire.RUNNING
        || network.suspension().isPresent()) {
      return running;
    }
    Operation back = open.get(0).back();
    ports.operations().update(back);
    return Optional.of(back);
  }

  private Optional<Duration> run(Pass pass) {
    if (pass.network().desire() == Desire.RUNNING) {
      return new Upkeep(pass, watching).run();
    }
    if (pass.network().desire() == Desire.SUSPENDED) {
      return Optional.of(new Standstill(pass, watching).run());
    }
    if (pass.network().state() instanceof Deleted) {
      return Optional.empty();
    }
    Optional<Waiting> waiting = deletion(pass).run(pass);
    pass.keep();
    return waiting.map(Waiting::pace);
  }

  private static Chain deletion(Pass pass) {
    if (!pass.network().spec().isGuest()) {
      return Chain.DELETE;
    }
    return pass.runsServices() ? Chain.LEAVE_SERVED : Chain.LEAVE;
  }
}
