package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The running PostgreSQL server of a home, as the pid file in its data directory tells. */
record Postmaster(ProcessMark mark, int port) {
  private static final Duration REAPED = Duration.ofSeconds(30);
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  static Optional<Postmaster> of(Home home) {
    List<String> lines = lines(home);
    return number(lines, PID_LINE)
        .flatMap(ProcessMark::of)
        .filter(mark -> servesFrom(home, mark.pid()))
        .flatMap(
            mark -> number(lines, PORT_LINE).map(port -> new Postmaster(mark, port.intValue())));
  }

  /**
   * After a kill the dead server's number may still be in the process table, until its parent has
   * asked; PostgreSQL takes that for a running server and refuses to start beside it.
   */
  static void awaitReaped(Home home, Clock clock) {
    number(lines(home), PID_LINE)
        .ifPresent(
            pid -> {
              Path process = Path.of("/proc", Long.toString(pid));
              Waiting.until(
                  clock, REAPED, () -> ProcessMark.of(pid).isPresent() || !Files.exists(process));
            });
  }

  // The number may belong to another process by now: ours works in its data directory.
  private static boolean servesFrom(Home home, long pid) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), home.postgres());
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Long> number(List<String> lines, int line) {
    return lines.stream()
        .skip(line)
        .findFirst()
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::valueOf);
  }

  private static List<String> lines(Home home) {
    try {
      return Files.readAllLines(home.postgres().resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read PostgreSQL's pid file", e);
    }
  }
}
