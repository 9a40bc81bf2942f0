package io.ridgeway.portal.view;

import io.ridgeway.model.network.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An operation with its steps in order. */
public record OperationView(
    String id,
    String network,
    Operation.Kind kind,
    Operation.State state,
    int percent,
    List<Operation.Step> steps,
    String message,
    Instant requestedAt,
    Optional<Instant> finishedAt) {
  public static OperationView of(Operation o) {
    return new OperationView(
        o.id().value(),
        o.network().value(),
        o.kind(),
        o.state(),
        o.percent(),
        o.steps(),
        o.message(),
        o.requestedAt(),
        o.finishedAt());
  }
}
