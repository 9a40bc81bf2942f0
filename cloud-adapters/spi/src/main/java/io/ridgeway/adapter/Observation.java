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
 */
public record Observation(long fence, List<ObservedWorkload> workloads) {
  public Observation {
    workloads = List.copyOf(workloads);
  }

  public Optional<ObservedWorkload> find(NodeName node) {
    return workloads.stream().filter(w -> w.name().equals(node)).findFirst();
  }

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
    BLOCKED
  }
}
