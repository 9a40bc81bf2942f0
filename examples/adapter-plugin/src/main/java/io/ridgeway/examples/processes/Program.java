package io.ridgeway.examples.processes;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process, known again by its number and the time of its start, as numbers are given anew.
 *
 * @param child itself, if it is ours; one that was found again is not, and says no status
 */
record Program(Optional<ProcessHandle> handle, @Nullable Process child) {
  private static final int PATIENCE_SECONDS = 5;

  /**
   * Starts it: in a session of its own, so that a terminal's Ctrl-C doesn't reach it, and without
   * our environment.
   */
  static Program start(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    Process process = builder.start();
    return new Program(Optional.of(process.toHandle()), process);
  }

  /** The one of that {@link #text}, if it still runs. */
  static Program again(String text) {
    String[] known = text.split(" ", 2);
    return new Program(
        known.length < 2
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(known[0])).filter(h -> started(h).equals(known[1])),
        null);
  }

  String text() {
    return handle.map(h -> h.pid() + " " + started(h)).orElse("");
  }

  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("");
  }

  boolean runs() {
    return handle.filter(ProcessHandle::isAlive).isPresent();
  }

  boolean succeeded() {
    return child != null && !child.isAlive() && child.exitValue() == 0;
  }

  String how() {
    return child == null || child.isAlive() ? "" : " with status " + child.exitValue();
  }

  Duration cpu() {
    return handle.flatMap(h -> h.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  long memoryBytes() {
    return handle.map(h -> Machine.memoryBytes(h.pid())).orElse(0L);
  }

  void askToEnd() {
    handle.ifPresent(ProcessHandle::destroy);
  }

  void kill() {
    handle.ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Returns when it has ended. */
  void end() {
    askToEnd();
    try {
      if (!endsWithin(PATIENCE_SECONDS)) {
        kill();
        endsWithin(PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(int seconds) throws InterruptedException {
    try {
      if (handle.isPresent()) {
        handle.get().onExit().get(seconds, TimeUnit.SECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
