package io.ridgeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in the demonstration, as a terminal sends it: to the whole foreground process group. */
class InterruptedDemoIT {
  private static final Path ROOT = Path.of("target", "interrupted").toAbsolutePath();

  /**
   * @param moment what the demonstration says right before it is interrupted: while the first
   *     server comes up, and when servers, application and nodes run
   */
  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL: starting", "apply done"})
  void leavesNoProcessAndNoFile(String moment) throws Exception {
    // Given
    Process demo = start();
    try {
      Thread reader = readUntil(demo, moment);

      // When
      new ProcessBuilder("kill", "-INT", "--", "-" + demo.pid()).start().waitFor();

      // Then
      assertThat(demo.waitFor(180, TimeUnit.SECONDS)).as("it ends").isTrue();
      reader.join();
      assertThat(demo.exitValue()).isEqualTo(130);
      assertThat(ProcessHandle.allProcesses().map(ProcessHandle::pid))
          .noneMatch(InterruptedDemoIT::belongs);
      assertThat(ROOT.resolve("demo")).doesNotExist();
    } finally {
      demo.destroy();
    }
  }

  /** As {@code ./ridgeway demo} does, in a process group of its own. */
  private static Process start() throws IOException {
    Home usual = Home.from(System.getenv());
    Files.createDirectories(ROOT);
    Files.copy(
        usual.software(), ROOT.resolve("software.yaml"), StandardCopyOption.REPLACE_EXISTING);
    Path application = RunningRidgeway.JAR.getParent();
    ProcessBuilder demo =
        new ProcessBuilder(
                "setsid",
                // Whoever runs the tests in the background has this signal ignored for all below.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                    File.pathSeparator,
                    application + "/app/*",
                    application + "/lib/boot/*",
                    application + "/lib/main/*"),
                Demo.class.getName())
            .redirectErrorStream(true);
    demo.environment().put("RIDGEWAY_HOME", ROOT.toString());
    demo.environment().put("RIDGEWAY_CACHE", usual.cache().toString());
    return demo.start();
  }

  /** Returns once it was said; what comes afterwards is read on, so that nothing waits for it. */
  private static Thread readUntil(Process demo, String moment) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    String line = lines.readLine();
    while (line != null && !line.contains(moment)) {
      said.append(line).append('\n');
      line = lines.readLine();
    }
    assertThat(line).as(said.toString()).isNotNull();
    Thread rest = new Thread(() -> lines.lines().forEach(System.out::println));
    rest.start();
    return rest;
  }

  /** Whether a process works on the demonstration's files, whoever started it. */
  private static boolean belongs(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    return List.of("cmdline", "environ").stream()
            .anyMatch(file -> read(process.resolve(file)).contains(ROOT.toString()))
        || cwd(process).startsWith(ROOT);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It ended meanwhile.
    }
  }

  private static Path cwd(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd"));
    } catch (IOException e) {
      return Path.of("/"); // It ended meanwhile, or is the kernel's.
    }
  }
}
