package io.ridgeway.adapter.local;

import static io.ridgeway.adapter.local.Stage.A;
import static io.ridgeway.adapter.local.Stage.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Usage;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How processes are prepared, started and stopped. */
class ProcessIT {
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new Stage(new LocalTestCityNode().with("stopSeconds", 1));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aProcessLeadsASessionOfItsOwnAndInheritsNothingOfOurs() throws IOException {
    // When
    stage.run(Stage.serving(A));
    // Then
    long pid = stage.city.pid(stage.network, A);
    assertThat(stage.city.processes()).singleElement().matches(Processes.Found::leads);
    List<String> environment =
        List.of(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"));
    assertThat(environment)
        .extracting(variable -> variable.split("=")[0])
        .containsExactlyInAnyOrder("PATH", "HOME", "LANG", "NODE", "RIDGEWAY_RUN");
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      // Input, output, errors, two TCP ports and one UDP: no file of ours is left open in it.
      assertThat(descriptors).hasSize(6);
    }
    Path log = stage.city.nodeDirectory(stage.network, A).log();
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1"))).isEqualTo(log);
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0")))
        .isEqualTo(Path.of("/dev/null"));
  }

  @Test
  void aSecretIsWrittenForItsOwnerOnly() throws IOException {
    // Given
    Workload workload =
        Stage.withSecret(
            Stage.workload(
                A, List.of(), List.of("secret", "{{secret.nodekey}}", "{{bind}}", "30303", "8545")),
            new SecretFile("nodekey", KeyId.next(), SecretFile.Format.HEX));
    // When
    stage.run(workload);
    // Then
    NodeDirectory directory = stage.city.nodeDirectory(stage.network, A);
    Path configuration;
    try (Stream<Path> versions = Files.list(directory.configurations())) {
      configuration = versions.toList().get(0);
    }
    Path secret = configuration.resolve("nodekey");
    assertThat(secret).hasContent("a5".repeat(32));
    assertThat(permissions(secret)).isEqualTo("rw-------");
    for (Path above : List.of(configuration, directory.path(), stage.city.home)) {
      assertThat(permissions(above)).isEqualTo("rwx------");
    }
  }

