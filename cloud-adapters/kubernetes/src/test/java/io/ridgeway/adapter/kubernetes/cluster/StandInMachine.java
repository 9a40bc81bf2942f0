package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says of every pod of Ridgeway's in a cluster without machines that it runs, and stands for one
 * large machine while it is open. Nothing runs: a pod's ports stay closed.
 */
public final class StandInMachine implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int THREADS = 4;

  private final KubernetesClient client;
  private final String name;
  private final ScheduledExecutorService heart = Executors.newScheduledThreadPool(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final SharedIndexInformer<Pod> pods;

  private StandInMachine(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
    this.pods =
        client
            .pods()
            .inAnyNamespace()
            .withLabel("app.kubernetes.io/managed-by", "ridgeway")
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    consider(pod);
                  }

                  @Override
                  public void onUpdate(Pod before, Pod pod) {
                    consider(pod);
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unseen) {}
                });
  }

  /** In that cluster, under that name; it takes pods when this returns. */
  public static StandInMachine in(KubeCluster cluster, String name) {
    StandInMachine machine = new StandInMachine(cluster.client(), name);
    machine.beat();
    machine.heart.scheduleWithFixedDelay(
        machine::beatOn, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    // A new one is tainted until its controller has seen that it is ready.
    cluster
        .client()
        .nodes()
        .withName(name)
        .waitUntilCondition(
            n -> n != null && n.getSpec().getTaints().isEmpty(),
            PATIENCE.toSeconds(),
            TimeUnit.SECONDS);
    return machine;
  }

  private void beatOn() {
    try {
      beat();
    } catch (KubernetesClientException e) {
      // The next one may do better.
    }
  }

  private void beat() {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withAllocatable(room())
                .withCapacity(room())
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("StandIn")
                .withMessage("runs nothing")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .endStatus()
                .build())
        .createOr(existing -> existing.patchStatus());
  }

  private static Map<String, Quantity> room() {
    return Map.of(
        "cpu", new Quantity("100000"),
        "memory", new Quantity("100000Gi"),
        "pods", new Quantity("100000"));
  }

  private void consider(Pod pod) {
    boolean runs = pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    if (!runs && pod.getMetadata().getDeletionTimestamp() == null) {
      try {
        threads.execute(() -> run(pod));
      } catch (RejectedExecutionException e) {
        // It is closed.
      }
    }
  }

  private void run(Pod pod) {
    String now = pod.getMetadata().getCreationTimestamp();
    PodStatusBuilder status =
        new PodStatusBuilder()
            .withPhase("Running")
            .withStartTime(now)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime(now)
            .endCondition();
    pod.getSpec()
        .getContainers()
        .forEach(
            c ->
                status
                    .addNewContainerStatus()
                    .withName(c.getName())
                    .withImage(c.getImage())
                    .withImageID("")
                    .withRestartCount(0)
                    .withReady(true)
                    .withStarted(true)
                    .withNewState()
                    .withNewRunning()
                    .withStartedAt(now)
                    .endRunning()
                    .endState()
                    .endContainerStatus());
    try {
      client.resource(new PodBuilder(pod).withStatus(status.build()).build()).patchStatus();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404 && e.getCode() != 409 && e.getCode() != 422) {
        throw e;
      }
      // It has gone, or changed: then it comes again.
    }
  }

  /** Goes, and takes the machine with it; the pods stay as they are. */
  @Override
  public void close() {
    heart.shutdownNow();
    pods.stop();
    threads.shutdownNow();
    client.nodes().withName(name).delete();
  }
}
