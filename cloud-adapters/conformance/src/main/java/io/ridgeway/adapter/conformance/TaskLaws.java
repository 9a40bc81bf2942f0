package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.TaskState.Failed;
import io.ridgeway.adapter.TaskState.Running;
import io.ridgeway.adapter.TaskState.Succeeded;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.adapter.conformance.TestCityNode.Ending;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The laws of tasks, one test for each. Of an adapter that doesn't declare them each test sees only
 * that it refuses them.
 */
abstract class TaskLaws extends FileLaws {
  private static final Duration AMPLE = Duration.ofMinutes(10);

  private Optional<Workload> node = Optional.empty();

  @Test
  void aTaskRunsOnceWithTheVolumesOfItsNodeAndDisturbsNothing() {
    // Given
    if (refusesTasks()) {
      return;
    }
    ObservedWorkload before = runNode();
    Task task = bench.samples.task("backup", A, "one", Ending.SUCCESS, 1, AMPLE);
    // When
    apply(1, task);
    ObservedTask ended = ended("backup");
    // Then
    assertThat(ended.state()).isEqualTo(new Succeeded());
    assertThat(ended.digest()).isEqualTo(WorkloadDigest.of(task));
    assertThat(notes()).containsExactly("one");
    // When
    apply(1, task);
    bench.reopen();
    apply(2, task);
    bench.city.pass(Duration.ofSeconds(2));
    // Then
    assertThat(notes()).containsExactly("one");
    assertThat(bench.adapter.observe(network))
        .isEqualTo(new Observation(2, List.of(before), List.of(ended)));
  }

