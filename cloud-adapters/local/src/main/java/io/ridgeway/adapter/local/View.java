package io.ridgeway.adapter.local;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Optional;

/** How a workload is, as its state machine published it last. */
record View(
    Phase phase,
    String digest,
    int restarts,
    Instant since,
    String message,
    Optional<ProcessIdentity> process) {

  ObservedWorkload observed(NodeName name) {
    return new ObservedWorkload(name, phase, digest, restarts, since, message);
  }
}
