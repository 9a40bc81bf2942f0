package io.ridgeway.adapter.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts processes that outlive us: in a session of their own ({@code setsid} of util-linux), so
 * that a terminal's Ctrl-C doesn't reach them; with their output appended to a file by the kernel,
 * so that no pipe of ours can break; with an environment that has nothing of ours.
 */
final class Launcher {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path setsid;

  private Launcher(Path setsid) {
    this.setsid = setsid;
  }

  static Launcher ofThisMachine() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Launcher::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "setsid is missing on this machine: install the package util-linux"));
  }

  /** Starts {@code command}; its pid is the process's that is returned. */
  Process start(
      List<String> command, Map<String, String> environment, NodeDirectory directory, Marker marker)
      throws IOException {
    List<String> whole = new ArrayList<>();
    // Our child leads no process group, so setsid becomes the program without another fork.
    whole.add(setsid.toString());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.directory(directory.work().toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("PATH", PATH, "HOME", directory.work().toString(), "LANG", "C.UTF-8"));
    builder.environment().putAll(environment);
    builder.environment().put(Marker.VARIABLE, marker.text());
    builder.redirectInput(Redirect.from(new File("/dev/null")));
    builder.redirectOutput(Redirect.appendTo(directory.log().toFile()));
    builder.redirectErrorStream(true);
    return builder.start();
  }
}
