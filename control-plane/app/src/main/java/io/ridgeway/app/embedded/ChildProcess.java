package io.ridgeway.app.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server started as a process in a session of its own: a Ctrl-C at the terminal reaches us, not
 * it, so that we end it in order; and it may outlive us. Its output goes to {@code
 * logs/<name>.log}, the one before it to {@code .1}.
 */
final class ChildProcess {
  private static final Duration APPEARS = Duration.ofSeconds(20);

  private final String name;
  private final Home home;
  private final Clock clock;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> dropped = new ArrayList<>();

  ChildProcess(String name, Home home, Clock clock) {
    this.name = name;
    this.home = home;
    this.clock = clock;
  }

  ChildProcess environment(Map<String, String> values) {
    environment.putAll(values);
    return this;
  }

  /** Drops what our own environment has under these prefixes, which would change the child. */
  ChildProcess withoutInherited(String... prefixes) {
    dropped.addAll(List.of(prefixes));
    return this;
  }

  /** Starts it. Arguments are seen by everyone on the machine: they hold no secret. */
  ProcessMark start(String... command) {
    List<String> inOwnSession = new ArrayList<>(List.of("setsid"));
    inOwnSession.addAll(List.of(command));
    File log = freshLog();
    ProcessBuilder builder =
        new ProcessBuilder(inOwnSession)
            .directory(PrivateFiles.directory(home.run()).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().keySet().removeIf(key -> dropped.stream().anyMatch(key::startsWith));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return ProcessMark.of(process.pid())
          .orElseThrow(() -> new EmbeddedException(name + " ended at once: see " + log));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** The Java process that a start script runs as its child, once it is there. */
  ProcessMark javaUnder(ProcessMark script) {
    List<ProcessMark> found = new ArrayList<>();
    Waiting.until(
        clock,
        APPEARS,
        () -> {
          ProcessHandle.of(script.pid()).stream()
              .flatMap(ProcessHandle::children)
              .filter(child -> child.info().command().filter(c -> c.endsWith("/java")).isPresent())
              .map(child -> ProcessMark.of(child.pid()))
              .flatMap(Optional::stream)
              .findFirst()
              .ifPresent(found::add);
          return !found.isEmpty() || !script.lives();
        });
    if (found.isEmpty()) {
      script.stop(clock, Duration.ofSeconds(5));
      throw new EmbeddedException(
          name + " did not start: see " + home.logs().resolve(name + ".log"));
    }
    return found.get(0);
  }

  private File freshLog() {
    Path log = PrivateFiles.directory(home.logs()).resolve(name + ".log");
    try {
      if (Files.exists(log)) {
        Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.createFile(log).toFile();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the log file " + log, e);
    }
  }
}
