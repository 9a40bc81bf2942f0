package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Network;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the driver bring the nodes together, and waits until the ledger works: all voters agree, and
 * its height grows if it grows by itself. Once it has worked, {@link Conditions} say how it goes
 * on, and the driver is called only where a node runs that the ledger doesn't know, nodes come or
 * go, or certificates were renewed.
 */
final class JoinStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(JoinStep.class);

  /** So long the ledger is told who is revoked. */
  private static final Duration REVOKING = Duration.ofMinutes(30);

  /** Operations of which the ledger itself may have to hear, whoever comes or goes. */
  private static final Set<Operation.Kind> TOLD =
      Set.of(Operation.Kind.CHANGE, Operation.Kind.REVOKE);

  @Override
  public String name() {
    return "join";
  }

  @Override
  public boolean isDone(Pass pass) {
    if (pass.goesAhead()) {
      return isRevoking(pass) ? pass.isJoined() : works(pass);
    }
    if (pass.made().roster().moves()) {
      return false;
    }
    if (pass.operation().filter(o -> TOLD.contains(o.kind())).isPresent()) {
      return pass.isJoined();
    }
    if (pass.network().isUp()) {
      return pass.isJoined() || (isWhole(pass) && Renewed.isTold(pass));
    }
    return pass.isJoined() && works(pass);
  }

  private static boolean isRevoking(Pass pass) {
    return pass.operation().filter(o -> o.kind() == Operation.Kind.REVOKE).isPresent();
  }

  /** Whether every node that holds the ledger has a height; by then all of them run. */
  private static boolean isWhole(Pass pass) {
    Set<String> without = pass.pack().driver().rolesWithoutLedger();
    return pass.health()
        .heights()
        .keySet()
        .containsAll(
            pass.ground().plan().nodes().stream()
                .filter(node -> node.stays() && !without.contains(node.role()))
                .map(PlannedNode::name)
                .toList());
  }

  private static boolean works(Pass pass) {
    LedgerHealth health = pass.health();
    if (!pass.pack().driver().growsWhenIdle()) {
      return health.agreed();
    }
    long before = pass.network().height();
    // One look can't tell growth: the height of an earlier pass must be there to compare with.
    return health.agreed() && before >= 0 && Ledger.height(pass) > before;
  }

  /** Nothing else can be done to a network meanwhile, and the list can be brought again. */
  @Override
  public Outcome perform(Pass pass) {
    Outcome outcome = joined(pass);
    return outcome instanceof Waiting waiting
            && pass.operation().filter(o -> isOverdue(pass, o)).isPresent()
        ? ended(pass, waiting)
        : outcome;
  }

  /** Whether the ledger has long had all that it needs to know who is revoked. */
  private static boolean isOverdue(Pass pass, Operation operation) {
    if (operation.kind() != Operation.Kind.REVOKE || Approving.waiting(pass).isPresent()) {
      return false;
    }
    // It may have stood aside for a while in which the network stood still.
    Instant since =
        Stream.concat(
                pass.made().since().stream(),
                Approving.standing(pass).stream()
                    .flatMap(approval -> approval.answeredAt().stream()))
            .reduce(operation.requestedAt(), BinaryOperator.maxBy(Comparator.naturalOrder()));
    return pass.now().isAfter(since.plus(REVOKING));
  }

  private static Waiting ended(Pass pass, Waiting waiting) {
    String why =
        "The ledger didn't take the list of revoked certificates in "
            + REVOKING.toMinutes()
            + " minutes; revoke once more when that has passed. "
            + waiting.message();
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep();
    return new Waiting(why, Pace.SOON);
  }

  private Outcome joined(Pass pass) {
    Optional<Waiting> asked = Approving.waiting(pass);
    if (asked.isPresent() && !Approving.isTimeToLook(pass)) {
      return asked.get();
    }
    if (pass.goesAhead() && !isRevoking(pass)) {
      // A ledger that comes back knows its nodes; who is to come is asked for afterwards.
      return waitsFor(pass, pass.health().message());
    }
    Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
    if (ledger.isEmpty()) {
      return waitsFor(pass, pass.health().message());
    }
    // What comes to be while the driver works is told the next time.
    Optional<String> told = Renewed.digest(pass);
    Optional<Waiting> missing = join(pass, ledger.get());
    if (missing.isPresent()) {
      return Approving.waiting(pass).orElse(missing.get());
    }
    if (pass.goesAhead()) {
      pass.joined();
      return new Performed();
    }
    boolean moves = pass.made().roster().moves();
    Optional<String> behind = moves ? behind(pass) : Optional.empty();
    if (behind.isPresent()) {
      return waitsFor(pass, behind.get());
    }
    Optional<Waiting> guests = isRevoking(pass) ? guests(pass) : Optional.empty();
    if (guests.isPresent()) {
      return guests.get();
    }
    pass.joined();
    Renewed.told(pass, told);
    if (moves) {
      pass.change(n -> n.with(n.made().changed(n.made().roster().settled())));
      pass.keep();
      // Those that stay are told of it first, in their turns.
      return new Waiting("", Pace.SOON);
    }
    return isDone(pass) ? new Performed() : waitsFor(pass, pass.health().message());
  }

  /**
   * What it waits for until the ledgers on its nodes know as well who is revoked: their own passes
   * tell them. One that stands still is told when it comes back, one that is new before it is
   * ready.
   */
  private static Optional<Waiting> guests(Pass pass) {
    long untold =
        pass.guests().stream()
            .filter(guest -> guest.network().desire() == Network.Desire.RUNNING)
            .filter(guest -> guest.network().isUp() && !Renewed.knowsLists(guest))
            .count();
    return untold == 0
        ? Optional.empty()
        : Optional.of(
            new Waiting(
                "Waits until the ledgers of others on its nodes know it too: " + untold + " to go.",
                Pace.STEADY));
  }

  /** Who comes and doesn't have the ledger yet, as far as it was when it was last seen. */
  private static Optional<String> behind(Pass pass) {
    Set<String> without = pass.pack().driver().rolesWithoutLedger();
    Map<NodeName, Long> heights = pass.health().heights();
    long needed = Math.max(0, pass.network().height());
    return pass.plan().nodes().stream()
        .filter(n -> n.standing() == Standing.JOINING && !without.contains(n.role()))
        .map(PlannedNode::name)
        .filter(n -> heights.getOrDefault(n, -1L) < needed)
        .findFirst()
        .map(
            n ->
                heights.containsKey(n)
                    ? n + " fetches the ledger, block " + heights.get(n) + " of " + needed
                    : n + " does not answer yet");
  }

  private static Optional<Waiting> join(Pass pass, LedgerEndpoints ledger) {
    FrameworkDriver driver = pass.pack().driver();
    Administration administration = new Administration(pass);
    try {
      return pass.ports()
          .faults()
          .around(FaultPort.JOIN, () -> driver.join(ledger, administration))
          .map(missing -> waitsFor(pass, missing));
    } catch (LedgerException.Unreachable e) {
      return Optional.of(waitsFor(pass, String.valueOf(e.getMessage())));
    } catch (LedgerException.Refused e) {
      return Optional.of(new Waiting("The ledger refuses: " + e.getMessage(), Pace.PATIENT));
    } catch (Refusal | Stop e) {
      throw e;
    } catch (RuntimeException e) {
      // A pack's fault is not the pass's: the nodes are still watched.
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("the ledger can't be joined");
      return Optional.of(
          new Waiting(
              "The nodes can't be brought together now; the operator must see to it.",
              Pace.PATIENT));
    }
  }

  private static Waiting waitsFor(Pass pass, String missing) {
    return new Waiting(
        missing.isEmpty()
            ? "Waits for the ledger's first blocks."
            : "Waits for the ledger: " + missing,
        // A network that is used isn't held up by one node that doesn't answer.
        pass.network().isUp() && !pass.made().roster().moves() ? Pace.STEADY : Pace.SOON);
  }
}
