package io.ridgeway.gateway;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.gateway.submit.Outcome;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls that were let in, through the network's client. Clients block, so they are called
 * on the network's desk; a transaction that waits for its block holds no thread.
 */
final class NativeCalls {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCalls.class);
  private static final String JSON = "application/json";

  private final Vertx vertx;
  private final NumberedCalls numbered;
  private final Signatories signatories;
  private final GatewayStats stats;

  NativeCalls(Vertx vertx, NumberedCalls numbered, Signatories signatories, GatewayStats stats) {
    this.vertx = vertx;
    this.numbered = numbered;
    this.signatories = signatories;
    this.stats = stats;
  }

  /** What is told to the caller. */
  record Answer(int status, Buffer body) {
    static Answer ok(Buffer body) {
      return new Answer(200, body);
    }
  }

  void query(Exchange exchange, Caller caller, Call call) {
    reading(
        exchange,
        caller,
        network -> {
          // Where accounts number their transactions, questions are signed by nobody.
          call.by()
              .filter(by -> !(network.ledger() instanceof NumberedLedger))
              .ifPresent(
                  by ->
                      signatories.admit(
                          network.route(),
                          by.key(),
                          () -> KeyUse.query(call.contract(), call.function())));
          return Answer.ok(NativeAnswers.answer(network.ledger().evaluate(call)));
        });
  }

  void prepare(Exchange exchange, Caller caller, SignedRequest request) {
    reading(exchange, caller, network -> Answer.ok(SignedCalls.prepare(network.ledger(), request)));
  }

  void query(Exchange exchange, Caller caller, SignedRequest.Of proposal) {
    reading(
        exchange,
        caller,
        network ->
            Answer.ok(
                NativeAnswers.answer(SignedCalls.evaluate(network.ledger(), proposal.signed()))));
  }

  void submit(Exchange exchange, Caller caller, SignedRequest.Of transaction) {
    Context context = vertx.getOrCreateContext();
    desk(
        exchange,
        context,
        caller,
        () ->
            taken(
                context,
                exchange,
                caller,
                SignedCalls.submit(caller.network().ledger(), transaction),
                transaction.async()));
  }

  void block(Exchange exchange, Caller caller, Optional<Signatory> by, OptionalLong number) {
    reading(
        exchange,
        caller,
        network ->
            network
                .ledger()
                .block(number, by)
                .map(block -> Answer.ok(NativeAnswers.block(block)))
                .orElseGet(
                    () -> missing("There is no such block yet: blocks/latest is the newest.")));
  }

  void transaction(Exchange exchange, Caller caller, Optional<Signatory> by, String id) {
    reading(
        exchange,
        caller,
        network ->
            Replaced.find(network, id, by)
                .map(
                    found ->
                        Answer.ok(
                            NativeAnswers.transaction(found, Replaced.asked(network, found, id))))
                .orElseGet(() -> missing(Replaced.missing(network))));
  }

  private static Answer missing(String detail) {
    return new Answer(404, Problem.of(ProblemType.NOT_FOUND, detail).body());
  }

  private void reading(Exchange exchange, Caller caller, Function<LiveNetwork, Answer> work) {
    Context context = vertx.getOrCreateContext();
    desk(
        exchange,
        context,
        caller,
        () -> {
          Answer answer = work.apply(caller.network());
          counted(caller);
          stats.forwarded.increment();
          tell(context, exchange, answer);
        });
  }

  void submit(Exchange exchange, Caller caller, Call call, boolean async) {
    Context context = vertx.getOrCreateContext();
    desk(
        exchange,
        context,
        caller,
        () -> {
          if (call.deploys() && !caller.network().ledger().deploys()) {
            throw new Refusal(
                ProblemType.INVALID,
                "Contracts of this ledger aren't deployed here: Ethereum's are at /eth, Fabric's"
                    + " are brought to the portal.");
          }
          if (caller.network().ledger() instanceof NumberedLedger ledger) {
            numbered
                .submit(caller, call, ledger)
                .thenAccept(outcome -> judged(context, exchange, caller, ledger, outcome, async));
          } else {
            call.by()
                .ifPresent(
                    by ->
                        signatories.admit(
                            caller.network().route(),
                            by.key(),
                            () ->
                                KeyUse.transaction(
                                    call.contract(), call.function(), BigInteger.ZERO)));
            Submission submission = caller.network().ledger().submit(call);
            taken(context, exchange, caller, submission, async);
          }
        });
  }

  private void judged(
      Context context,
      Exchange exchange,
      Caller caller,
      NumberedLedger ledger,
      Outcome outcome,
      boolean async) {
    if (outcome instanceof Outcome.Accepted accepted) {
      taken(context, exchange, caller, ledger.sent(accepted.hash()), async);
    } else if (outcome instanceof Outcome.Refused refused) {
      if (refused.answered()) {
        counted(caller);
      }
      tell(context, exchange, NumberedCalls.problem(refused));
    }
  }

  private void taken(
      Context context, Exchange exchange, Caller caller, Submission submission, boolean async) {
    counted(caller);
    stats.submitted.increment();
    String id = submission.transaction();
    if (async) {
      pending(context, exchange, caller, id);
      return;
    }
    receipt(caller.network(), submission)
        .whenComplete(
            (receipt, failure) -> {
              if (failure == null) {
                tell(context, exchange, committed(receipt));
              } else {
                if (!(cause(failure) instanceof LedgerException)) {
                  LOG.atError().setCause(failure).log("A transaction's block can't be waited for");
                }
                pending(context, exchange, caller, Replaced.newest(caller.network(), id));
              }
            });
  }

  /** It was taken: whatever goes wrong from here on leaves it pending, and is no error. */
  private static CompletableFuture<Receipt> receipt(LiveNetwork network, Submission submission) {
    try {
      return Replaced.committed(network, submission);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Answer committed(Receipt receipt) {
    if (receipt.status() == LedgerTransaction.Status.COMMITTED) {
      return Answer.ok(NativeAnswers.receipt(receipt));
    }
    return new Answer(
        ProblemType.WITHOUT_EFFECT.status(),
        new Problem(
                ProblemType.WITHOUT_EFFECT,
                "The transaction is in block "
                    + receipt.block()
                    + " and had no effect: "
                    + receipt.code()
                    + (receipt.result().isEmpty() ? "." : ", " + receipt.result().text() + "."),
                Optional.of(receipt.transaction()))
            .body());
  }

  private void pending(Context context, Exchange exchange, Caller caller, String transaction) {
    context.runOnContext(
        now -> {
          if (!exchange.over()) {
            exchange
                .header(
                    "Location",
                    NativePath.PREFIX + caller.network().id() + "/transactions/" + transaction)
                .answer(202, JSON, NativeAnswers.pending(transaction));
          }
        });
  }

  private static void counted(Caller caller) {
    caller.network().meter().accepted(1);
  }

  /** Has work done that blocks, and answers with what went wrong. */
  private void desk(Exchange exchange, Context context, Caller caller, Runnable work) {
    boolean taken =
        caller
            .network()
            .desk()
            .take(
                () -> {
                  try {
                    work.run();
                  } catch (RuntimeException | Error e) {
                    // Also of an Error the caller is told, or his place would stay taken.
                    failed(context, exchange, caller, e);
                  }
                });
    if (!taken) {
      stats.limited.increment();
      tell(
          context,
          exchange,
          Problem.of(
              ProblemType.TOO_MANY_REQUESTS,
              caller.network().desk().most()
                  + " calls of this network wait already, this one wasn't taken. Send it later."));
    }
  }

  private void failed(Context context, Exchange exchange, Caller caller, Throwable failure) {
    Problem problem =
        (failure instanceof RuntimeException told ? Problem.of(told) : Optional.<Problem>empty())
            .orElseGet(
                () -> {
                  LOG.atError()
                      .addKeyValue("network", caller.network().id())
                      .setCause(failure)
                      .log("A call failed inside the gateway");
                  return Problem.internal();
                });
    if (failure instanceof LedgerException.Refused) {
      counted(caller);
      stats.forwarded.increment();
    } else if (failure instanceof LedgerException) {
      stats.unanswered.increment();
    } else {
      stats.refused.increment();
    }
    tell(context, exchange, problem);
  }

  private static void tell(Context context, Exchange exchange, Problem problem) {
    context.runOnContext(now -> problem.tell(exchange));
  }

  private static void tell(Context context, Exchange exchange, Answer answer) {
    context.runOnContext(
        now ->
            exchange.answer(
                answer.status(), answer.status() < 400 ? JSON : Problem.MEDIA_TYPE, answer.body()));
  }
}
