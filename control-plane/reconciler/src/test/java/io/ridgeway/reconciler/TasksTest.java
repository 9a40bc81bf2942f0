package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.adapter.conformance.WriteHook;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pack that renders a task beside the nodes of a network that is ready. */
class TasksTest {
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final World world = new World().created();
  private final Reconciler reconciler = world.reconciler();
  private final AtomicInteger applied = new AtomicInteger();

  TasksTest() {
    world.cities.forEach(
        c ->
            c.hook(
                new WriteHook() {
                  @Override
                  public void before(Write write, NetworkId network) {
                    applied.addAndGet(write == Write.APPLY ? 1 : 0);
                  }
                }));
  }

  @Test
  void isTakenUpOnceAtEachCityNodeAndNotAgainWhenItHasEnded() {
    // Given
    List<String> before = world.traces();
    // When
    world.pack.tasks = List.of(task("run"));
    world.run(reconciler, A_WHILE);
    // Then
    assertThat(world.cities)
        .allSatisfy(
            c ->
                assertThat(tasks(c))
                    .singleElement()
                    .extracting(ObservedTask::state)
                    .isEqualTo(new TaskState.Succeeded()));
    assertThat(applied).hasValue(world.cities.size());
    assertThat(world.traces()).containsAll(before);
    assertThat(world.deployments())
        .allSatisfy(d -> assertThat(d.mayBeAway()).as("its share is kept").isNotEmpty());
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void hasFailedAndHoldsNothingUp() {
    // When
    world.pack.tasks = List.of(task(FakeCityNode.FAIL));
    world.run(reconciler, A_WHILE);
    // Then
    assertThat(world.cities)
        .allSatisfy(
            c ->
                assertThat(tasks(c))
                    .singleElement()
                    .extracting(ObservedTask::state)
                    .isInstanceOf(TaskState.Failed.class));
    assertThat(applied).hasValue(world.cities.size());
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void isForgottenWhenItIsNoLongerRenderedOrTheNetworkGoes() {
    // Given
    world.pack.tasks = List.of(task("run"));
    world.run(reconciler, A_WHILE);
    // When
    world.pack.tasks = List.of();
    world.run(world.reconciler(), A_WHILE);
    // Then
    assertThat(world.cities).allSatisfy(c -> assertThat(tasks(c)).isEmpty());
    // When
    world.pack.tasks = List.of(task("run"));
    Reconciler another = world.reconciler();
    world.run(another, A_WHILE);
    world.delete();
    world.converge(another);
    // Then
    assertThat(world.traces()).isEmpty();
  }

  private List<ObservedTask> tasks(FakeCityNode city) {
    return city.open().observe(world.network).tasks();
  }

  private static Task task(String argument) {
    return new Task(
        "backup",
        FakePack.SOFTWARE,
        List.of(argument),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Resources(100, 64, 0),
        2,
        Duration.ofMinutes(10));
  }
}
