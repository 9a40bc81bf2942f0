package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person's terminal: runs {@code ridgectl} as its launcher does, against a running installation.
 *
 * @param folder where the session is kept
 */
public record Terminal(RunningRidgeway ridgeway, Path folder) {
  private static final Pattern OPEN = Pattern.compile("Open (\\S+) and confirm the code (\\S+)");
  private static final int PATIENCE_SECONDS = 180;

  /** What a command printed, and how it ended. */
  public record Ended(int exit, String out, String err) {
    /** What it printed, once it ended well. */
    public JsonNode json() throws IOException {
      assertThat(exit).as(err).isZero();
      return Http.JSON.readTree(out);
    }
  }

  /** Where the session is kept while someone is signed in. */
  public Path session() {
    return folder.resolve("session.json");
  }

  /** Starts the sign-in, and confirms its code as a browser would. */
  public void signIn(String user) throws IOException, InterruptedException {
    Process login = start(List.of("login"), ProcessBuilder.Redirect.PIPE);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(login.getErrorStream(), StandardCharsets.UTF_8))) {
      Matcher open = OPEN.matcher("");
      String line = lines.readLine();
      while (line != null && !open.reset(line).find()) {
        line = lines.readLine();
      }
      new DeviceBrowser().confirm(open.group(1), user, ridgeway.password(user));
      assertThat(login.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(login.exitValue()).isZero();
    } finally {
      login.destroyForcibly();
    }
  }

  /** Runs a command that must end well; gives the JSON that it printed. */
  public JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return run(all.toArray(String[]::new)).json();
  }

  /** Runs a command to its end. */
  public Ended run(String... arguments) {
    Path err = folder.resolve("err");
    try {
      Process process = start(List.of(arguments), ProcessBuilder.Redirect.to(err.toFile()));
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Process start(List<String> arguments, ProcessBuilder.Redirect err) throws IOException {
    Path application = RunningRidgeway.JAR.getParent();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                    File.pathSeparator,
                    application + "/app/*",
                    application + "/lib/boot/*",
                    application + "/lib/main/*"),
                "io.ridgeway.app.cli.Ridgectl"));
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).redirectError(err);
    process.environment().put("RIDGECTL_SESSION", session().toString());
    process.environment().put("RIDGEWAY_URL", ridgeway.portalUrl());
    return process.start();
  }
}
