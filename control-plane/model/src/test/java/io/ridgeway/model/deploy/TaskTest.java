package io.ridgeway.model.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
  private static final NodeName NODE = NodeName.of("peer", 1);
  private static final Software SOFTWARE = new Software("ledger", "1");

  @ParameterizedTest
  @CsvSource({"Backup,1,PT1S", "backup,0,PT1S", "backup,11,PT1S", "backup,1,PT0.5S", "b,1,PT25H"})
  void whatCannotBeIsRefused(String name, int attempts, Duration deadline) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(name, Optional.empty(), attempts, deadline));
  }

  @Test
  void aDeploymentRefusesTasksThatDoNotFitIt() {
    // Given
    Deployment deployment = deployment("data");
    Task task = task("backup", Optional.of(NODE), 1, Duration.ofMinutes(1));
    Task elsewhere = task("a", Optional.of(NodeName.of("peer", 2)), 1, Duration.ofMinutes(1));
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deployment.running(List.of(task, task)))
        .withMessageContaining("task-backup");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deployment.running(List.of(elsewhere)))
        .withMessageContaining("shares the volumes of no workload");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deployment(Task.SCRATCH).running(List.of(task)))
        .withMessageContaining("scratch");
  }

  @Test
  void aTaskSeesItsNodesVolumesAndItsScratch() {
    // Given
    Task task = task("backup", Optional.of(NODE), 1, Duration.ofMinutes(1));
    // When
    Deployment deployment = deployment("data").running(List.of(task));
    // Then
    assertThat(deployment.asWorkload(task).volumes())
        .containsExactly(new Volume("data", 1), new Volume(Task.SCRATCH, 2));
    assertThat(deployment.leaving(Set.of(NODE)).tasks()).containsExactly(task);
    assertThat(deployment.sharing(Map.of("voters", 1)).tasks()).containsExactly(task);
  }

  private static Task task(String name, Optional<NodeName> node, int attempts, Duration deadline) {
    return new Task(
        name,
        SOFTWARE,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        node,
        new Resources(100, 64, 2),
        attempts,
        deadline);
  }

  private static Deployment deployment(String volume) {
    return new Deployment(
        NetworkId.next(),
        new CityNodeId("local-1"),
        List.of(
            new Workload(
                NODE,
                "peer",
                SOFTWARE,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(new Volume(volume, 1)),
                List.of(),
                Probes.NONE,
                new Resources(100, 64, 1),
                Optional.empty())));
  }
}
