package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.PORTS;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.FaultyApiServer.Fault;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.deploy.Fence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One fault at each write of a creation and of a removal: what comes out is what comes out without.
 * By default each write meets one kind of fault, in turn; with {@code -Dridgeway.full} every kind.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
  /** All kinds but the gateway's routes, which are watched only where nodes are reached by them. */
  private static final int WATCHES = Kind.values().length - 1;

  private static final Duration SOON = Duration.ofSeconds(90);

  /** The fence's, the namespace's, and one of what is asked to end at once. */
  private static final int REMOVAL_WRITES = 3;

  private static @Nullable Undisturbed undisturbed;

  private final KubeCluster cluster = KubeCluster.apiOnly();
  private FaultyApiServer server;

  @BeforeEach
  void open() {
    server = another();
  }

  private FaultyApiServer another() {
    try {
      return new FaultyApiServer(cluster.client().getConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Stage stage() {
    return stage(server);
  }

  private Stage stage(FaultyApiServer way) {
    return new Stage(cluster.client(), way.kubeconfig())
        .with("allowInsecure", true)
        .with("requestSeconds", 4);
  }

  /** What a creation makes that meets no fault, and in how many writes. */
  private record Undisturbed(List<String> names, int writes) {}

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aCreationComesOutTheSame(Fault fault) {
    // Given
    Undisturbed undisturbed = undisturbed(this);
    int stride = Boolean.getBoolean("ridgeway.full") ? 1 : Fault.values().length;
    int met = 0;
    // When
    int first = stride == 1 ? 0 : fault.ordinal();
    for (int write = first; write < undisturbed.writes; write += stride) {
      try (Stage stage = stage().open()) {
        stage.observe();
        server.inject(fault, write);
        create(stage);
        if (!server.happened()) {
          break;
        }
        met++;
        // Then
        Stage.await("all is seen", SOON, () -> stage.isAsDeclared(node(A)));
        assertThat(names(stage)).as(fault + " at write " + write).isEqualTo(undisturbed.names);
      }
    }
    assertThat(met).isPositive();
  }

  /** A namespace takes its time to go: so the three go side by side, each by a way of its own. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void aRemovalComesOutTheSame(Fault fault) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(REMOVAL_WRITES);
    try {
      List<Future<?>> removals = new ArrayList<>();
      for (int i = 0; i < REMOVAL_WRITES; i++) {
        int write = i;
        removals.add(threads.submit(() -> aRemovalComesOutTheSame(fault, write)));
      }
      for (Future<?> removal : removals) {
        removal.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void aRemovalComesOutTheSame(Fault fault, int write) {
    try (FaultyApiServer way = another();
        Stage stage = stage(way).open()) {
      // Given
      create(stage);
      Stage.await("all is seen", SOON, () -> stage.isAsDeclared(node(A)));
      way.inject(fault, write);
      // When
      persist(() -> stage.adapter.remove(stage.network, new Fence(2)));
      // Then
      assertThat(way.happened()).as(fault + " at write " + write).isTrue();
      stage.awaitGone();
      assertThat(stage.observe().fence()).isEqualTo(2);
    }
  }

  /** One after another, some eighty of them would take longer than a call may. */
  @Test
  void permissionsAreAskedForSeveralAtATime() {
    try (Stage stage = stage().open()) {
      // Given
      stage.adapter.capacity();
      server.reviewsTake(Duration.ofMillis(500));
      // When, Then
      assertThat(stage.adapter.check()).isEmpty();
    }
  }

  @Test
  void limitsThatTheServerHasNotSeenYetAreWaitedFor() {
    try (Stage stage = stage().open()) {
      // Given
      server.inject(Fault.LIMITS_BEHIND, 3);
      // When
      stage.apply(1, node(A));
      // Then
      assertThat(server.happened()).isTrue();
      assertThat(stage.isAsDeclared(node(A))).isTrue();
    }
  }

  @Test
  void aRestartThatWasRefusedGoesOnWhenItIsLookedAt() {
    try (Stage stage = stage().open()) {
      // Given
      create(stage);
      Stage.await("its pod is made", SOON, () -> pod(stage).isPresent());
      String before = pod(stage).orElseThrow().getMetadata().getUid();
      stage.observe();
      server.writes();
      server.inject(Fault.FORBIDDEN, 0);
      // When
      stage
          .client
          .resource(pod(stage).orElseThrow())
          .edit(
              p ->
                  p.edit()
                      .editMetadata()
                      .addToAnnotations(Labels.DIGEST, "old")
                      .endMetadata()
                      .build());
      Stage.await("its deletion is refused", SOON, server::happened);
      assertThat(server.writes()).allMatch(w -> w.startsWith("DELETE") && w.contains("/pods/"));
      // Then
      Stage.await(
          "another pod is made",
          SOON,
          () -> {
            stage.adapter.observe(stage.network);
            return pod(stage).filter(p -> !p.getMetadata().getUid().equals(before)).isPresent();
          });
    }
  }

  private static Optional<Pod> pod(Stage stage) {
    return stage.client.pods().inNamespace(stage.namespace).list().getItems().stream().findFirst();
  }

  /** The same for all kinds of faults: looked at once. */
  private static synchronized Undisturbed undisturbed(FaultsIT test) {
    if (undisturbed == null) {
      try (Stage stage = test.stage().open()) {
        stage.observe();
        test.server.writes();
        create(stage);
        Stage.await("all is seen", SOON, () -> stage.isAsDeclared(node(A)));
        undisturbed = new Undisturbed(names(stage), test.server.writes().size());
      }
    }
    return undisturbed;
  }

  private static void create(Stage stage) {
    persist(() -> stage.adapter.reserve(stage.network, A, PORTS, new Fence(1)));
    persist(() -> stage.apply(1, node(A)));
  }

  /** As the reconciler does: what may pass is tried again. */
  private static void persist(Runnable call) {
    Stage.await(
        "the call goes through",
        SOON,
        () -> {
          call.run();
          return true;
        });
  }

  private static List<String> names(Stage stage) {
    return stage.names().stream().map(n -> n.replace(stage.network.value(), "N")).toList();
  }

  @Test
  void aClusterThatIsDownFailsSoonAndHoldsUpNobodyElse() {
    try (Stage stage = stage().with("callSeconds", 5).open();
        Stage healthy = Stage.onApiServer()) {
      // Given
      persist(() -> stage.apply(1, node(A)));
      healthy.apply(1, node(A));
      // When
      server.down(true);
      Stage.await("it is noticed", SOON, () -> isUnreachable(stage));
      // Then
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> stage.apply(2, node(A)))
            .isInstanceOf(AdapterException.Unreachable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      }
      assertThat(healthy.isAsDeclared(node(A))).isTrue();
      healthy.apply(2, node(A));
      // And it comes back by itself
      server.down(false);
      Stage.await("it is heard again", SOON, () -> !isUnreachable(stage));
      persist(() -> stage.apply(3, node(A)));
      assertThat(stage.observe().fence()).isEqualTo(3);
    }
  }

  private static boolean isUnreachable(Stage stage) {
    try {
      stage.adapter.observe(stage.network);
      return false;
    } catch (AdapterException.Unreachable e) {
      return true;
    }
  }

  @Test
  void aTokenIsRenewedWithoutAnotherConnection() {
    // Given
    try (Stage stage = stage()) {
      server.expect("one");
      stage.token = () -> Optional.of("one");
      stage.open();
      stage.apply(1, node(A));
      Stage.await("all is seen", SOON, () -> stage.isAsDeclared(node(A)));
      Stage.await("all is watched", SOON, () -> server.watched() >= WATCHES);
      int watches = server.watched();
      // When
      server.expect("two");
      stage.token = () -> Optional.of("two");
      // Then
      persist(() -> stage.apply(2, node(A)));
      assertThat(stage.observe().fence()).isEqualTo(2);
      assertThat(server.watched()).isEqualTo(watches);
    }
  }

  @Test
  void aCredentialIsRenewedWithoutARestart() {
    // Given
    try (Stage stage = stage()) {
      server.expect("hush-1");
      stage.kubeconfig = () -> server.kubeconfig("hush-1");
      stage.open();
      stage.apply(1, node(A));
      // When
      server.expect("hush-2");
      stage.kubeconfig = () -> server.kubeconfig("hush-2");
      // Then
      stage.apply(2, node(A));
      assertThat(stage.observe().fence()).isEqualTo(2);
      // And one that isn't allowed in is told apart from a cluster that is down
      server.expect("hush-3");
      assertThatThrownBy(() -> stage.apply(3, node(A)))
          .isInstanceOf(AdapterException.Unreachable.class)
          .hasMessageContaining("credential")
          .hasMessageNotContaining("hush-2");
    }
  }
}
