package io.ridgeway.app.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Ridgeway application as a process beside its embedded servers: started with their
 * configuration, or adopted.
 */
public final class EmbeddedApplication {
  static final String NAME = "application";
  private static final Duration START = Duration.ofSeconds(240);
  // Above the application's own defaults (250), below the environment and system properties (300,
  // 400).
  private static final int ORDINAL = 275;

  private final Home home;
  private final String url;
  private final ProcessMark mark;
  private final Clock clock;

  EmbeddedApplication(Home home, String url, ProcessMark mark, Clock clock) {
    this.home = home;
    this.url = url;
    this.mark = mark;
    this.clock = clock;
  }

  /**
   * Starts the application, or adopts the one that runs; {@link #awaitReady} says when it serves.
   *
   * @param jar its {@code quarkus-run.jar}
   * @param javaOptions further options of its Java machine; seen by everyone here: no secrets
   */
  public static EmbeddedApplication startOrAdopt(
      EmbeddedStack stack, Path jar, List<String> javaOptions, Progress progress, Clock clock) {
    return startOrAdopt(stack, jar, javaOptions, Map.of(), progress, clock);
  }

  /**
   * The same with more in the environment of the application, where it is started and not adopted.
   */
  static EmbeddedApplication startOrAdopt(
      EmbeddedStack stack,
      Path jar,
      List<String> javaOptions,
      Map<String, String> environment,
      Progress progress,
      Clock clock) {
    ProcessMark mark =
        stack.launch(
            record -> {
              Optional<StackRecord.Part> living = record.living(NAME);
              if (living.isPresent()) {
                progress.line("application: adopted, " + stack.portalUrl());
                return living.get().mark();
              }
              progress.line("application: starting");
              ProcessMark started = start(stack, jar, javaOptions, environment, clock);
              record.put(NAME, started, URI.create(stack.portalUrl()).getPort(), clock);
              return started;
            });
    return new EmbeddedApplication(stack.home(), stack.portalUrl(), mark, clock);
  }

  private static ProcessMark start(
      EmbeddedStack stack,
      Path jar,
      List<String> javaOptions,
      Map<String, String> environment,
      Clock clock) {
    Home home = stack.home();
    Path configuration = home.run().resolve("application.properties");
    PrivateFiles.write(configuration, text(stack.configuration()));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
    command.addAll(javaOptions);
    command.addAll(List.of("-Dquarkus.config.locations=" + configuration, "-jar", jar.toString()));
    return new ChildProcess(NAME, home, clock)
        .withoutInherited("QUARKUS_", "JAVA_TOOL_OPTIONS")
        .environment(environment)
        .start(command.toArray(String[]::new));
  }

  /**
   * The application's jar, when the caller's own classes were started from its {@code quarkus-app}
   * directory.
   */
  public static Path builtJar() {
    try {
      Path own =
          Path.of(
              EmbeddedApplication.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      Path jar = own.resolveSibling("../quarkus-run.jar").normalize();
      if (!Files.isRegularFile(jar)) {
        throw new EmbeddedException(
            "the application is not built at " + jar + ": ./ridgeway build");
      }
      return jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry is no path", e);
    }
  }

  /** Waits until the application, and no other program on its port, is ready for requests. */
  public void awaitReady(Progress progress) {
    Instant began = clock.instant();
    HttpClient http = HttpClient.newHttpClient();
    boolean over =
        Waiting.until(clock, START, () -> !mark.lives() || (hasItsPort() && answers(http)));
    if (!over || !mark.lives()) {
      throw new EmbeddedException(
          "the application "
              + (over ? "ended while it started" : "does not become ready")
              + " at "
              + url
              + ": see "
              + home.logs().resolve(NAME + ".log"));
    }
    progress.line("application: ready in " + Progress.since(began, clock) + ", " + url);
  }

  public ProcessMark mark() {
    return mark;
  }

  private boolean hasItsPort() {
    return ListeningPorts.has(mark.pid(), URI.create(url).getPort());
  }

  private boolean answers(HttpClient http) {
    return Answering.well(http, URI.create(url + "/q/health/ready"), "the application");
  }

  private static String text(Map<String, String> values) {
    StringBuilder text = new StringBuilder("config_ordinal=" + ORDINAL + "\n");
    values.forEach((name, value) -> text.append(name + "=" + value.replace("\\", "\\\\") + "\n"));
    return text.toString();
  }
}