  @Test
  void aScriptMayBeRunByItsOwnerOnly() throws IOException {
    // When
    stage.run(
        Stage.serving(
            A,
            new ConfigFile("bin/detect", "#!/bin/sh\n", true),
            new ConfigFile("node.conf", "one")));
    // Then
    NodeDirectory directory = stage.city.nodeDirectory(stage.network, A);
    try (Stream<Path> versions = Files.list(directory.configurations())) {
      Path configuration = versions.toList().get(0);
      assertThat(permissions(configuration.resolve("bin/detect"))).isEqualTo("rwx------");
      assertThat(permissions(configuration.resolve("node.conf"))).isEqualTo("rw-------");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void anOlderSecretIsGoneWithTheVersionThatHadIt() throws IOException {
    // Given
    Workload first =
        Stage.withSecret(
            Stage.serving(A), new SecretFile("nodekey", KeyId.next(), SecretFile.Format.HEX));
    stage.run(first);
    // When
    stage.run(Stage.serving(A));
    // Then
    try (Stream<Path> all = Files.walk(stage.city.nodeDirectory(stage.network, A).path())) {
      assertThat(all).noneMatch(p -> p.endsWith("nodekey"));
    }
  }

  @Test
  void preparingRunsComeInOrderBeforeEachStart() {
    // Given
    List<String> first = List.of("append", "{{volume.data}}/steps", "one");
    List<String> second = List.of("append", "{{volume.data}}/steps", "two");
    Workload workload =
        Stage.workload(A, List.of(first, second), List.of("serve", "{{bind}}", "30303", "8545"));
    // When
    stage.run(workload);
    stage.city.kill(stage.network, A);
    stage.await(A, w -> w.phase() == Phase.RUNNING && w.restarts() == 1);
    // Then
    Path volumes = stage.city.nodeDirectory(stage.network, A).volumes();
    assertThat(volumes.resolve("data").resolve("steps")).hasContent("one\ntwo\none\ntwo");
  }

  @Test
  void aFailedPreparationBlocksAndSaysSo() {
    // Given
    Workload workload =
        Stage.workload(
            A, List.of(List.of("append", "/nowhere/x", "y")), List.of("serve", "{{bind}}", "8545"));
    // When
    stage.apply(workload);
    // Then
    ObservedWorkload blocked = stage.await(A, w -> w.phase() == Phase.BLOCKED);
    assertThat(blocked.message())
        .isEqualTo("preparing run 1 failed: it ended with status 8; its log says more");
    // What is put right is started at once, however long it would have waited.
    assertThat(stage.run(Stage.serving(A)).restarts()).isZero();
  }

  @Test
  void oneThatIsDeafIsKilledWithItsChildren() {
    // Given
    Workload deaf = Stage.workload(A, List.of(), List.of("stubborn", "{{bind}}", "30303", "8545"));
    Workload family = Stage.workload(B, List.of(), List.of("family", "{{bind}}", "30303", "8545"));
    stage.apply(deaf, family);
    stage.running(deaf);
    stage.running(family);
    assertThat(stage.city.processes()).hasSize(3);
    // When
    stage.adapter.remove(stage.network, new Fence(1));
    // Then
    assertThat(stage.city.processes()).isEmpty();
    assertThat(stage.city.traces(stage.network)).isEmpty();
  }

  @Test
  void orphanedChildrenAreGoneBeforeTheNextStart() {
    // Given
    Workload family = Stage.workload(A, List.of(), List.of("family", "{{bind}}", "30303", "8545"));
    stage.run(family);
    // When
    stage.city.kill(stage.network, A);
    stage.await(A, w -> w.phase() == Phase.RUNNING && w.restarts() == 1);
    // Then
    assertThat(stage.city.processes()).hasSize(2);
  }

  @Test
  void aNodeThatComesBackFindsNothingOfItsFormerSelf() {
    // Given
    List<String> step = List.of("append", "{{volume.data}}/steps", "one");
    Workload workload =
        Stage.workload(A, List.of(step), List.of("stubborn", "{{bind}}", "30303", "8545"));
    stage.run(workload);
    // When it is dropped and wanted again while the old one is still being stopped
    stage.apply();
    stage.apply(workload);
    stage.await(
        () ->
            stage.city.nodeDirectories().size() == 1
                && stage.city.processes().size() == 1
                && stage.adapter.observe(stage.network).find(A).orElseThrow().phase()
                    == Phase.RUNNING);
    // Then
    Path volumes = stage.city.nodeDirectory(stage.network, A).volumes();
    assertThat(volumes.resolve("data").resolve("steps")).hasContent("one");
  }

  @Test
  void anUnknownSymbolIsRefusedWhole() {
    // Given
    Workload workload = Stage.serving(A, new ConfigFile("node.conf", "{{volume.nonsense}}"));
    // When, Then
    assertThatThrownBy(() -> stage.apply(workload)).hasMessageContaining("{{volume.nonsense}}");
    assertThat(stage.adapter.observe(stage.network).workloads()).isEmpty();
    assertThat(stage.city.nodeDirectories()).isEmpty();
  }

  @Test
  void usageCountsWhatTheProcessesUse() throws IOException {
    // Given
    Workload workload = Stage.serving(A);
    stage.run(workload);
    Path volumes = stage.city.nodeDirectory(stage.network, A).volumes();
    Files.write(volumes.resolve("data").resolve("blocks"), new byte[5_000]);
    // When
    List<Usage> usage = stage.adapter.usage(stage.network);
    // Then
    assertThat(usage).singleElement().satisfies(u -> assertThat(u.storageBytes()).isEqualTo(5_000));
    assertThat(usage.get(0).memoryBytes()).isBetween(10_000L, 50_000_000L);
  }
}
