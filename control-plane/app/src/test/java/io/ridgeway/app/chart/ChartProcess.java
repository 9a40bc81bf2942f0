package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A pod of the rendered chart, run as a process here: the variables and the settings that the chart
 * gives it and no others, but for where a machine differs from a pod (addresses, paths).
 */
final class ChartProcess implements AutoCloseable {
  private static final Path APPLICATION = Path.of("target", "quarkus-app").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final Path log;

  private ChartProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param of the workload, such as {@code rw-portal}
   * @param secrets the values of secrets, by {@code name/key}; one that is missing fails
   * @param here what differs here, as environment variables
   * @param arguments for the program; those of the pod if empty
   */
  static ChartProcess start(
      Manifests chart,
      String of,
      Path directory,
      Map<String, String> secrets,
      Map<String, String> here,
      List<String> arguments) {
    JsonNode container = chart.pod(of).container();
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve("log");
      ProcessBuilder builder = new ProcessBuilder(command(container, arguments));
      Map<String, String> environment = builder.environment();
      environment
          .keySet()
          .removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("RIDGEWAY_"));
      for (JsonNode env : container.path("env")) {
        environment.put(env.path("name").asText(), value(env, secrets));
      }
      chart
          .find("ConfigMap", of)
          .ifPresent(
              config ->
                  environment.put(
                      "QUARKUS_CONFIG_LOCATIONS",
                      write(
                          directory.resolve("application.properties"),
                          config.at("/data/application.properties").asText())));
      here.forEach(
          (name, value) -> {
            // The key file is moved for the one that is given it, and not given to another one.
            if (!name.equals("RIDGEWAY_KEYS_KEK_FILE") || environment.containsKey(name)) {
              environment.put(name, value);
            }
          });
      return new ChartProcess(
          builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(JsonNode container, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (container.path("command").isEmpty()) {
      command.addAll(
          List.of(
              JAVA,
              "-XX:TieredStopAtLevel=1",
              "-jar",
              APPLICATION.resolve("quarkus-run.jar").toString()));
    } else {
      Manifests.texts(container.path("command")).stream()
          .filter(word -> !word.startsWith("http://"))
          .map(
              word ->
                  word.equals("java")
                      ? JAVA
                      : word.replaceAll("(^|:)/app/", "$1" + APPLICATION + "/"))
          .forEach(command::add);
    }
    command.addAll(arguments);
    return command;
  }

  private static String value(JsonNode env, Map<String, String> secrets) {
    JsonNode reference = env.at("/valueFrom/secretKeyRef");
    if (reference.isMissingNode()) {
      return env.path("value").asText();
    }
    String key = reference.path("name").asText() + "/" + reference.path("key").asText();
    assertThat(secrets).containsKey(key);
    return secrets.get(key);
  }

  private static String write(Path file, String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean lives() {
    return process.isAlive();
  }

  /** Sends it a signal, by name, such as {@code STOP}. */
  void signal(String name) {
    Helm.Ran ran = Helm.run("kill", "-" + name, Long.toString(process.pid()));
    assertThat(ran.status()).as(ran.output()).isZero();
  }

  /** Waits until it ends. */
  int status() {
    try {
      assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("%s ends", log).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a kubelet does: asks, waits, and only then kills. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
