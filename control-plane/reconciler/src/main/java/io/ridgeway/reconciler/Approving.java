package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.network.Operation;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations that wait for signatures of members whose administrators keep their keys. */
final class Approving {
  private static final Logger LOG = LoggerFactory.getLogger(Approving.class);

  /**
   * How often the ledger is looked at while somebody is to sign: whether it is still what the
   * question was about. Each look takes a signature of custody's.
   */
  private static final Duration LOOK = Duration.ofMinutes(5);

  /** A pass that comes so soon after it is the one that looks. */
  private static final Duration WITHIN = Duration.ofSeconds(12);

  private Approving() {}

  /** What was asked for the operation that is under way, and wasn't refused or outdated. */
  static List<Approval> standing(Pass pass) {
    Ports ports = pass.ports();
    return pass.operation()
        .map(o -> ports.transactions().asSystem(() -> ports.asking().standing(o)))
        .orElse(List.of());
  }

  /** Whom it waits for; empty if nobody is to sign. */
  static Optional<Waiting> waiting(Pass pass) {
    List<Approval> pending = pending(pass);
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Waiting(
                "Waits for the signature of "
                    + pending.stream().map(a -> a.request().organisation()).collect(joining(", "))
                    + " (see approvals): "
                    + pending.get(0).request().what()
                    + ".",
                Pace.STEADY));
  }

  static boolean isTimeToLook(Pass pass) {
    return pending(pass).stream()
        .map(approval -> Duration.between(approval.createdAt(), pass.now()))
        .anyMatch(since -> since.toMillis() % LOOK.toMillis() < WITHIN.toMillis());
  }

  private static List<Approval> pending(Pass pass) {
    return standing(pass).stream().filter(a -> a.state() == Approval.State.PENDING).toList();
  }

  /** Why the operation that is under way can't go on, if somebody said no or nothing in time. */
  static Optional<String> whyEnded(Pass pass) {
    Ports ports = pass.ports();
    return pass.operation()
        .flatMap(o -> ports.transactions().asSystem(() -> ports.asking().ending(o)));
  }

  /**
   * Ends the operation that is under way, and has the network go back, if a member said no or
   * nothing in time. A network that never was ready has nowhere to go back to.
   *
   * @throws Stop once that is done: the next pass goes the way back
   */
  static void endIfRefused(Pass pass) {
    Ports ports = pass.ports();
    Optional<Operation> operation = pass.operation();
    Optional<String> why = whyEnded(pass);
    if (why.isEmpty() || pass.network().readyAt().isEmpty()) {
      return;
    }
    Operation failed = Progress.failed(operation.orElseThrow(), why.get(), pass.now());
    ports
        .faults()
        .around(
            FaultPort.TURN_BACK, () -> ports.transactions().runAsSystem(() -> turn(pass, failed)));
    LOG.atInfo().addKeyValue("network", pass.id()).log("an operation ended: a member did not sign");
    throw new Stop();
  }

  private static void turn(Pass pass, Operation failed) {
    Ports ports = pass.ports();
    Network network = ports.networks().lock(pass.id()).orElseThrow(Stop::new);
    if (network.fence() != pass.network().fence()) {
      throw new Stop();
    }
    if (failed.kind() == Operation.Kind.CONTRACT) {
      // Not every member approved it, so the ledger doesn't run it; its sequence is free again.
      ports.contracts().of(pass.id()).stream()
          .filter(version -> version.operation().equals(failed.id()))
          .forEach(
              version ->
                  ports.contracts().withdraw(pass.id(), version.contract().number(), pass.now()));
    }
    ports.turningBack().turn(network, failed);
  }
}
