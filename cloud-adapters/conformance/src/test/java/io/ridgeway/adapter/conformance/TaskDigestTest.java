package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskDigestTest {
  private static final Software SOFTWARE = new Software("ledger", "1.0");
  private static final List<ConfigFile> FILES = List.of(new ConfigFile("a.conf", "a\n"));
  private static final List<SecretFile> SECRETS =
      List.of(new SecretFile("nodekey", new KeyId("k00000000demo"), SecretFile.Format.HEX));
  private static final Optional<NodeName> NODE = Optional.of(NodeName.of("peer", 1));
  private static final Resources RESOURCES = new Resources(100, 64, 1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Task TASK =
      new Task(
          "backup",
          SOFTWARE,
          List.of("dump", "{{volume.data}}"),
          Map.of("B", "2", "A", "1"),
          FILES,
          SECRETS,
          NODE,
          RESOURCES,
          3,
          HOUR);

  /** If this must change, an upgrade of Ridgeway runs anew whatever has been run. */
  @Test
  void isTheSameInEveryVersionOfRidgeway() {
    assertThat(WorkloadDigest.of(TASK))
        .isEqualTo("68280f32971045fa3d54ef10881d0926aea19f868c3dc0bce021a35753032bfa");
  }

  @Test
  void isAnotherWhateverIsAnother() {
    // Given
    List<String> arguments = TASK.arguments();
    Map<String, String> environment = TASK.environment();
    // When
    List<String> digests =
        Stream.of(
                TASK,
                new Task(
                    "b",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    new Software("ledger", "2"),
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    List.of("dump {{volume.data}}"),
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    Map.of("A", "1"),
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    List.of(new ConfigFile("a.conf", "b\n")),
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    List.of(new ConfigFile("a.conf", "a\n", true)),
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    List.of(),
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    List.of(
                        new SecretFile(
                            "nodekey",
                            new KeyId("k00000000demo"),
                            SecretFile.Format.HEX,
                            Optional.of("{{value}}"))),
                    NODE,
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    Optional.empty(),
                    RESOURCES,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    Resources.NONE,
                    3,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    2,
                    HOUR),
                new Task(
                    "backup",
                    SOFTWARE,
                    arguments,
                    environment,
                    FILES,
                    SECRETS,
                    NODE,
                    RESOURCES,
                    3,
                    HOUR.plusSeconds(1)))
            .map(WorkloadDigest::of)
            .toList();
    // Then
    assertThat(digests).doesNotHaveDuplicates().allMatch(d -> d.matches("[0-9a-f]{64}"));
  }

  /** Who adds a component to one of these must say in the digest's text what it is. */
  @Test
  void knowsEveryComponent() {
    assertThat(Task.class.getRecordComponents()).hasSize(10);
    assertThat(ConfigFile.class.getRecordComponents()).hasSize(3);
    assertThat(SecretFile.class.getRecordComponents()).hasSize(4);
    assertThat(Software.class.getRecordComponents()).hasSize(2);
    assertThat(Resources.class.getRecordComponents()).hasSize(3);
  }
}
