package io.ridgeway.reconciler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An adapter of a plugin that misbehaves, as its callers see it. */
class GuardTest {
  private static final NetworkId ONE = NetworkId.next();
  private static final NetworkId OTHER = NetworkId.next();

  @TempDir private Path temporary;
  private PluginDirectory directory;
  private Plugins plugins;

  @BeforeEach
  void makeDirectory() {
    directory = new PluginDirectory(temporary);
  }

  @AfterEach
  void close() {
    if (plugins != null) {
      plugins.close();
    }
  }

  static AdapterContext context() {
    return new AdapterContext(
        new CityNodeId("a-1"), Map.of(), property -> Optional.of("of-a-1"), network -> {});
  }

  private CloudAdapter open(String... troubles) {
    plugins = directory.add("plugin.jar", troubles).load();
    return plugins.providers().get(0).open(context());
  }

  private void fails(Runnable call, String... how) {
    assertThatThrownBy(call::run)
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContainingAll("the plugin troubled at city node a-1", "remove it")
        .hasMessageContainingAll(how);
  }

  @Test
  void whateverIsThrownIsUnreachableOfItsOwnCityNode() {
    // Given
    CloudAdapter adapter =
        open("observe throws", "usage links", "capacity overflows", "software null");
    // When, Then
    fails(() -> adapter.observe(ONE), "observe failed with IllegalStateException; see the log");
    fails(() -> adapter.usage(ONE), "NoClassDefFoundError");
    fails(adapter::capacity, "StackOverflowError");
    fails(adapter::software, "NullPointerException");
    fails(() -> adapter.tunnel(ONE, null, null), "IllegalStateException");
    assertThat(adapter.capabilities()).isEmpty();
    assertThat(plugins.all().get(0).problem())
        .startsWith("It failed 5 times; last at 2026-11-21T10:00:00Z: tunnel");
  }

  @Test
  void whatCustodyRefusesStaysARefusalAndAPluginsOwnIsAFault() {
    // Given
    CloudAdapter adapter = open("observe refuses");
    Deployment deployment = new Deployment(ONE, new CityNodeId("a-1"), List.of());
    Refusal refusal = Refusal.notFound("key", "k");
    // When, Then
    assertThatThrownBy(
            () ->
                adapter.apply(
                    deployment,
                    new Fence(1),
                    key -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    fails(() -> adapter.observe(ONE), "observe failed with Refusal");
  }

  @Test
  void keysAreHandedOutAsIfOnTheCallersThread() {
    // Given
    CloudAdapter adapter = open();
    Deployment deployment = new Deployment(ONE, new CityNodeId("a-1"), List.of());
    List<ClassLoader> seen = new ArrayList<>();
    // When
    adapter.apply(
        deployment,
        new Fence(1),
        key -> {
          seen.add(Thread.currentThread().getContextClassLoader());
          return new byte[32];
        });
    // Then
    assertThat(seen).containsExactly(Thread.currentThread().getContextClassLoader());
  }

  @Test
  void anAdapterThatKnowsNoTasksIsNotGivenAny() {
    // Given
    CloudAdapter adapter = open();
    Task task =
        new Task(
            "backup",
            new Software("sample", "1"),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Resources.NONE,
            1,
            Duration.ofMinutes(1));
    Deployment deployment =
        new Deployment(ONE, new CityNodeId("a-1"), List.of()).running(List.of(task));
    // When, Then
    assertThatThrownBy(() -> adapter.apply(deployment, new Fence(1), key -> new byte[32]))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessage("Task backup can't be run at a-1: its adapter runs no tasks.");
  }

  @Test
  void aCallThatWasCutOffGetsNoKeys() throws Exception {
    // Given
    CloudAdapter adapter = open("apply exits-hanging");
    Deployment deployment = new Deployment(ONE, new CityNodeId("a-1"), List.of());
    AtomicInteger asked = new AtomicInteger();
    // When
    fails(
        () ->
            adapter.apply(
                deployment,
                new Fence(1),
                key -> {
                  asked.incrementAndGet();
                  return new byte[32];
                }),
        "did not end");
    Thread.sleep(200);
    // Then
    assertThat(asked).hasValue(0);
  }

  @Test
  void openingThatFailsIsUnreachableToo() {
    assertThatThrownBy(() -> open("open links"))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("NoClassDefFoundError");
  }

  @Test
  void oneThatHangsIsCutOffAndItsNetworkWaits() {
    // Given
    CloudAdapter adapter = open("observe hangs");
    // When, Then
    fails(() -> adapter.observe(ONE), "observe did not end within 500 ms");
    fails(() -> adapter.usage(ONE), "an earlier call about the same network still hangs");
    assertThat(adapter.usage(OTHER)).isEmpty();
  }

  @Test
  void oneThatHeedsTheInterruptIsAskedAgain() throws Exception {
    // Given
    CloudAdapter adapter = open("observe exits-hanging");
    fails(() -> adapter.observe(ONE), "did not end");
    // When
    Thread.sleep(100);
    // Then
    assertThat(adapter.usage(ONE)).isEmpty();
  }

  @Test
  void aPluginThatTakesAllItsThreadsTakesNobodyElses() throws Exception {
    // Given
    CloudAdapter adapter = open("observe hangs");
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < Guard.THREADS; i++) {
      NetworkId network = NetworkId.next();
      Thread caller =
          new Thread(
              () ->
                  assertThatThrownBy(() -> adapter.observe(network))
                      .isInstanceOf(AdapterException.class));
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    // When, Then
    fails(adapter::capabilities, "capabilities was not tried");
    AdapterContext elsewhere = AdapterContext.of(new CityNodeId("b-1"), Map.of());
    assertThat(plugins.providers().get(0).open(elsewhere).capabilities()).isEmpty();
    adapter.close();
  }

  @Test
  void afterSeveralHangsOneIsTriedNowAndThenUntilItAnswers() throws Exception {
    // Given
    CloudAdapter adapter = open("observe exits-hanging");
    for (int i = 0; i < Guard.HANGS; i++) {
      NetworkId network = NetworkId.next();
      fails(() -> adapter.observe(network), "did not end");
    }
    // When, Then
    fails(() -> adapter.usage(ONE), "the last calls all hung");
    // When
    Thread.sleep(PluginDirectory.DEADLINE.toMillis());
    // Then
    assertThat(adapter.usage(ONE)).isEmpty();
    assertThat(adapter.usage(OTHER)).isEmpty();
  }

  @Test
  void itRunsWithItsOwnContextClassLoaderAndItsCityNodesCredentials() {
    // When
    List<String> seen = open().check();
    // Then
    assertThat(seen.get(0)).contains("URLClassLoader");
    assertThat(seen.get(1)).isEqualTo("of-a-1");
  }

  @Test
  void itSeesTheSpiAndNothingElseOfOurs() throws Exception {
    SpiOnly parent = new SpiOnly();
    assertThat(parent.loadClass(CloudAdapter.class.getName())).isSameAs(CloudAdapter.class);
    assertThat(parent.loadClass(NetworkId.class.getName())).isSameAs(NetworkId.class);
    for (String hidden :
        List.of(
            Plugins.class.getName(),
            "io.ridgeway.adapter.conformance.FakeCityNode",
            "org.slf4j.Logger",
            "com.fasterxml.jackson.databind.ObjectMapper")) {
      assertThatThrownBy(() -> parent.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
    }
  }
}
