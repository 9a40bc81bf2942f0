package io.ridgeway.adapter;

import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a city node has of one network.
 *
 * @param fence the highest token that it has seen for the network, 0 if none
 * @param workloads what is here, by name
 * @param tasks the same; of two of one name, the one that is declared
 */
public record Observation(long fence, List<ObservedWorkload> workloads, List<ObservedTask> tasks) {
  public Observation {
    workloads = List.copyOf(workloads);
    tasks = List.copyOf(tasks);
  }

  /** Without tasks. */
  public Observation(long fence, List<ObservedWorkload> workloads) {
    this(fence, workloads, List.of());
  }

  public Optional<ObservedWorkload> find(NodeName node) {
    return workloads.stream().filter(w -> w.name().equals(node)).findFirst();
  }

  /** The task of that name. */
  public Optional<ObservedTask> task(String name) {
    return tasks.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /**
   * One task as it is.
   *
   * @param digest {@link WorkloadDigest#of(io.ridgeway.model.deploy.Task)} of what is or was run;
   *     empty if it isn't declared any longer and is on its way out
   */
  public record ObservedTask(String name, String digest, TaskState state) {}

  /**
   * One workload as it is.
   *
   * @param digest of what it was last brought to: {@link CloudAdapter#digest} of that moment
   * @param restarts how often it was started again since it was first
   * @param since when the phase began
   * @param message why, where it isn't running; no secret
   */
  public record ObservedWorkload(
      NodeName name, Phase phase, String digest, int restarts, Instant since, String message) {}

  /** How a workload is. */
  public enum Phase {
    /** Being prepared or started. */
    STARTING,
    /** The program runs and its {@code alive} probe, if any, says yes. */
    RUNNING,
    /** It died and waits for its next start. */
    BACKING_OFF,
    /** It can't be started as things are; {@code message} says why. It is tried again, slowly. */
    BLOCKED,
    /** It stands still, as it was told to: nothing of it runs. */
    STOPPED
  }
}
