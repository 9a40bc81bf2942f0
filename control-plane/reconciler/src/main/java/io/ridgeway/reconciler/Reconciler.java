package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.engine.network.Networks.Taken;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final String worker;
  private final Ports ports;
  private final Growth growth = new Growth();
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

  private Next pass(NetworkId id) {
    Optional<Start> start = ports.faults().around(FaultPort.TAKE_OVER, () -> takeOver(id));
    if (start.isEmpty()) {
      return new Next.Finished(0);
    }
    long counter = start.get().taken.counter();
    Optional<Duration> next;
    try {
      next = run(start.get().pass);
    } catch (Stop stop) {
      LOG.atInfo().addKeyValue("network", id).log("pass given up: someone else has the network");
      next = Optional.of(Pace.WATCHFUL);
    }
    if (!ports.transactions().asSystem(() -> isQuiet(id, counter))) {
      return new Next.Again(Duration.ZERO, counter);
    }
    if (next.isEmpty()) {
      growth.forget(id);
      underWay.remove(id);
      return new Next.Finished(counter);
    }
    return new Next.Again(next.get(), counter);
  }

  private Optional<Start> takeOver(NetworkId id) {
    return ports
        .transactions()
        .asSystem(
            () ->
                ports
                    .networks()
                    .takeOver(id, worker)
                    .map(
                        taken ->
                            new Start(
                                taken,
                                new Pass(ports, taken.network(), ports.operations().running(id)))));
  }

  private Optional<Duration> run(Pass pass) {
    if (pass.network().desire() == Desire.RUNNING) {
      return new Upkeep(pass, growth).run();
    }
    if (pass.network().state() instanceof Deleted) {
      return Optional.empty();
    }
    Optional<Waiting> waiting = Chain.DELETE.run(pass);
    pass.keep();
    return waiting.map(Waiting::pace);
  }

  private boolean isQuiet(NetworkId id, long counter) {
    return ports.networks().lock(id).isEmpty() || ports.networks().quiet(id, counter);
  }

  private record Start(Taken taken, Pass pass) {}
}
