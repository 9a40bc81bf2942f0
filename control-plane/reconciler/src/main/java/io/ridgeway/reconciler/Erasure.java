package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.takedown.Keys;
import io.ridgeway.engine.takedown.Redaction;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.PrivateData.Found;
import io.ridgeway.framework.PrivateData.Purge;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The takedown that a pass's operation carries out. */
record Erasure(Pass pass, Takedown takedown) {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

  /** That of the pass. */
  static Erasure of(Pass pass) {
    Operation operation = pass.operation().orElseThrow();
    return new Erasure(
        pass,
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().purging().takedowns().of(operation.id()))
            .orElseThrow(() -> new IllegalStateException(operation.id() + " erases nothing")));
  }

  boolean isUnderWay() {
    return takedown.state() == State.PURGING;
  }

  PrivateData data() {
    return pass.pack().privateData().orElseThrow();
  }

  /** What is to be erased; with its keys, which nobody else is told. */
  Purge what() {
    byte[] keys =
        pass.ports()
            .transactions()
            .asSystem(
                () ->
                    pass.ports()
                        .purging()
                        .secrets()
                        .open(
                            takedown.tenant(), Takedown.use(takedown.id()), takedown.sealedKeys()));
    return new Purge(takedown.contract(), takedown.collection(), Keys.read(keys));
  }

  /** Keeps it as it is from now on. */
  Erasure keep(Takedown next) {
    pass.keep(() -> pass.ports().purging().takedowns().update(next));
    return new Erasure(pass, next);
  }

  /** Keeps that the ledger agreed, which is in the audit from then on. */
  Erasure agreed(PrivateData.Outcome outcome) {
    Takedown next =
        takedown.agreed(new Takedown.Outcome(outcome.transaction(), outcome.block(), pass.now()));
    pass.keep(
        () -> {
          pass.ports().purging().takedowns().update(next);
          note(
              "takedown.agreed",
              "Takedown "
                  + takedown.id()
                  + ": the ledger agreed in block "
                  + outcome.block()
                  + ", transaction "
                  + outcome.transaction()
                  + ".");
        });
    return new Erasure(pass, next);
  }

  /** Keeps that every node confirmed it. */
  void purged() {
    pass.keep(
        () -> {
          pass.ports().purging().takedowns().update(takedown.purged(pass.now()));
          note("takedown.purged", "Takedown " + takedown.id() + ": " + said() + ".");
        });
  }

  /** Ends it for now; it can be tried again. What was kept of it during this pass stays. */
  Waiting end(State how, String why) {
    Takedown now = of(pass).takedown;
    LOG.atWarn()
        .addKeyValue("network", pass.id())
        .addKeyValue("takedown", takedown.id())
        .log("a takedown ended: " + how);
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep(
        () -> {
          pass.ports().purging().takedowns().update(now.ended(how, why, pass.now()));
          note("takedown.end", "Takedown " + takedown.id() + " is " + how + ": " + why);
        });
    return new Waiting(why, Pace.SOON);
  }

  /**
   * What was thrown that nobody waits for. It may pass, and so is passed on until it is too late.
   */
  Waiting unforeseen(RuntimeException failure, boolean late, State how) {
    if (!late) {
      throw failure;
    }
    LOG.atWarn().addKeyValue("network", pass.id()).setCause(failure).log("a takedown can't go on");
    return end(
        how,
        failure instanceof Refusal refusal
            ? refusal.detail()
            : "It can't be gone on with now; the operator must see to it.");
  }

  /** What a contract says, without the keys. */
  String redacted(String text) {
    return new Redaction(what().keys(), data()::hash).of(text);
  }

  /** Whether this try of it had begun no transaction before this pass. */
  boolean isFirstAttempt() {
    Instant asked = pass.operation().orElseThrow().requestedAt();
    return takedown.attempts().stream().allMatch(attempt -> attempt.at().isBefore(asked));
  }

  private void note(String action, String detail) {
    pass.ports()
        .purging()
        .audit()
        .append(
            AuditEvent.of(pass.now(), takedown.tenant(), Actor.SYSTEM, action, pass.id(), detail));
  }

  /** What the nodes said, for people. */
  String said() {
    return takedown.answers().stream()
        .map(answer -> answer.node() + " " + answer.found())
        .collect(joining(", "));
  }

  /** What the nodes said that haven't confirmed it. */
  static String open(List<Takedown.Answer> answers) {
    return answers.stream()
        .filter(answer -> !isDone(answer))
        .map(answer -> answer.node() + " " + answer.found())
        .collect(joining(", "));
  }

  static boolean isDone(Takedown.Answer answer) {
    return answer.found().equals(Found.ERASED.name())
        || answer.found().equals(Found.NOT_MEMBER.name());
  }

  /** Whether this try of it began longer ago, or what it waits for since the ledger agreed. */
  boolean isLaterThan(Duration patience) {
    Instant asked = pass.operation().orElseThrow().requestedAt();
    Instant since =
        takedown.outcome().map(Takedown.Outcome::seenAt).filter(asked::isBefore).orElse(asked);
    return pass.now().isAfter(since.plus(patience));
  }
}
