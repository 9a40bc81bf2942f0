package io.ridgeway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of {@code examples/fabric/clients}, as their README has them run. */
final class ExampleClients {
  private static final Path FOLDER = Path.of(System.getProperty("fabric.clients"));
  private static final int PATIENCE_SECONDS = 300;

  private ExampleClients() {}

  /** The beginning of the command line; it wants the arguments. */
  static List<String> java() {
    Path target = FOLDER.resolve("java/target");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        target.resolve("classes") + ":" + target.resolve("libraries") + "/*",
        "io.ridgeway.example.fabric.client.Client");
  }

  /** The same, to Ridgeway's gateway in place of a peer. */
  static List<String> throughTheGateway(List<String> program) {
    List<String> through = new ArrayList<>(List.of("env", "VIA=gateway"));
    through.addAll(program);
    return through;
  }

  static List<String> node(Path folder) {
    Path copy = copied("node", folder, "client.js", "package.json", "package-lock.json");
    run(copy, List.of("npm", "ci", "--omit=optional", "--no-audit", "--no-fund"));
    return List.of("node", copy.resolve("client.js").toString());
  }

  static List<String> go(Path folder) {
    Path copy = copied("go", folder, "main.go", "go.mod", "go.sum");
    run(copy, List.of("go", "build", "-o", "client", "."));
    return List.of(copy.resolve("client").toString());
  }

  private static Path copied(String language, Path folder, String... files) {
    try {
      Path copy = Files.createDirectory(folder.resolve(language));
      for (String file : files) {
        Files.copy(FOLDER.resolve(language).resolve(file), copy.resolve(file));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command ended with, and what it printed. */
  record Ended(int exit, String output) {}

  /** Runs a program that must succeed. */
  static String run(Path folder, List<String> command) {
    Ended ended = end(folder, command);
    if (ended.exit() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + ended.output());
    }
    return ended.output();
  }

  static Ended end(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile(folder, "run", ".out");
      Process process =
          new ProcessBuilder(new ArrayList<>(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
        throw new AssertionError(
            String.join(" ", command) + " takes too long: " + Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
