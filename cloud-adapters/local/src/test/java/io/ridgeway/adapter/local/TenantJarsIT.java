package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.place.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

/** A jar that a tenant brought: run for a single tenant, refused where there may be others. */
class TenantJarsIT {
  /** What the jar does. */
  public static final class Sleeper {
    private Sleeper() {}

    /** Says what it was told, and goes on. */
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("hello " + System.getenv("WHO"));
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void isRunWhereOneTenantIsServed() throws IOException {
    // Given
    byte[] jar = jar();
    try (Stage stage = new Stage(new LocalTestCityNode().with("singleTenant", true))) {
      assertThat(stage.adapter.software()).contains(ForeignCode.Kind.JAR.software());

      // When
      apply(stage, jar);

      // Then
      stage.await(Stage.A, w -> w.phase() == Phase.RUNNING);
      stage.await(() -> stage.adapter.logs(stage.network, Stage.A, 10).contains("hello you"));
      int restarts = stage.adapter.observe(stage.network).find(Stage.A).orElseThrow().restarts();

      // When it is applied again, by another adapter
      stage.reopen();
      apply(stage, jar);

      // Then nothing is restarted
      assertThat(stage.await(Stage.A, w -> w.phase() == Phase.RUNNING).restarts())
          .isEqualTo(restarts);
    }
  }

  @Test
  void isRefusedWhereThereMayBeOthers() throws IOException {
    try (Stage stage = new Stage(new LocalTestCityNode())) {
      assertThat(stage.adapter.software()).doesNotContain(ForeignCode.Kind.JAR.software());
      assertThatThrownBy(() -> apply(stage, jar()))
          .isInstanceOf(AdapterException.Undeclared.class)
          .hasMessageContaining("validator-1 runs a tenant's own code")
          .hasMessageContaining("singleTenant");
      assertThat(stage.adapter.observe(stage.network).workloads()).isEmpty();
    }
  }

  private static void apply(Stage stage, byte[] jar) {
    Workload workload =
        new Workload(
            Stage.A,
            "validator",
            ForeignCode.Kind.JAR.software(),
            List.of(),
            List.of(),
            Map.of("WHO", "you"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Probes(Optional.empty(), Optional.empty()),
            new Resources(100, 128, 0),
            Optional.empty(),
            Optional.of(ForeignCode.jar("ab".repeat(32), jar.length)));
    stage.adapter.apply(
        new Deployment(stage.network, LocalTestCityNode.ID, List.of(workload)),
        new Fence(1),
        new NodeSecrets() {
          @Override
          public byte[] open(KeyId key) {
            throw new AssertionError("it has no secret");
          }

          @Override
          public byte[] code(ForeignCode code) {
            return jar;
          }
        });
  }

  private static byte[] jar() throws IOException {
    String file = Sleeper.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes);
        InputStream in =
            Objects.requireNonNull(Sleeper.class.getClassLoader().getResourceAsStream(file))) {
      out.putNextEntry(new JarEntry(JarFile.MANIFEST_NAME));
      out.write(
          ("Manifest-Version: 1.0\nMain-Class: " + Sleeper.class.getName() + "\n")
              .getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry(file));
      out.write(in.readAllBytes());
    }
    return bytes.toByteArray();
  }
}
