package io.ridgeway.adapter.kubernetes.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The scripts under {@code tools/kube}, for one cluster that lies in the module's build output. */
final class KubeTool {
  private static final int LINES_TO_SHOW = 20;

  /** Processes that test side by side have clusters of one name each for itself. */
  private static final int FORK = Integer.getInteger("ridgeway.fork", 1);

  private final String cluster;
  private final List<String> flags;
  private final Path directory;

  KubeTool(String cluster, String... flags) {
    this.cluster = cluster;
    this.flags = List.of(flags);
    this.directory = Path.of("target", "kube", cluster + "-" + FORK).toAbsolutePath();
  }

  /** Starts the cluster, or finds it running; it ends with this JVM even if that is killed. */
  Path up() {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("--for", Long.toString(ProcessHandle.current().pid())));
    return Path.of(run("up", arguments.toArray(String[]::new)));
  }

  void down() {
    run("down", "--wipe");
  }

  /** Returns what the script said on its standard output. */
  String run(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(scripts().resolve(script).toString());
    command.add(cluster);
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", directory.toString()));
    try {
      Process process = new ProcessBuilder(command).start();
      String problem = said(process);
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + problem);
      }
      return answer.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Passes on what it says while it works (a first build takes minutes), and keeps the end. */
  private static String said(Process process) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.err.println(line);
        last.add(line);
        if (last.size() > LINES_TO_SHOW) {
          last.remove();
        }
      }
    }
    return String.join("\n", last);
  }

  /** Where they lie: {@code tools/kube}. */
  static Path scripts() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isExecutable(folder.resolve("tools/kube/up"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("not inside the repository: tools/kube/up isn't found");
    }
    return folder.resolve("tools/kube");
  }
}
