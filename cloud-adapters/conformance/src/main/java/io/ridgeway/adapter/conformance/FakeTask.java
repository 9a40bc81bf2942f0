package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.deploy.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A run that isn't there: what would have happened to it by now follows from the clock. One whose
 * first argument is {@link FakeCityNode#FAIL} ends with 3; {@link FakeCityNode#NOTE} is followed by
 * a line, a file and an ending; every other succeeds.
 */
final class FakeTask {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(2);

  private final Task task;
  private final Duration startup;
  private final Instant deadline;
  private TaskState state = new TaskState.Waiting("it is being started");
  private Instant due;
  private Duration wait = FIRST_WAIT;
  private int attempts;

  FakeTask(Task task, Duration startup, Instant now) {
    this.task = task;
    this.startup = startup;
    this.deadline = now.plus(task.deadline());
    this.due = now.plus(startup);
  }

  String digest() {
    return WorkloadDigest.of(task);
  }

  Task task() {
    return task;
  }

  ObservedTask observed() {
    return new ObservedTask(task.name(), digest(), state);
  }

  /** Lets happen what is due by now. */
  void settle(Instant now, Map<String, List<String>> files) {
    while (!state.ended() && !due.isAfter(now)) {
      if (!due.isBefore(deadline)) {
        state = failed(OptionalInt.empty(), "it took longer than " + task.deadline());
      } else if (state instanceof TaskState.Waiting) {
        start(files);
      } else {
        end();
      }
    }
  }

  private void start(Map<String, List<String>> files) {
    attempts++;
    if (notes()) {
      files.computeIfAbsent(file(), f -> new ArrayList<>()).add(task.arguments().get(1));
    }
    state = new TaskState.Running();
    due =
        switch (ending()) {
          case "SUCCESS_LATER" -> due.plus(LATER);
          case "NEVER" -> deadline;
          default -> due.plus(startup);
        };
  }

  private void end() {
    if (!ending().equals("FAILURE")) {
      state = new TaskState.Succeeded();
    } else if (attempts < task.attempts()) {
      state = new TaskState.Waiting("it ended with 3 and is tried again after a while");
      due = due.plus(wait);
      wait = wait.multipliedBy(2);
    } else {
      state = failed(OptionalInt.of(3), "it ended with 3 after " + attempts + " attempts");
    }
  }

  private TaskState failed(OptionalInt exitCode, String why) {
    return new TaskState.Failed(
        exitCode, why, notes() ? List.of(task.arguments().get(1)) : List.of());
  }

  /** By node and path, as the node's own symbols name it. */
  private String file() {
    return task.node().map(n -> n + " ").orElse("") + task.arguments().get(2);
  }

  private String ending() {
    return notes() ? task.arguments().get(3) : first().equals(FakeCityNode.FAIL) ? "FAILURE" : "";
  }

  private boolean notes() {
    return first().equals(FakeCityNode.NOTE) && task.arguments().size() == 4;
  }

  private String first() {
    return task.arguments().isEmpty() ? "" : task.arguments().get(0);
  }
}
