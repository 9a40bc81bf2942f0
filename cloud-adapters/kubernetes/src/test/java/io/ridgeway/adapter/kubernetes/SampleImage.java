package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import io.ridgeway.model.deploy.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Builds {@code src/test/go/sample} once, as an image. */
final class SampleImage {
  static final Software SOFTWARE = new Software("sample", "1.0");

  /** Not of any registry: a cluster has it by {@link #loadInto}. */
  static final String REFERENCE = "docker.io/ridgeway/sample:1.0";

  private static final Set<OwnCluster> LOADED = ConcurrentHashMap.newKeySet();
  private static final Path BINARY = Path.of("target", "sample").toAbsolutePath();
  private static final Path ARCHIVE = Path.of("target", "sample.tar").toAbsolutePath();

  private SampleImage() {}

  static synchronized void loadInto(OwnCluster cluster) {
    if (LOADED.add(cluster)) {
      cluster.load(archive());
    }
  }

  private static Path archive() {
    Path source = Path.of("src", "test", "go", "sample").toAbsolutePath();
    try {
      if (!Files.exists(ARCHIVE)
          || Files.getLastModifiedTime(ARCHIVE)
                  .compareTo(Files.getLastModifiedTime(source.resolve("main.go")))
              < 0
          || Files.getLastModifiedTime(ARCHIVE)
                  .compareTo(Files.getLastModifiedTime(root().resolve("tools/kube/linked")))
              < 0) {
        run(source, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", BINARY.toString(), ".");
        Path kit = Path.of(run(root(), "tools/kube/build")).resolve("kit");
        List<String> image =
            new ArrayList<>(
                List.of(
                    kit.toString(), "image", ARCHIVE.toString(), REFERENCE, BINARY + ":/sample"));
        image.addAll(run(root(), shell()).lines().toList());
        image.addAll(List.of("--", "/sample"));
        run(source, image.toArray(String[]::new));
      }
      return ARCHIVE;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the sample can't be built: is Go there?", e);
    }
  }

  /** What files of volumes are handed over by, and what makes a link. */
  private static String[] shell() {
    return ("tools/kube/linked sh du find head ln mkdir rm stat sync tail").split(" ");
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("tools/kube/build"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CGO_ENABLED", "0");
    Process process = builder.start();
    String answer = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return answer;
  }
}
