package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * One process, told apart from a later one with the same number.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since the machine did
 * @param boot the machine's start that the ticks count from
 */
public record ProcessMark(long pid, long startTicks, String boot) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  // In /proc/<pid>/stat the command, which may hold spaces, ends at the last ")"; the start time is
  // field 22, the state field 3.
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /** The mark of the process that has this number now; empty when none lives. */
  public static Optional<ProcessMark> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      // A zombie has ended; its parent only has not asked yet.
      if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
        return Optional.empty();
      }
      String boot = Files.readString(BOOT_ID).strip();
      return Optional.of(new ProcessMark(pid, Long.parseLong(fields[START_TIME]), boot));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // The process ended between the opening and the reading.
      if (!Files.exists(Path.of("/proc", Long.toString(pid)))) {
        return Optional.empty();
      }
      throw new UncheckedIOException("cannot read the state of process " + pid, e);
    }
  }

  /** Whether this very process lives. */
  public boolean lives() {
    return of(pid).filter(this::equals).isPresent();
  }

  /**
   * Ends the process: asks first, and after the grace time no longer asks. Does nothing when it has
   * ended already.
   *
   * @return whether it has ended
   */
  public boolean stop(Clock clock, Duration grace) {
    if (!lives()) {
      return true;
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    if (Waiting.until(clock, grace, () -> !lives())) {
      return true;
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return Waiting.until(clock, Duration.ofSeconds(5), () -> !lives());
  }
}
