package io.ridgeway.reconciler;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freeze.Receipt;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.engine.freeze.Freeze.Transaction;
import io.ridgeway.engine.freeze.Freezes;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.Freezing.Begun;
import io.ridgeway.framework.Freezing.Kind;
import io.ridgeway.framework.Freezing.Known;
import io.ridgeway.framework.Freezing.Order;
import io.ridgeway.framework.Freezing.Outcome;
import io.ridgeway.framework.Freezing.Standing;
import io.ridgeway.framework.Freezing.Subject;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The freeze that a pass's operation carries out. */
record Stillness(Pass pass, Freeze freeze) {
  private static final Logger LOG = LoggerFactory.getLogger(Stillness.class);

  /** So many transactions of which no block is known are looked up at once, the newest. */
  private static final int LOOKED_UP = 5;

  /** That of the pass. */
  static Stillness of(Pass pass) {
    Operation operation = pass.operation().orElseThrow();
    return new Stillness(
        pass,
        asked(pass, freezes -> freezes.of(operation.id()))
            .orElseThrow(() -> new IllegalStateException(operation.id() + " freezes nothing")));
  }

  private static <T> T asked(Pass pass, Function<Freezes, T> question) {
    return pass.ports()
        .transactions()
        .asSystem(() -> question.apply(pass.ports().stilling().freezes()));
  }

  boolean isUnderWay() {
    return freeze.state() == State.RUNNING;
  }

  Order order() {
    return new Order(subject(), freeze.frozen(), freeze.administrator());
  }

  private Subject subject() {
    return new Subject(
        freeze.kind() == Freeze.Kind.CONTRACT ? Kind.CONTRACT : Kind.ACCOUNT, freeze.address());
  }

  private Freezing pack() {
    return pass.pack().freezing().orElseThrow();
  }

  /**
   * With what became of transactions of which no block was known, if that is known now; the same
   * for those of earlier orders, which may have come after all.
   */
  Stillness read(LedgerEndpoints ledger) {
    int left = LOOKED_UP;
    for (Freeze earlier : before()) {
      left -= read(ledger, earlier, left);
    }
    read(ledger, freeze, LOOKED_UP);
    return of(pass);
  }

  /** Gives how many it looked up: the newest of them, and no more than so many. */
  private int read(LedgerEndpoints ledger, Freeze of, int most) {
    List<Transaction> open = of.open();
    List<Transaction> newest = open.subList(Math.max(0, open.size() - most), open.size());
    Freeze now = of;
    for (Transaction transaction : newest) {
      Optional<Outcome> found = pack().find(ledger, new Administration(pass), transaction.name());
      if (found.isPresent()) {
        Outcome o = found.get();
        now = now.received(transaction.name(), new Receipt(o.block(), o.valid(), o.answer()));
        keep(now);
      }
    }
    return newest.size();
  }

  private List<Freeze> before() {
    return asked(pass, freezes -> freezes.before(freeze));
  }

  Standing look(LedgerEndpoints ledger) {
    return pack().look(ledger, new Administration(pass), subject(), known());
  }

  /**
   * Whether the ledger has what was asked for. A ledger that tells what was before its newest block
   * is believed only with a transaction of this order that counted.
   */
  boolean isCarriedOut(Standing standing) {
    return standing.is(order()) && (standing.certain() || freeze.block().isPresent());
  }

  /**
   * By the newest block of this order and those before it. Of two in one block nobody knows here
   * which came last, so that counts which leaves something to do.
   */
  private Optional<Known> known() {
    return Stream.concat(Stream.of(freeze), before().stream())
        .flatMap(f -> f.block().map(block -> new Known(block, f.frozen())).stream())
        .max(
            Comparator.comparingLong(Known::block)
                .thenComparing(k -> k.frozen() != freeze.frozen()));
  }

  /** Before the governor takes a contract, it is kept who has it by then. */
  Stillness keeping(Standing standing) {
    Optional<String> now = standing.administrator();
    return standing.governed()
            || standing.is(order())
            || now.isEmpty()
            || now.equals(freeze.administrator())
        ? this
        : keep(freeze.keeping(now.get()));
  }

  void send(LedgerEndpoints ledger, Standing standing, Consumer<Begun> sending) {
    pack().send(ledger, new Administration(pass), order(), standing, sending);
  }

  /** Keeps it as it is from now on. */
  Stillness keep(Freeze next) {
    pass.keep(() -> pass.ports().stilling().freezes().update(next));
    return new Stillness(pass, next);
  }

  /** Keeps that the ledger says so. */
  void done() {
    String how = freeze.transactions().isEmpty() ? "It was so already: nothing was sent." : "";
    pass.keep(
        () -> {
          pass.ports().stilling().freezes().update(freeze.ended(State.DONE, how, pass.now()));
          note(
              freeze.frozen() ? "freeze.done" : "unfreeze.done",
              "Freeze "
                  + freeze.id()
                  + ": "
                  + freeze.address()
                  + (freeze.frozen() ? " is frozen" : " goes on")
                  + freeze.block().map(b -> " since block " + b).orElse("")
                  + ". "
                  + how);
        });
  }

  /** Ends it; what was kept of it during this pass stays. */
  Waiting end(State state, String why) {
    Freeze now = of(pass).freeze;
    LOG.atWarn()
        .addKeyValue("network", pass.id())
        .addKeyValue("freeze", freeze.id())
        .log("a freeze ended: " + state);
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep(
        () -> {
          pass.ports().stilling().freezes().update(now.ended(state, why, pass.now()));
          note(
              freeze.frozen() ? "freeze.end" : "unfreeze.end",
              "Freeze " + freeze.id() + " is " + state + ": " + why);
        });
    return new Waiting(why, Pace.SOON);
  }

  /** What nobody waits for may pass, and so is passed on until it is too late. */
  Waiting unforeseen(RuntimeException failure, boolean late) {
    if (!late) {
      throw failure;
    }
    LOG.atWarn().addKeyValue("network", pass.id()).setCause(failure).log("a freeze can't go on");
    return end(
        State.FAILED,
        failure instanceof Refusal refusal
            ? refusal.detail()
            : "It can't be gone on with now; the operator must see to it.");
  }

  /** Whether it began longer ago. */
  boolean isLaterThan(Duration patience) {
    return pass.now().isAfter(pass.operation().orElseThrow().requestedAt().plus(patience));
  }

  private void note(String action, String detail) {
    pass.ports()
        .stilling()
        .audit()
        .append(
            AuditEvent.of(
                pass.now(), freeze.tenant(), Actor.SYSTEM, action, pass.id(), detail.strip()));
  }
}
