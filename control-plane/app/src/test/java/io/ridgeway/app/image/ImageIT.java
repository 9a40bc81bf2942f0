package io.ridgeway.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of the packaged application, assembled, looked into and run without a container. */
class ImageIT {
  private static final Path TOOL = Path.of("../../tools/image/build").toAbsolutePath().normalize();
  private static final int USER = 10001;

  @TempDir static Path directory;
  private static Path image;
  private static JsonNode configuration;

  /** A file of the image: its entry, and where it is unpacked. */
  private static final Map<String, TarArchiveEntry> files = new TreeMap<>();

  @BeforeAll
  static void assemble() throws IOException, InterruptedException {
    image = assemble("first");
    Map<String, byte[]> parts = parts(image);
    ObjectMapper json = new ObjectMapper();
    JsonNode manifest = json.readTree(parts.get("manifest.json")).path(0);
    assertThat(manifest.path("RepoTags").path(0).asText()).isEqualTo("ridgeway/ridgeway:0.1.0");
    configuration = json.readTree(parts.get(manifest.path("Config").asText()));
    for (JsonNode layer : manifest.path("Layers")) {
      unpack(parts.get(layer.asText()));
    }
  }

  @Test
  void runsAsAnOrdinaryUserWithoutAShell() {
    // Given
    JsonNode config = configuration.path("config");

    // Then
    assertThat(config.path("User").asText()).isEqualTo(USER + ":" + USER);
    assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("java");
    assertThat(files.keySet())
        .contains("app/quarkus-run.jar", "opt/java/bin/java", "lib64/ld-linux-x86-64.so.2")
        .noneMatch(name -> name.matches("(.*/)?(sh|bash|dash|busybox|apt|dpkg|su|sudo)"));
    assertThat(files.values()).noneMatch(file -> (file.getMode() & 06000) != 0);
  }

  @Test
  void holdsNoSecretAndNothingOfThisMachine() {
    assertThat(files.keySet())
        .noneMatch(name -> name.startsWith("root/") || name.startsWith("home/"))
        .noneMatch(name -> name.endsWith(".pem") || name.endsWith("kek"));
    assertThat(configuration.at("/config/Env").toString()).doesNotContain("HOME=/root");
  }

  @Test
  void isTheSameWheneverItIsMade() throws IOException, InterruptedException {
    // When
    Path again = assemble("second");

    // Then
    assertThat(Files.readString(again.resolveSibling("ridgeway.digest")))
        .startsWith("sha256:")
        .isEqualTo(Files.readString(image.resolveSibling("ridgeway.digest")));
    assertThat(Instant.parse(configuration.path("created").asText()))
        .isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
  }

  /** In a root of its own: nothing of this machine's libraries or Java helps it. */
  @Test
  void itsJavaRunsWithWhatIsInTheImage() throws IOException, InterruptedException {
    // Given
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();

    // When
    try {
      Path root = directory.resolve("root");
      String output =
          run(
              "unshare",
              "--user",
              "--map-root-user",
              "--mount",
              "--pid",
              "--fork",
              "--mount-proc=" + Files.createDirectories(root.resolve("proc")),
              "chroot",
              root.toString(),
              "/opt/java/bin/java",
              "-cp",
              "/app/app/*:/app/lib/boot/*:/app/lib/main/*",
              "io.ridgeway.app.Answers",
              "http://localhost:" + server.getAddress().getPort() + "/");

      // Then
      assertThat(output).contains("200 http://localhost:");
    } finally {
      server.stop(0);
    }
  }

  private static Path assemble(String name) throws IOException, InterruptedException {
    String output =
        run(TOOL.toString(), "--as-built", "--target", directory.resolve(name).toString());
    return Path.of(output.lines().reduce((first, last) -> last).orElseThrow());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "run", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private static Map<String, byte[]> parts(Path tar) throws IOException {
    Map<String, byte[]> parts = new HashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        parts.put(entry.getName(), in.readAllBytes());
      }
    }
    return parts;
  }

  private static void unpack(byte[] layer) throws IOException {
    Path root = directory.resolve("root");
    List<TarArchiveEntry> links = new ArrayList<>();
    try (InputStream bytes = new ByteArrayInputStream(layer);
        TarArchiveInputStream in = new TarArchiveInputStream(new GZIPInputStream(bytes))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path to = root.resolve(entry.getName()).normalize();
        assertThat(to).startsWithRaw(root);
        files.put(root.relativize(to).toString(), entry);
        if (entry.isDirectory()) {
          Files.createDirectories(to);
        } else if (entry.isSymbolicLink() || entry.isLink()) {
          links.add(entry);
        } else {
          Files.createDirectories(to.getParent());
          Files.copy(in, to);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
    for (TarArchiveEntry link : links) {
      Path to = root.resolve(link.getName()).normalize();
      Files.createSymbolicLink(to, Path.of(link.getLinkName()));
    }
  }
}
