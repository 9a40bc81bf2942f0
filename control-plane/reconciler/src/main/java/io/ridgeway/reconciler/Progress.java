package io.ridgeway.reconciler;

import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.State;
import io.ridgeway.model.network.Operation.Step;
import io.ridgeway.model.network.Operation.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How an operation moves on; each answer equals its question where nothing changes. */
final class Progress {
  /** Steps that may go another way than they were asked for. */
  private static final Set<String> NOTING = Set.of(RestoreStep.NAME, ArchiveStep.NAME);

  private Progress() {}

  /** With its steps listed up front, so that a per cent makes sense. */
  static Operation planned(Operation operation, List<String> names) {
    return operation.steps().isEmpty()
        ? with(
            operation,
            operation.state(),
            names.stream().map(Step::pending).toList(),
            operation.message(),
            Optional.empty())
        : operation;
  }

  static Operation begun(Operation operation, String name, Instant now) {
    return step(
        operation,
        name,
        operation.message(),
        s ->
            s.state() == StepState.PENDING
                ? new Step(name, StepState.RUNNING, "", Optional.of(now), Optional.empty())
                : s);
  }

  static Operation waiting(Operation operation, String name, String message) {
    return step(
        operation,
        name,
        message,
        s -> new Step(name, s.state(), message, s.startedAt(), s.finishedAt()));
  }

  static Operation done(Operation operation, String name, Instant now) {
    return step(
        operation,
        name,
        "",
        s ->
            s.state() == StepState.DONE
                ? s
                : new Step(
                    name,
                    StepState.DONE,
                    "",
                    Optional.of(s.startedAt().orElse(now)),
                    Optional.of(now)));
  }

  /**
   * Done, by one of {@link #NOTING}.
   *
   * @param note how it went another way than it was asked for, which stays told; empty if it didn't
   */
  static Operation done(Operation operation, String name, String note, Instant now) {
    Operation done = done(operation, name, now);
    return note.isEmpty() ? done : waiting(done, name, note);
  }

  /** Succeeded; that it went another way than it was asked for stays told. */
  static Operation succeeded(Operation operation, Instant now) {
    String note =
        operation.steps().stream()
            .filter(s -> NOTING.contains(s.name()))
            .map(Step::message)
            .findFirst()
            .orElse("");
    return with(operation, State.SUCCEEDED, operation.steps(), note, Optional.of(now));
  }

  /** Failed, and with it the step that was under way. */
  static Operation failed(Operation operation, String why, Instant now) {
    List<Step> steps =
        operation.steps().stream()
            .map(
                s ->
                    s.state() == StepState.RUNNING
                        ? new Step(s.name(), StepState.FAILED, why, s.startedAt(), Optional.of(now))
                        : s)
            .toList();
    return with(operation, State.FAILED, steps, why, Optional.of(now));
  }

  private static Operation step(
      Operation operation, String name, String message, UnaryOperator<Step> change) {
    return with(
        operation,
        operation.state(),
        operation.steps().stream().map(s -> s.name().equals(name) ? change.apply(s) : s).toList(),
        message,
        operation.finishedAt());
  }

  private static Operation with(
      Operation o, State state, List<Step> steps, String message, Optional<Instant> finishedAt) {
    return new Operation(
        o.id(),
        o.tenant(),
        o.network(),
        o.kind(),
        state,
        steps,
        message,
        o.requestedAt(),
        finishedAt);
  }
}
