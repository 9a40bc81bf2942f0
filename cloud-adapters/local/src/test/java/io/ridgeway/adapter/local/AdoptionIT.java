package io.ridgeway.adapter.local;

import static io.ridgeway.adapter.local.Stage.A;
import static io.ridgeway.adapter.local.Stage.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes outlive their adapter, and are found again: each once, and never another's. */
class AdoptionIT {
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
  void processesSurviveTheKilledApplicationAndAreAdopted() throws Exception {
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
                stage.city.configuration.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(application.inputReader().readLine()).isEqualTo("running");
    long first = stage.city.pid(network, A);
    long second = stage.city.pid(network, B);
    // When
    application.destroyForcibly();
    assertThat(application.waitFor(90, TimeUnit.SECONDS)).isTrue();
    // Then
    assertThat(stage.city.processes())
        .extracting(p -> p.entry().pid())
        .containsExactlyInAnyOrder(first, second);
    stage.adapter = stage.city.open();
    stage.city.pass(Duration.ofSeconds(1));
    assertThat(stage.adapter.observe(network).workloads())
        .hasSize(2)
        .allSatisfy(
            w -> {
              assertThat(w.phase()).isEqualTo(Observation.Phase.RUNNING);
              assertThat(w.restarts()).isZero();
            });
    assertThat(stage.city.pid(network, A)).isEqualTo(first);
    assertThat(stage.city.processes()).hasSize(2);
    stage.city.kill(network, A);
    stage.await(
        () -> stage.adapter.observe(network).find(A).filter(w -> w.restarts() == 1).isPresent());
  }

  @Test
  void aProcessThatWasStartedButNotYetRecordedIsAdopted() throws IOException {
    // Given what a death between start and record leaves: the intent, and the process
    Workload workload = Stage.serving(A);
    stage.run(workload);
    long pid = stage.city.pid(stage.network, A);
    stage.adapter.close();
    NodeDirectory directory = stage.city.nodeDirectory(stage.network, A);
    RunRecord run = RunRecord.read(directory);
    Disk.replace(
        directory.run(),
        Json.write(
            new RunRecord(
                1,
                run.launch(),
                run.digest(),
                0,
                Optional.empty(),
                run.startedAt(),
                Optional.empty())));
    // When
    stage.adapter = stage.city.open();
    // Then
    assertThat(stage.running(workload).restarts()).isZero();
    assertThat(stage.city.processes()).extracting(p -> p.entry().pid()).containsExactly(pid);
    assertThat(stage.city.pid(stage.network, A)).isEqualTo(pid);
  }

  @Test
  void whatWasToStandStillWhenTheApplicationDiedIsEndedAndNotStarted() throws IOException {
    // Given what a death leaves once that is recorded: the record, and the process
    stage.run(Stage.serving(A));
    stage.adapter.close();
    NetworkRecords.load(Home.open(stage.city.home))
        .update(
            stage.network,
            r ->
                new NetworkRecord(
                    r.format(),
                    r.fence(),
                    r.places(),
                    r.workloads().stream()
                        .map(p -> new Placed(p.incarnation(), p.digest(), p.workload(), true))
                        .toList(),
                    r.tasks()));
    assertThat(stage.city.processes()).hasSize(1);
    // When
    stage.adapter = stage.city.open();
    // Then
    stage.await(A, w -> w.phase() == Observation.Phase.STOPPED);
    assertThat(stage.city.processes()).isEmpty();
    // When
    stage.adapter.close();
    stage.adapter = stage.city.open();
    stage.await(A, w -> w.phase() == Observation.Phase.STOPPED);
    stage.city.pass(Duration.ofSeconds(1));
    // Then
    stage.await(A, w -> w.phase() == Observation.Phase.STOPPED);
    assertThat(stage.city.processes()).isEmpty();
  }

