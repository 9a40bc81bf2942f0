package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.local.Marker.Stage;
import io.ridgeway.adapter.local.State.Preparing;
import io.ridgeway.adapter.local.State.Stopping;
import io.ridgeway.adapter.local.State.Up;
import io.ridgeway.adapter.local.State.Waiting;
import io.ridgeway.model.deploy.Probe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One workload's way from wanted to running and to gone. Only the supervisor's thread moves it; a
 * step never waits. Others read {@link #view}.
 */
final class Supervised {
  private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);

  /** A program that dies within this time never counts as running. */
  private static final Duration SETTLING = Duration.ofMillis(200);

  private static final Duration PREPARING_LIMIT = Duration.ofMinutes(5);
  private static final Duration COMES_ALIVE = Duration.ofMinutes(2);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int SILENT_ANSWERS = 3;

  private final Site site;
  private final NodeDirectory directory;
  private final Starter starter;
  private final OutputLog log;
  private final LogCheck logCheck;
  private final Backoff backoff = new Backoff();
  private RunRecord run;
  private State state;
  private String attempted = "";
  private Instant upSince;
  private boolean watched;
  private volatile View view;

  /**
   * Takes over what lives of the workload in that directory.
   *
   * @param living all processes of the home
   */
  Supervised(Site site, NodeDirectory directory, String digest, List<Processes.Found> living) {
    Instant now = site.now();
    this.site = site;
    this.directory = directory;
    this.starter = new Starter(site, directory);
    this.log =
        new OutputLog(directory.log(), site.settings().maxLogBytes(), site.settings().keptLogs());
    this.upSince = now;
    this.logCheck = new LogCheck(log, directory, "node", now);
    Adoption adoption = Adoption.of(site, directory, living);
    this.run = adoption.run();
    this.state = adoption.program().<State>map(Up::new).orElse(new Waiting(now));
    boolean wasWell = state instanceof Up && run.runningSince().isPresent();
    this.view =
        new View(
            wasWell ? Phase.RUNNING : Phase.STARTING,
            run.digest().isEmpty() ? digest : run.digest(),
            run.restarts(),
            wasWell ? Instant.ofEpochMilli(run.runningSince().orElse(0L)) : now,
            "",
            process());
  }

  NodeDirectory directory() {
    return directory;
  }

  View view() {
    return view;
  }

  /** Whether something happens soon, so that the next step should come soon. */
  boolean busy() {
    return state instanceof Stopping
        || (!(state instanceof Waiting) && view.phase() != Phase.RUNNING);
  }

  /**
   * Goes one step.
   *
   * @param wanted the workload as it should be; empty if it should be gone
   * @param stopped whether it should be there and stand still
   * @param mayStart false while an earlier incarnation of the same node still lives
   * @return whether nothing of it is left
   */
  boolean step(Instant now, Optional<Filling> wanted, boolean stopped, boolean mayStart) {
    logCheck.at(now);
    // Of what is to stand still, nothing is to run.
    Optional<Filling> running = wanted.filter(w -> !stopped);
    if (state instanceof Waiting waiting) {
      if (stopped && wanted.isPresent()) {
        standStill(wanted.get(), now);
        return false;
      }
      return waiting(waiting, now, wanted, mayStart);
    } else if (state instanceof Preparing preparing) {
      preparing(preparing, now, running);
    } else if (state instanceof Up up) {
      up(up, now, running);
    } else if (state instanceof Stopping stopping) {
      stopping(stopping, now);
    }
    return false;
  }

  private boolean waiting(
      Waiting waiting, Instant now, Optional<Filling> wanted, boolean mayStart) {
    if (wanted.isEmpty()) {
      return disappear();
    }
    boolean changed = !wanted.get().digest().equals(attempted);
    // A clock that was put back must not make a second's wait an hour.
    boolean due = !now.isBefore(waiting.due()) || now.isBefore(view.since());
    if (mayStart && (changed || due)) {
      if (changed) {
        backoff.reset();
      }
      attempted = wanted.get().digest();
      attempt(wanted.get(), now);
    }
    return false;
  }

  private void standStill(Filling wanted, Instant now) {
    boolean stood = view.phase() == Phase.STOPPED;
    if (stood && view.digest().equals(wanted.digest())) {
      return;
    }
    List<ProcessTable.Entry> strays = living();
    if (!strays.isEmpty()) {
      site.processes().kill(strays);
      return;
    }
    // It is started at once when it is told to be, however often it failed before.
    attempted = "";
    view =
        new View(
            Phase.STOPPED,
            wanted.digest(),
            run.restarts(),
            stood ? view.since() : now,
            "",
            Optional.empty());
  }

  private boolean disappear() {
    List<ProcessTable.Entry> left = living();
    if (!left.isEmpty()) {
      site.processes().kill(left);
      return false;
    }
    try {
      Disk.deleteTree(directory.path());
      return true;
    } catch (IOException e) {
      publish(Phase.BLOCKED, "its directory can't be deleted: " + e, site.now());
      return false;
    }
  }

  private void attempt(Filling wanted, Instant now) {
    List<ProcessTable.Entry> strays = living();
    if (!strays.isEmpty()) {
      site.processes().kill(strays);
      state = new Waiting(now.plus(SETTLING));
      return;
    }
    try {
      starter.program(wanted);
    } catch (AdapterException.SoftwareUnavailable | AdapterException.Undeclared e) {
      block(String.valueOf(e.getMessage()), now);
      return;
    }
    Optional<Ports.Obstacle> obstacle = Ports.obstacle(wanted.host(), wanted.workload().ports());
    if (obstacle.isPresent()) {
      block(obstacle.get().describe(wanted.host()), now);
      return;
    }
    if (view.phase() != Phase.BLOCKED) {
      publish(Phase.STARTING, "", now);
    }
    prepare(0, wanted, now);
  }

  /** Starts preparing run {@code index}, or the program itself after the last one. */
  private void prepare(int index, Filling wanted, Instant now) {
    List<List<String>> runs = wanted.workload().prepare();
    if (index == runs.size()) {
      launch(wanted, now);
      return;
    }
    try {
      Process process = starter.start(wanted, runs.get(index), RandomName.of(8), Stage.PREPARE);
      state = new Preparing(index, wanted.digest(), process, now.plus(PREPARING_LIMIT));
    } catch (IOException e) {
      block("it can't be started: " + e.getMessage(), now);
    }
  }

  private void preparing(Preparing preparing, Instant now, Optional<Filling> wanted) {
    if (differs(wanted, preparing.digest())) {
      stop(now, Optional.empty(), preparing.process()::isAlive);
    } else if (preparing.process().isAlive()) {
      if (now.isAfter(preparing.deadline())) {
        stop(
            now,
            Optional.of("its preparation took longer than " + PREPARING_LIMIT),
            preparing.process()::isAlive);
      }
    } else if (preparing.process().exitValue() == 0) {
      prepare(preparing.index() + 1, wanted.orElseThrow(), now);
    } else {
      String which = "preparing run " + (preparing.index() + 1) + " failed: ";
      block(which + Program.ending(preparing.process()) + "; its log says more", now);
    }
  }

  private void launch(Filling wanted, Instant now) {
    String launch = RandomName.of(8);
    try {
      // First the intent: what is started but not yet written down is known again by its marker.
      run = run.intending(launch, wanted.digest(), now);
      Disk.replace(directory.run(), Json.write(run));
      Process process = starter.start(wanted, wanted.workload().arguments(), launch, Stage.RUN);
      ProcessTable table = site.processes().table();
      long ticks = table.entry(process.pid()).map(ProcessTable.Entry::startTicks).orElse(-1L);
      ProcessIdentity identity =
          new ProcessIdentity(
              table.bootId(),
              process.pid(),
              ticks,
              starter.command(wanted, wanted.workload().arguments()));
      run = run.started(identity);
      state = new Up(new Program(identity, process));
      upSince = now;
      publish(Phase.STARTING, "", now);
      record();
    } catch (IOException e) {
      block("it can't be started: " + e.getMessage(), now);
    }
  }

  private void up(Up up, Instant now, Optional<Filling> wanted) {
    BooleanSupplier lives = () -> up.program().lives(site.processes().table());
    if (differs(wanted, run.digest())) {
      stop(now, Optional.empty(), lives);
    } else if (!lives.getAsBoolean()) {
      fail(up.program().ending(), now);
    } else {
      Optional<String> failure = wanted.flatMap(w -> watch(w, now));
      failure.ifPresent(why -> stop(now, failure, lives));
    }
  }

  /** Notes how a living program is; gives why it must be started again, if it must. */
  private Optional<String> watch(Filling wanted, Instant now) {
    Optional<Probe> alive = wanted.workload().probes().alive();
    if (alive.isEmpty()) {
      if (view.phase() != Phase.RUNNING && now.isAfter(upSince.plus(SETTLING))) {
        well(now);
      }
      return Optional.empty();
    }
    if (!watched) {
      watched = true;
      upSince = now;
      site.prober().watch(directory.incarnation(), target(wanted, alive.get()));
      return Optional.empty();
    }
    Prober.Verdict verdict = site.prober().verdict(directory.incarnation());
    boolean wasWell = view.phase() == Phase.RUNNING;
    if (!wasWell && verdict.lastYes().isPresent()) {
      well(now);
    } else if (!wasWell && now.isAfter(upSince.plus(COMES_ALIVE))) {
      return Optional.of("it did not come alive within " + COMES_ALIVE);
    } else if (wasWell
        && verdict.silent() >= SILENT_ANSWERS
        && now.isAfter(verdict.lastYes().orElse(upSince).plus(SILENCE))) {
      return Optional.of("it has not answered for " + SILENCE);
    }
    return Optional.empty();
  }

  private static Prober.Target target(Filling wanted, Probe probe) {
    String port = probe instanceof Probe.HttpGet get ? get.port() : ((Probe.TcpOpen) probe).port();
    return new Prober.Target(wanted.host(), wanted.workload().port(port).number(), probe);
  }

  private void well(Instant now) {
    run = run.running(now);
    publish(Phase.RUNNING, "", now);
    record();
  }

  private void fail(String why, Instant now) {
    unwatch();
    state = new Waiting(now.plus(backoff.afterRunOf(Duration.between(upSince, now))));
    publish(Phase.BACKING_OFF, why + "; it is started again after a while", now);
    LOG.atWarn()
        .addKeyValue("network", directory.network())
        .addKeyValue("node", directory.node())
        .log("A workload is down: {}", why);
  }

  private void block(String why, Instant now) {
    state = new Waiting(now.plus(backoff.afterFailure()));
    if (!why.equals(view.message())) {
      LOG.atWarn()
          .addKeyValue("network", directory.network())
          .addKeyValue("node", directory.node())
          .log("A workload can't be started: {}", why);
    }
    publish(Phase.BLOCKED, why, now);
  }

  private void stop(Instant now, Optional<String> failure, BooleanSupplier leaderLives) {
    unwatch();
    site.processes().terminate(living());
    state = new Stopping(now.plus(site.settings().stopTime()), failure, leaderLives);
    publish(view.phase(), failure.orElse("it is being stopped"), now);
  }

  private void stopping(Stopping stopping, Instant now) {
    if (stopping.leaderLives().getAsBoolean() && !now.isAfter(stopping.killAt())) {
      return;
    }
    List<ProcessTable.Entry> left = living();
    if (left.isEmpty()) {
      if (stopping.failure().isPresent()) {
        fail(stopping.failure().get(), now);
      } else {
        state = new Waiting(now);
        publish(Phase.STARTING, "", now);
      }
    } else if (now.isAfter(stopping.killAt())) {
      site.processes().kill(left);
    }
  }

  private List<ProcessTable.Entry> living() {
    return site.processes().of(directory.incarnation(), run.process());
  }

  private void unwatch() {
    watched = false;
    site.prober().forget(directory.incarnation());
  }

  private static boolean differs(Optional<Filling> wanted, String digest) {
    return wanted.filter(w -> w.digest().equals(digest)).isEmpty();
  }

  private void record() {
    try {
      Disk.replace(directory.run(), Json.write(run));
    } catch (IOException e) {
      // The intent stands, and the marker: it is found again without this.
      LOG.atWarn()
          .addKeyValue("network", directory.network())
          .addKeyValue("node", directory.node())
          .log("A workload's process could not be recorded: {}", e.toString());
    }
  }

  private Optional<ProcessIdentity> process() {
    return state instanceof Up up ? Optional.of(up.program().identity()) : Optional.empty();
  }

  private void publish(Phase phase, String message, Instant now) {
    Instant since = phase == view.phase() ? view.since() : now;
    String digest = run.digest().isEmpty() ? attempted : run.digest();
    view = new View(phase, digest, run.restarts(), since, message, process());
  }
}
