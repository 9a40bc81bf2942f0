package io.ridgeway.adapter.local;

import io.ridgeway.adapter.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a task is. It is written before each start, when the process is known, and when an
 * attempt has ended: only what is written counts.
 *
 * @param format of the file; 1
 * @param takenUpAt when, in milliseconds since 1970
 * @param failures attempts that ended with something else than 0
 * @param launch of the attempt that goes on or was begun last; empty before the first
 * @param process of that attempt, once known
 * @param end once there is one
 */
record TaskRun(
    int format,
    long takenUpAt,
    int failures,
    String launch,
    Optional<ProcessIdentity> process,
    Optional<End> end) {

  /** How it ended: {@link TaskState.Succeeded}, or as {@link TaskState.Failed} has it. */
  record End(boolean success, Optional<Integer> exitCode, String message, List<String> output) {
    static final End SUCCESS = new End(true, Optional.of(0), "", List.of());

    TaskState state() {
      return success
          ? new TaskState.Succeeded()
          : new TaskState.Failed(
              exitCode.map(OptionalInt::of).orElse(OptionalInt.empty()), message, output);
    }
  }

  /** The one on disk, or one that begins now. */
  static TaskRun read(NodeDirectory directory, Instant now) {
    return Files.exists(directory.run())
        ? Json.read(directory.run(), TaskRun.class)
        : new TaskRun(1, now.toEpochMilli(), 0, "", Optional.empty(), Optional.empty());
  }

  /** Where the attempt's exit code appears when it ends, whoever lives then. */
  Path status(NodeDirectory directory) {
    return directory.path().resolve("status." + launch);
  }

  Instant takenUp() {
    return Instant.ofEpochMilli(takenUpAt);
  }

  TaskRun intending(String newLaunch) {
    return new TaskRun(format, takenUpAt, failures, newLaunch, Optional.empty(), end);
  }

  TaskRun started(ProcessIdentity identity) {
    return new TaskRun(format, takenUpAt, failures, launch, Optional.of(identity), end);
  }

  TaskRun failed() {
    return new TaskRun(format, takenUpAt, failures + 1, "", Optional.empty(), end);
  }

  TaskRun ended(End how) {
    return new TaskRun(format, takenUpAt, failures, launch, Optional.empty(), Optional.of(how));
  }
}
