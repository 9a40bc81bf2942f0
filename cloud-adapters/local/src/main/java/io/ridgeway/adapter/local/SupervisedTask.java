package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.TaskState.Failed;
import io.ridgeway.adapter.local.Marker.Stage;
import io.ridgeway.adapter.local.NetworkRecord.PlacedTask;
import io.ridgeway.adapter.local.TaskRun.End;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's way from taken up to its end and to gone. Only the supervisor's thread moves it; a
 * step never waits. Others read {@link #state}.
 *
 * <p>An end counts when it is on disk, and is shown only then. A shell stands between us and the
 * program and writes the exit code to a file, so that the end is found though we died meanwhile.
 */
final class SupervisedTask {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedTask.class);
  private static final Duration SETTLING = Duration.ofMillis(200);
  private static final int SIGNALLED = 128;
  private static final String SHELL = "/bin/sh";
  private static final String KEEP_STATUS =
      "\"$@\"; code=$?; echo \"$code\" >\"$0.new\" && mv \"$0.new\" \"$0\"; exit \"$code\"";

  private final Site site;
  private final NodeDirectory directory;
  private final OutputLog log;
  private final LogCheck logCheck;
  private final Backoff backoff = new Backoff();
  private TaskRun run;
  private Phase phase;
  private volatile TaskState state;

  /**
   * What is to be run.
   *
   * @param filling the task as a workload
   */
  record Wanted(PlacedTask placed, Filling filling) {
    Task task() {
      return placed.task();
    }
  }

  private sealed interface Phase {}

  private record Waiting(Instant since, Instant due) implements Phase {}

  /** An attempt was begun; its program may be unknown, and may have ended. */
  private record Up(Optional<Program> program) implements Phase {}

  private record Stopping(Instant killAt) implements Phase {}

  /**
   * Takes over what there is of the task in that directory.
   *
   * @param living all processes of the home
   */
  SupervisedTask(Site site, NodeDirectory directory, List<Processes.Found> living) {
    Instant now = site.now();
    this.site = site;
    this.directory = directory;
    this.log =
        new OutputLog(directory.log(), site.settings().maxLogBytes(), site.settings().keptLogs());
    this.logCheck = new LogCheck(log, directory, "task", now);
    this.run = TaskRun.read(directory, now);
    this.phase = run.launch().isEmpty() ? new Waiting(now, now) : new Up(adopted(living));
    this.state =
        run.end()
            .map(End::state)
            .orElseGet(
                () ->
                    lives()
                        ? new TaskState.Running()
                        : new TaskState.Waiting("it is being started"));
  }

  private Optional<Program> adopted(List<Processes.Found> living) {
    ProcessTable table = site.processes().table();
    return run.process()
        .filter(identity -> identity.isFound(table))
        .or(
            () ->
                living.stream()
                    .filter(Processes.Found::leads)
                    .filter(f -> f.marker().incarnation().equals(directory.incarnation()))
                    .filter(f -> f.marker().launch().equals(run.launch()))
                    .findFirst()
                    .map(f -> identity(f.entry().pid(), f.entry().startTicks())))
        .map(identity -> new Program(identity, null));
  }

  private ProcessIdentity identity(long pid, long ticks) {
    ProcessTable table = site.processes().table();
    return new ProcessIdentity(table.bootId(), pid, ticks, table.command(pid));
  }

  NodeDirectory directory() {
    return directory;
  }

  TaskState state() {
    return state;
  }

  /** Whether something happens soon, so that the next step should come soon. */
  boolean busy() {
    return !state.ended() && !(phase instanceof Waiting);
  }

  /**
   * Goes one step.
   *
   * @param wanted empty if it should be gone
   * @param mayStart false while another of the same name still lives
   * @return whether nothing of it is left
   */
  boolean step(Instant now, Optional<Wanted> wanted, boolean mayStart) {
    if (wanted.isEmpty()) {
      return disappear(now);
    }
    if (run.end().isPresent()) {
      return false;
    }
    logCheck.at(now);
    try {
      go(now, wanted.get(), mayStart);
    } catch (IOException e) {
      // What isn't noted doesn't count: the next step tries again.
      state = new TaskState.Waiting("it can't be started, or noted: " + e);
      LOG.atWarn()
          .addKeyValue("network", directory.network())
          .addKeyValue("task", directory.node())
          .log("A task can't be started, or noted: {}", e.toString());
    }
    return false;
  }

  private void go(Instant now, Wanted wanted, boolean mayStart) throws IOException {
    boolean late = now.isAfter(run.takenUp().plus(wanted.task().deadline()));
    if (phase instanceof Stopping stopping) {
      stopping(stopping, now, wanted.task());
    } else if (phase instanceof Up && !lives()) {
      ended(now, wanted.task());
    } else if (late) {
      stop(now);
    } else if (phase instanceof Waiting waiting) {
      // A clock that was put back must not make a second's wait an hour.
      boolean due = !now.isBefore(waiting.due()) || now.isBefore(waiting.since());
      if (mayStart && due) {
        attempt(now, wanted);
      }
    } else {
      state = new TaskState.Running();
    }
  }

  private void attempt(Instant now, Wanted wanted) throws IOException {
    List<ProcessTable.Entry> strays = living();
    if (!strays.isEmpty()) {
      site.processes().kill(strays);
      phase = new Waiting(now, now.plus(SETTLING));
      return;
    }
    Path program;
    try {
      program = site.software().program(wanted.task().software());
    } catch (AdapterException.SoftwareUnavailable e) {
      await(now, String.valueOf(e.getMessage()));
      return;
    }
    for (Volume volume : wanted.filling().workload().volumes()) {
      if (volume.name().equals(Task.SCRATCH)) {
        Disk.deleteTree(wanted.filling().volume(Task.SCRATCH));
        Disk.makeDirectory(wanted.filling().volume(Task.SCRATCH));
      }
    }
    // First the intent: what is started but not yet written down is known again by its marker.
    note(run.intending(RandomName.of(8)));
    phase = new Up(Optional.empty());
    Process process =
        site.launcher()
            .start(
                command(program, wanted.filling()),
                wanted.filling().environment(),
                directory,
                new Marker(site.home().id(), directory.incarnation(), run.launch(), Stage.RUN));
    long ticks =
        site.processes()
            .table()
            .entry(process.pid())
            .map(ProcessTable.Entry::startTicks)
            .orElse(-1L);
    ProcessIdentity identity = identity(process.pid(), ticks);
    phase = new Up(Optional.of(new Program(identity, process)));
    state = new TaskState.Running();
    note(run.started(identity));
  }

  private List<String> command(Path program, Filling filling) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(SHELL, "-c", KEEP_STATUS, run.status(directory).toString()));
    command.add(program.toString());
    command.addAll(filling.fill(filling.workload().arguments()));
    return command;
  }

  private boolean lives() {
    return phase instanceof Up up
        && up.program().filter(p -> p.lives(site.processes().table())).isPresent();
  }

  private void ended(Instant now, Task task) throws IOException {
    Optional<Integer> code = exitCode();
    if (code.isEmpty()) {
      // It may never have begun. Whoever declares a task bears that it is run again.
      note(run.intending(""));
      await(now, "how its attempt ended isn't known; it is made again");
    } else if (code.get() == 0) {
      finish(End.SUCCESS);
    } else if (run.failures() + 1 >= task.attempts()) {
      String why = "it ended with status " + code.get() + ", and has no attempt left";
      finish(new End(false, code, why, log.tail(Failed.MOST_LINES)));
    } else {
      note(run.failed());
      await(now, "it ended with status " + code.get() + " and is run again after a while");
    }
  }

  /**
   * What the attempt ended with, if it is known. Of one that we didn't see end, death by a signal
   * is no end of its own: the machine may have been shut down.
   */
  private Optional<Integer> exitCode() throws IOException {
    if (phase instanceof Up up && up.program().isPresent()) {
      Process child = up.program().get().child();
      if (child != null) {
        return Optional.of(child.exitValue());
      }
    }
    return status().filter(code -> code <= SIGNALLED);
  }

  private Optional<Integer> status() throws IOException {
    Path file = run.status(directory);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return text.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private void stop(Instant now) {
    site.processes().terminate(living());
    phase = new Stopping(now.plus(site.settings().stopTime()));
  }

  private void stopping(Stopping stopping, Instant now, Task task) throws IOException {
    List<ProcessTable.Entry> left = living();
    if (!left.isEmpty()) {
      if (now.isAfter(stopping.killAt())) {
        site.processes().kill(left);
      }
    } else if (!run.launch().isEmpty() && status().filter(code -> code == 0).isPresent()) {
      finish(End.SUCCESS);
    } else {
      String why = "it did not succeed within " + task.deadline().toSeconds() + " s";
      finish(new End(false, Optional.empty(), why, log.tail(Failed.MOST_LINES)));
    }
  }

  private boolean disappear(Instant now) {
    List<ProcessTable.Entry> left = living();
    if (!left.isEmpty()) {
      if (!(phase instanceof Stopping stopping)) {
        stop(now);
      } else if (now.isAfter(stopping.killAt())) {
        site.processes().kill(left);
      }
      return false;
    }
    try {
      Disk.deleteTree(directory.path());
      return true;
    } catch (IOException e) {
      state = new TaskState.Waiting("its directory can't be deleted: " + e);
      return false;
    }
  }

  private void await(Instant now, String message) {
    phase = new Waiting(now, now.plus(backoff.afterFailure()));
    state = new TaskState.Waiting(message);
  }

  private void finish(End end) throws IOException {
    note(run.ended(end));
    site.processes().kill(living());
    state = end.state();
  }

  private void note(TaskRun now) throws IOException {
    Disk.replace(directory.run(), Json.write(now));
    run = now;
  }

  private List<ProcessTable.Entry> living() {
    return site.processes().of(directory.incarnation(), run.process());
  }
}
