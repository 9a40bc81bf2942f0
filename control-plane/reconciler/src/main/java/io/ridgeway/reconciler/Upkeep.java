package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NetworkState.Changing;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Failed;
import io.ridgeway.model.network.NetworkState.Placed;
import io.ridgeway.model.network.NetworkState.Provisioning;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pass over a network that is wanted: goes along the steps, then says how it is. */
record Upkeep(Pass pass, Watching watching) {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private static final Set<Operation.Kind> ALONG_CHANGE =
      Set.of(Operation.Kind.REPLACE, Operation.Kind.CHANGE, Operation.Kind.CONTRACT);

  /** After how long to look again; empty if a person must decide first. */
  Optional<Duration> run() {
    if (pass.network().state() instanceof Failed) {
      return Optional.empty();
    }
    if (pass.findPack().isEmpty()) {
      return Optional.of(withoutPack(pass));
    }
    Approving.endIfRefused(pass);
    Optional<String> ended = Approving.whyEnded(pass);
    if (ended.isPresent() && fail(ended.get())) {
      return Optional.empty();
    }
    // Before all else: nodes whose certificates have ended would never come up to what follows.
    Renewal.perhaps(pass);
    HostsLists.perhaps(pass);
    Optional<Waiting> waiting;
    try {
      waiting = chain().run(pass);
    } catch (Refusal refusal) {
      if (fail(refusal.detail())) {
        return Optional.empty();
      }
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(refusal).log("upkeep is refused");
      waiting = Optional.of(new Waiting(refusal.detail(), Pace.SLOW));
    }
    boolean unsettled = look(waiting.isEmpty());
    Counting.perhaps(pass);
    if (pass.operation().filter(Operation::isOver).isPresent() && pass.goesAhead()) {
      // What stood aside goes on.
      return Optional.of(Pace.SOON);
    }
    Duration pace = waiting.map(w -> slower(w.pace())).orElseGet(this::steady);
    return Optional.of(unsettled && pace.compareTo(Pace.WATCHFUL) > 0 ? Pace.WATCHFUL : pace);
  }

  /** Says that the network's pack isn't there; gives after how long to look again. */
  static Duration withoutPack(Pass pass) {
    String framework = pass.network().spec().framework().name();
    pass.progress(
        o ->
            Progress.waiting(
                o, "", "Install the framework pack " + framework + "; it isn't there."));
    pass.keep();
    return Pace.SLOW;
  }

