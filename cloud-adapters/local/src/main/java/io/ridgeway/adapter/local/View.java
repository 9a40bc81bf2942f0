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

  /**
   * The same with a sidecar, which is told of where it is what keeps the workload from being well.
   */
  View beside(String name, View sidecar) {
    boolean settled = phase == Phase.RUNNING || phase == Phase.STOPPED;
    boolean told = settled && sidecar.phase != phase;
    // One that has stood still and isn't to any longer is on its way.
    Phase theirs = sidecar.phase == Phase.STOPPED ? Phase.STARTING : sidecar.phase;
    Instant later = since.isBefore(sidecar.since) ? sidecar.since : since;
    return new View(
        told ? theirs : phase,
        // While only one of them is what it is to be, neither is taken for it.
        digest.equals(sidecar.digest) ? digest : digest + "/" + sidecar.digest,
        restarts + sidecar.restarts,
        told ? sidecar.since : phase == Phase.RUNNING ? later : since,
        told && !sidecar.message.isEmpty() ? name + " beside it: " + sidecar.message : message,
        process);
  }

  ObservedWorkload observed(NodeName name) {
    return new ObservedWorkload(name, phase, digest, restarts, since, message);
  }
}
