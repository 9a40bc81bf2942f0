package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Envelope;
import io.ridgeway.gateway.bsn.Mac;
import io.ridgeway.gateway.bsn.Malformed;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.problem.Refusal;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks who calls, has it done, and signs what is answered. Blocks; thread-safe. */
final class BsnCalls {
  private static final Logger LOG = LoggerFactory.getLogger(BsnCalls.class);

  private final Signer signer;
  private final BsnFabric fabric;
  private final GatewayStats stats;

  BsnCalls(Signer signer, BsnFabric fabric, GatewayStats stats) {
    this.signer = signer;
    this.fabric = fabric;
    this.stats = stats;
  }

  /** A call whose application is known. */
  record Call(
      LiveApplication live, Application application, Operation operation, Envelope envelope) {
    LiveNetwork network() {
      return live.network();
    }
  }

  /** What becomes of the call; whatever goes wrong is said in it. */
  Reply answer(Call call) {
    try {
      return let(call);
    } catch (Malformed e) {
      stats.malformed.increment();
      return Reply.refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed(call, e);
    }
  }

  private Reply let(Call call) {
    if (call.operation().unsigned()) {
      return call.application().frozen() ? frozen() : Reply.done(BsnFabric.appInfo(call));
    }
    Request request = Request.of(call.operation(), call.envelope().body());
    if (!Mac.holds(call.application(), request.signed(call.envelope()), call.envelope().mac())) {
      stats.unauthenticated.increment();
      return Reply.refused(
          "The mac doesn't hold: it isn't the application's over userCode, appCode and this body.");
    }
    NetworkRoute route = call.network().route();
    if (call.application().frozen()) {
      return frozen();
    } else if (route.suspended()) {
      return Reply.refused(Refusals.SUSPENDED.message());
    } else if (!route.serving()) {
      return Reply.refused(Refusals.NOT_READY.message());
    }
    return done(call, request);
  }

  private static Reply frozen() {
    return Reply.refused("The application is frozen; its tenant's portal says why.");
  }

  private Reply done(Call call, Request request) {
    if (!(call.network().ledger() instanceof BlockLedger ledger)) {
      return Reply.refused("This operation isn't offered on this network's ledger.");
    }
    return switch (call.operation()) {
      case APP_INFO -> Reply.done(BsnFabric.appInfo(call));
      case REGISTER -> Reply.done(fabric.register(call, request));
      case CALL -> {
        if (!call.live().nonces().use(request.text("nonce"))) {
          yield Reply.refused("The nonce was used already: nothing was done.");
        }
        ObjectNode body = fabric.call(call, request, ledger);
        stats.submitted.increment();
        yield counted(call, body);
      }
      case TRANSACTION -> counted(call, fabric.transaction(call, request, ledger));
      case TRANSACTION_DATA -> counted(call, fabric.transactionData(call, request, ledger));
      case BLOCK -> counted(call, fabric.block(call, request, ledger));
      case BLOCK_DATA -> counted(call, fabric.blockData(call, request, ledger));
      case LEDGER -> counted(call, fabric.ledger(call, ledger));
      case EVENT_REGISTER -> Reply.done(fabric.order(call, request, CallbackKind.BSN_CONTRACT));
      case BLOCK_EVENT_REGISTER -> Reply.done(fabric.order(call, request, CallbackKind.BSN_BLOCK));
      case EVENT_QUERY -> Reply.done(fabric.orders(call));
      case EVENT_REMOVE -> Reply.done(fabric.endOrder(call, request));
      case ENROLL, TRANS ->
          Reply.refused("This operation isn't offered yet: " + call.operation().path());
    };
  }

  private Reply counted(Call call, ObjectNode body) {
    call.network().meter().accepted(1);
    if (call.operation() != Operation.CALL) {
      stats.forwarded.increment();
    }
    return Reply.done(body);
  }

  private Reply failed(Call call, RuntimeException failure) {
    if (failure instanceof LedgerException.Refused) {
      call.network().meter().accepted(1);
      stats.forwarded.increment();
    } else if (failure instanceof LedgerException) {
      stats.unanswered.increment();
    } else {
      stats.refused.increment();
    }
    return Problem.of(failure)
        .map(
            problem ->
                problem.detail()
                    + problem.transaction().map(id -> " Transaction: " + id).orElse(""))
        .map(Reply::refused)
        .orElseGet(
            () -> {
              LOG.atError()
                  .addKeyValue("network", call.network().id())
                  .setCause(failure)
                  .log("A call failed inside the gateway");
              return Reply.refused(Problem.internal().detail());
            });
  }

  /**
   * The mac of what is answered. Empty where the application wants none, where the protocol has
   * none, and where the use of the key can't be recorded.
   */
  String mac(Call call, Reply reply) {
    Application application = call.application();
    if (application.emptyMac() || call.operation().unsigned()) {
      return "";
    }
    try {
      return Base64.getEncoder()
          .encodeToString(
              signer
                  .sign(
                      application.answerKey(),
                      Purpose.ANSWER,
                      Mac.message(application.algorithm(), reply.signed()),
                      "answer to application " + application.id() + ", " + call.operation().path())
                  .encoded());
    } catch (JournalUnavailable | Refusal e) {
      return "";
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("network", call.network().id())
          .setCause(e)
          .log("An answer can't be signed");
      return "";
    }
  }
}