  /** The way to go; a network that was ready and has nodes on their way is said to change. */
  private Chain chain() {
    if (pass.network().spec().isGuest()) {
      return guests();
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.ROTATE).isPresent()) {
      return Chain.ROTATE;
    }
    if (pass.network().suspension().isPresent()) {
      return Chain.RESUME;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.REVOKE).isPresent()) {
      return pass.goesAhead() ? Chain.REVOKE_AHEAD : Chain.REVOKE;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.BACKUP).isPresent()) {
      return Chain.BACKUP;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.ARCHIVE).isPresent()) {
      return Chain.ARCHIVE;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.WINDOW).isPresent()) {
      return Chain.WINDOW;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.PURGE).isPresent()) {
      return Chain.PURGE;
    }
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.FREEZE).isPresent()) {
      return Chain.FREEZE;
    }
    if (!isChanged()) {
      return Chain.CREATE;
    }
    return pass.restorations().isEmpty() ? Chain.CHANGE : Chain.RESTORE;
  }

  private Chain guests() {
    boolean changed = isChanged();
    return pass.runsServices() || (changed && !isOrderAlone()) ? Chain.SERVED : Chain.GUEST;
  }

  /** Whether all that changes is what it may use: nothing comes or goes for that. */
  private boolean isOrderAlone() {
    return !pass.made().roster().moves()
        && pass.operation().filter(o -> o.kind() == Operation.Kind.CHANGE).isPresent();
  }

  /** Whether nodes come and go; one that was ready is then said to change. */
  private boolean isChanged() {
    boolean changes =
        pass.operation().filter(Upkeep::changes).isPresent() || pass.made().roster().moves();
    NetworkState state = pass.network().state();
    if (changes && state instanceof Ready s) {
      pass.change(n -> n.with(s.changing()));
    } else if (changes && state instanceof Degraded s) {
      pass.change(n -> n.with(s.changing()));
    }
    return changes;
  }

  private static boolean changes(Operation operation) {
    return ALONG_CHANGE.contains(operation.kind());
  }

  /** Keeps how the network is, and tells whether that is about to change. */
  private boolean look(boolean works) {
    if (pass.made().placement().isEmpty()) {
      pass.keep();
      return false;
    }
    boolean applied = pass.made().birth().isPresent();
    LedgerHealth health = applied ? pass.health() : LedgerHealth.UNHEARD;
    List<NodeStatus> nodes = NodeStatuses.of(pass, health);
    List<Condition> conditions =
        Conditions.of(pass, NodeStatuses.withGround(pass, health), watching);
    long height = applied ? Ledger.height(pass) : -1;
    Network before = pass.network();
    Verdict verdict = new Verdict(conditions, before.isUp(), pass.now());
    NetworkState after = verdict.after(before.state());
    pass.change(n -> n.seen(nodes, conditions, Math.max(height, before.height())).with(after));
    boolean stood = false;
    // One time for all that ends and begins with it, so that nothing is counted twice.
    Instant now = pass.now();
    if (works && after instanceof Provisioning provisioning) {
      pass.change(n -> n.with(provisioning.ready()).readyFrom(now));
      stood = pass.network().suspension().isPresent();
    }
    boolean inPart = !works && applied && Return.isAllThatCanBe(pass);
    stood |= inPart;
    if (stood) {
      pass.change(n -> n.resumed(now));
    }
    if (works && after instanceof Changing changing && !pass.goesAhead()) {
      pass.change(n -> n.with(changing.ready()));
    }
    if ((works || inPart) && pass.network().isUp()) {
      pass.progress(o -> Progress.succeeded(o, pass.now()));
    }
    if (!pass.network().state().equals(before.state())) {
      LOG.atInfo()
          .addKeyValue("network", pass.id())
          .addKeyValue("from", before.state().name())
          .addKeyValue("to", pass.network().state().name())
          .log("state changed");
    }
    if (stood) {
      // Before it counts as running again.
      pass.keep(() -> pass.ports().metering().close(before, now));
    } else {
      pass.keep();
    }
    return verdict.isUnsettled(pass.network().state());
  }

  /** Leaves the network to a person, if it never was ready; one that was goes on as it is. */
  private boolean fail(String why) {
    NetworkState state = pass.network().state();
    if (pass.network().readyAt().isPresent()) {
      return false;
    }
    if (state instanceof Requested s) {
      pass.change(n -> n.with(s.fail(why)));
    } else if (state instanceof Placed s) {
      pass.change(n -> n.with(s.fail(why)));
    } else if (state instanceof Provisioning s) {
      pass.change(n -> n.with(s.fail(why)));
    } else {
      return false;
    }
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep();
    return true;
  }

  /** By how long it has been as it is. What isn't well is looked at as if it had just begun. */
  private Duration steady() {
    Network network = pass.network();
    boolean well = network.conditions().stream().allMatch(c -> c.status() == Status.TRUE);
    Instant since =
        Stream.concat(
                network.readyAt().stream(), network.conditions().stream().map(Condition::since))
            .max(Comparator.naturalOrder())
            .filter(s -> well)
            .orElseGet(pass::now);
    return Pace.steady(
        pass.id(),
        Duration.between(since, pass.now()),
        pass.pack().driver().patience(pass.birth()));
  }

  /** What takes long isn't watched closely for ever. */
  private Duration slower(Duration pace) {
    Instant asked = pass.operation().map(Operation::requestedAt).orElse(pass.network().createdAt());
    boolean takesLong = pass.now().isAfter(asked.plus(Pace.CLOSELY));
    return takesLong && pace.compareTo(Pace.PATIENT) < 0 ? Pace.PATIENT : pace;
  }
}