  @Test
  void aTaskThatFailsIsTriedAgainAndThenSaysWhy() {
    // Given
    if (refusesTasks()) {
      return;
    }
    runNode();
    // When
    apply(1, bench.samples.task("backup", A, "no luck", Ending.FAILURE, 2, AMPLE));
    TaskState state = ended("backup").state();
    // Then
    assertThat(state)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.exitCode()).hasValue(3);
              assertThat(failed.message()).isNotBlank();
              assertThat(failed.output()).anyMatch(l -> l.contains("no luck"));
            });
    assertThat(notes()).containsExactly("no luck", "no luck");
  }

  @Test
  void aTaskThatTakesTooLongIsEnded() {
    // Given
    if (refusesTasks()) {
      return;
    }
    // When
    apply(1, bench.samples.scratch("endless", Ending.NEVER, Duration.ofSeconds(3)));
    // Then
    assertThat(ended("endless").state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.exitCode()).isEmpty();
              assertThat(failed.message()).isNotBlank();
            });
  }

  @Test
  void aChangedTaskIsAnotherRunAndOneThatIsNotDeclaredIsForgotten() {
    // Given
    if (refusesTasks()) {
      return;
    }
    runNode();
    apply(1, bench.samples.task("backup", A, "one", Ending.SUCCESS, 1, AMPLE));
    ended("backup");
    // When
    Task changed = bench.samples.task("backup", A, "two", Ending.SUCCESS, 1, AMPLE);
    apply(1, changed);
    await(changed, TaskState::ended);
    // Then
    assertThat(notes()).containsExactly("one", "two");
    assertThat(bench.adapter.observe(network).tasks()).hasSize(1);
    // When
    apply(1);
    // Then
    noTasks();
    assertThat(bench.city.traces(network)).noneMatch(t -> t.contains("backup"));
  }

  @Test
  void aTaskRunsOnTheVolumesOfANodeThatStandsStill() {
    // Given
    if (refusesTasks() || !bench.adapter.capabilities().contains(Capability.STANDSTILL)) {
      return;
    }
    runNode();
    Workload still = node.orElseThrow();
    bench.applyStopped(Set.of(A), network, 1, still);
    bench.observed(network, A, w -> w.phase() == Phase.STOPPED);
    // When
    Task task = bench.samples.task("tidy", A, "one", Ending.SUCCESS, 1, AMPLE);
    bench.adapter.apply(
        bench.samples.stopped(Set.of(A), network, still).running(List.of(task)),
        new Fence(1),
        bench.key);
    // Then
    assertThat(ended("tidy").state()).isEqualTo(new Succeeded());
    bench.observed(network, A, w -> w.phase() == Phase.STOPPED);
    // When
    apply(1);
    // Then
    bench.running(network, still);
    noTasks();
    assertThat(notes()).containsExactly("one");
  }

  @Test
  void aRunningTaskGoesOnWithoutItsAdapterAndIsStoppedWhenItIsNotDeclared() {
    // Given
    if (refusesTasks()) {
      return;
    }
    runNode();
    Task task = bench.samples.task("watch", A, "begun", Ending.NEVER, 1, AMPLE);
    apply(1, task);
    await(task, Running.class::isInstance);
    bench.until("it has begun", this::notes, n -> n.size() == 1);
    // When
    bench.reopen();
    bench.city.pass(Duration.ofSeconds(1));
    // Then
    await(task, Running.class::isInstance);
    assertThat(notes()).containsExactly("begun");
    // When
    apply(1);
    // Then
    noTasks();
    assertThat(bench.city.traces(network)).noneMatch(t -> t.contains("watch"));
  }

  @Test
  void theEndOfATaskIsFoundByTheNextAdapter() {
    // Given
    if (refusesTasks()) {
      return;
    }
    runNode();
    Task task = bench.samples.task("backup", A, "late", Ending.SUCCESS_LATER, 1, AMPLE);
    apply(1, task);
    bench.until("it has begun", this::notes, n -> n.size() == 1);
    // When
    bench.adapter.close();
    bench.city.pass(Duration.ofSeconds(5));
    bench.reopen();
    // Then
    await(task, TaskState::ended);
    assertThat(ended("backup").state()).isEqualTo(new Succeeded());
    assertThat(notes()).containsExactly("late");
  }

  @Test
  void anOlderTokenTakesUpNoTask() {
    // Given
    if (refusesTasks()) {
      return;
    }
    bench.apply(network, 5);
    Task task = bench.samples.scratch("late", Ending.SUCCESS, AMPLE);
    // When, Then
    assertThatThrownBy(() -> apply(4, task)).isInstanceOf(AdapterException.FencedOff.class);
    bench.city.pass(Duration.ofSeconds(1));
    assertThat(bench.adapter.observe(network).tasks()).isEmpty();
    assertThat(bench.city.traces(network)).noneMatch(t -> t.contains("late"));
  }

  @Test
  void removeStopsTasksAndNoSecretOfTheirsAppears() {
    // Given
    if (refusesTasks()) {
      return;
    }
    Task task = bench.samples.scratch("endless", Ending.NEVER, AMPLE);
    apply(1, task);
    await(task, Running.class::isInstance);
    List<String> texts = bench.city.visibleTexts();
    // When
    bench.adapter.remove(network, new Fence(2));
    // Then
    bench.gone(network, 2);
    assertThat(bench.key.asked()).isPositive();
    assertThat(bench.key.zeroed()).isTrue();
    assertThat(texts)
        .isNotEmpty()
        .allSatisfy(
            t ->
                assertThat(t.toLowerCase(Locale.ROOT)).doesNotContain(RecognisableKey.spellings()));
  }

  @Test
  void unknownSoftwareOfATaskIsRefusedWhole() {
    // Given
    if (refusesTasks()) {
      return;
    }
    Task task = bench.samples.unknownSoftware("strange");
    // When, Then
    assertThatThrownBy(
            () ->
                bench.adapter.apply(
                    bench
                        .samples
                        .deployment(network, bench.samples.listening(A))
                        .running(List.of(task)),
                    new Fence(1),
                    bench.key))
        .isInstanceOf(AdapterException.SoftwareUnavailable.class)
        .hasMessageContaining("never-heard-of");
    nothingWasMade();
  }

  final void nothingWasMade() {
    assertThat(bench.adapter.observe(network)).isEqualTo(new Observation(0, List.of()));
    assertThat(bench.city.traces(network)).isEmpty();
    assertThat(bench.key.asked()).isZero();
  }

  /** Whether the adapter declares no tasks; then it must refuse them. */
  private boolean refusesTasks() {
    if (bench.adapter.capabilities().contains(Capability.TASKS)) {
      return false;
    }
    Task task = bench.samples.ofSoftware("backup", bench.city.software());
    assertThatThrownBy(
            () ->
                bench.adapter.apply(
                    bench
                        .samples
                        .deployment(network, bench.samples.listening(A))
                        .running(List.of(task)),
                    new Fence(1),
                    bench.key))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("backup");
    nothingWasMade();
    return true;
  }

  private ObservedWorkload runNode() {
    Workload listening = bench.samples.listening(A);
    node = Optional.of(listening);
    bench.run(network, 1, listening);
    return bench.running(network, listening);
  }

  /** With the node, if it was run. */
  private void apply(long token, Task... tasks) {
    bench.apply(network, token, List.of(tasks), node.stream().toArray(Workload[]::new));
  }

  private ObservedTask ended(String name) {
    return bench
        .until(
            "the end of task " + name,
            () -> bench.adapter.observe(network).task(name),
            t -> t.filter(o -> o.state().ended()).isPresent())
        .orElseThrow();
  }

  private void await(Task task, Predicate<TaskState> wanted) {
    String digest = WorkloadDigest.of(task);
    bench.until(
        "observation of task " + task.name(),
        () -> bench.adapter.observe(network).task(task.name()),
        t -> t.filter(o -> o.digest().equals(digest) && wanted.test(o.state())).isPresent());
  }

  private void noTasks() {
    bench.until("no task is observed", () -> bench.adapter.observe(network).tasks(), List::isEmpty);
  }

  private List<String> notes() {
    return bench.city.lines(network, A, "data", "notes");
  }
}