  @Test
  void aProcessOfAnIntentThatWasLostIsReplacedNotDoubled() throws IOException {
    // Given
    Workload workload = Stage.serving(A);
    stage.run(workload);
    long pid = stage.city.pid(stage.network, A);
    stage.adapter.close();
    Disk.deleteTree(stage.city.nodeDirectory(stage.network, A).run());
    // When
    stage.adapter = stage.city.open();
    // Then
    stage.running(workload);
    assertThat(stage.city.processes()).hasSize(1).noneMatch(p -> p.entry().pid() == pid);
  }

  @Test
  void aRecycledPidIsNeitherAdoptedNorStruck() throws Exception {
    // Given
    Workload workload = Stage.serving(A);
    stage.run(workload);
    stage.adapter.close();
    LocalCityNode.stopAll(stage.city.home);
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      NodeDirectory directory = stage.city.nodeDirectory(stage.network, A);
      RunRecord run = RunRecord.read(directory);
      ProcessIdentity old = run.process().orElseThrow();
      ProcessTable table = ProcessTable.ofThisMachine();
      long ticks = table.entry(stranger.pid()).orElseThrow().startTicks();
      for (ProcessIdentity recycled :
          List.of(
              // Another start time; then, as after a reboot, even the same one.
              new ProcessIdentity(old.boot(), stranger.pid(), old.startTicks(), old.command()),
              new ProcessIdentity(old.boot(), stranger.pid(), ticks, old.command()),
              new ProcessIdentity("other", stranger.pid(), ticks, List.of("sleep", "60")))) {
        Disk.replace(directory.run(), Json.write(run.started(recycled)));
        // When
        stage.adapter = stage.city.open();
        stage.running(workload);
        long pid = stage.city.pid(stage.network, A);
        stage.adapter.close();
        int stopped = LocalCityNode.stopAll(stage.city.home);
        // Then
        assertThat(pid).isNotEqualTo(stranger.pid());
        assertThat(stopped).isEqualTo(1);
        assertThat(stranger.isAlive()).isTrue();
      }
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void stopAllStopsEverythingAndTheNextAdapterStartsItAgain() {
    // Given
    Workload workload = Stage.serving(A);
    ObservedWorkload before = stage.run(workload);
    assertThatThrownBy(() -> HomeLock.take(stage.city.home, Duration.ZERO))
        .isInstanceOf(AdapterException.Unreachable.class);
    stage.adapter.close();
    // When
    int stopped = LocalCityNode.stopAll(stage.city.home);
    // Then
    assertThat(stopped).isEqualTo(1);
    assertThat(stage.city.processes()).isEmpty();
    assertThat(LocalCityNode.stopAll(stage.city.home)).isZero();
    stage.adapter = stage.city.open();
    ObservedWorkload after = stage.running(workload);
    assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
  }

  @Test
  void aHomeThatIsNotThereHasNothingToStop() {
    assertThat(LocalCityNode.stopAll(stage.city.directory.resolve("nowhere"))).isZero();
  }

  @Test
  void onlyOneAdapterHasAHomeOpen() {
    assertThatThrownBy(stage.city::open)
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining(stage.city.home.toString())
        .hasMessageContaining("stop it");
    // The refused one must not have freed the lock that the first one holds.
    assertThatThrownBy(stage.city::open).isInstanceOf(AdapterException.Unreachable.class);
    stage.reopen();
  }

  @Test
  void anAdapterInAnotherProcessHasTheHomeOpen() throws Exception {
    // Given
    stage.adapter.close();
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AdapterProcess.class.getName(),
                NetworkId.next().value(),
                stage.city.configuration.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(application.inputReader().readLine()).isEqualTo("running");
      // When, Then
      assertThatThrownBy(stage.city::open).isInstanceOf(AdapterException.Unreachable.class);
    } finally {
      application.destroyForcibly().waitFor();
    }
    stage.city.with("lockWaitSeconds", 5);
    stage.adapter = stage.city.open();
  }
}
