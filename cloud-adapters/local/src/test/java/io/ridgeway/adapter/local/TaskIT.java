package io.ridgeway.adapter.local;

import static io.ridgeway.adapter.local.Stage.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.TaskState.Failed;
import io.ridgeway.adapter.conformance.TestCityNode.Ending;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks through the deaths of the application and of the machine. */
class TaskIT {
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new Stage(new LocalTestCityNode());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void tasksGoOnWithoutTheKilledApplicationAndTheirEndIsFound() throws Exception {
    // Given
    stage.adapter.close();
    NetworkId network = NetworkId.next();
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AdapterProcess.class.getName(),
                network.value(),
                stage.city.configuration.toString(),
                "tasks")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(application.inputReader().readLine()).isEqualTo("running");
    // When
    application.destroyForcibly();
    assertThat(application.waitFor(90, TimeUnit.SECONDS)).isTrue();
    stage.await(() -> stage.notes(network).size() == 2);
    stage.city.pass(Duration.ofSeconds(4));
    stage.adapter = stage.city.open();
    // Then
    stage.await(() -> state(network, "late").ended());
    assertThat(state(network, "late")).isEqualTo(new TaskState.Succeeded());
    stage.city.pass(Duration.ofSeconds(2));
    assertThat(state(network, "endless")).isEqualTo(new TaskState.Running());
    assertThat(stage.notes(network)).containsExactlyInAnyOrder("late", "endless");
  }

  @Test
  void aTaskThatWasStoppedWithTheMachineIsRunAgainAndLosesNoAttempt() {
    // Given
    Task once =
        new Task(
            "once",
            SampleProgram.SOFTWARE,
            List.of("note", "{{volume.data}}/notes", "once", Ending.NEVER.name()),
            Stage.ENDLESS.environment(),
            List.of(),
            List.of(),
            Stage.ENDLESS.node(),
            Stage.ENDLESS.resources(),
            1,
            Duration.ofMinutes(10));
    stage.apply(List.of(once), Stage.serving(A));
    stage.await(() -> stage.notes(stage.network).size() == 1);
    stage.adapter.close();
    // When
    LocalCityNode.stopAll(stage.city.home);
    stage.adapter = stage.city.open();
    // Then
    stage.await(() -> stage.notes(stage.network).size() == 2);
    stage.await(() -> state(stage.network, "once").equals(new TaskState.Running()));
  }

  @Test
  void aTaskWhoseProgramIsKilledHasFailed() {
    // Given
    Task task = Stage.task("doomed", Ending.NEVER);
    stage.apply(List.of(task), Stage.serving(A));
    for (int attempt = 1; attempt <= 3; attempt++) {
      int begun = attempt;
      stage.await(() -> stage.notes(stage.network).size() == begun);
      // When
      stage.city.processes().stream()
          .filter(p -> p.marker().incarnation().equals(incarnation(task)) && !p.leads())
          .forEach(
              p -> ProcessHandle.of(p.entry().pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
    // Then
    stage.await(() -> state(stage.network, "doomed").ended());
    assertThat(state(stage.network, "doomed"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.exitCode()).hasValue(137);
              assertThat(failed.output()).contains("doomed");
            });
  }

  private String incarnation(Task task) {
    return stage.city.nodeDirectory(stage.network, task.nodeName()).incarnation();
  }

  private TaskState state(NetworkId network, String task) {
    return stage.adapter.observe(network).task(task).orElseThrow().state();
  }
}
