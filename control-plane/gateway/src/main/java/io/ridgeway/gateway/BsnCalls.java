package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Envelope;
import io.ridgeway.gateway.bsn.Mac;
import io.ridgeway.gateway.bsn.Malformed;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.gateway.bsn.Section;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.CaType;
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
  private final BsnUpload upload;
  private final BsnFisco fisco;
  private final BsnEvents events;
  private final GatewayStats stats;

  BsnCalls(
      Signer signer,
      Signatories signatories,
      Registrar registrar,
      Callbacks callbacks,
      GatewayStats stats) {
    this.signer = signer;
    this.fabric = new BsnFabric(signatories, registrar);
    this.upload = new BsnUpload(registrar);
    this.events = new BsnEvents(callbacks);
    this.fisco = new BsnFisco(signatories, registrar, events);
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
      return call.application().frozen() ? frozen() : Reply.done(BsnInfo.of(call));
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
    } else if (route.full() && call.operation().isWriting()) {
      return Reply.refused(Refusals.FULL.message());
    }
    return done(call, request);
  }

  /** Whether it is for this application, and for its ledger. */
  private Reply done(Call call, Request request) {
    Operation operation = call.operation();
    CaType caType = call.application().caType();
    if (!operation.mode().takes(caType)) {
      return Reply.refused(
          caType == CaType.TRUST
              ? "This operation is for public key upload (caType 2); the keys of this application's"
                  + " users are in custody (caType 1)."
              : "This operation is for key trust (caType 1); this application keeps its users' keys"
                  + " (caType 2).");
    }
    LedgerClient ledger = call.network().ledger();
    if (operation.section() == Section.FABRIC && ledger instanceof BlockLedger blocks) {
      return ofFabric(call, request, blocks);
    } else if (operation.section() == Section.FISCO && ledger instanceof ReceiptLedger receipts) {
      return ofFisco(call, request, receipts);
    }
    return Reply.refused("This operation isn't offered on this network's ledger.");
  }

  private static Reply frozen() {
    return Reply.refused("The application is frozen; its tenant's portal says why.");
  }

  private Reply ofFabric(Call call, Request request, BlockLedger ledger) {
    return switch (call.operation()) {
      case REGISTER ->
          Reply.done(
              call.application().caType() == CaType.UPLOAD
                  ? upload.register(call, request)
                  : fabric.register(call, request));
      case ENROLL -> Reply.done(upload.enrol(call, request));
      case CALL -> {
        if (!call.live().nonces().use(request.text("nonce"))) {
          yield Reply.refused("The nonce was used already: nothing was done.");
        }
        yield submitted(call, fabric.call(call, request, ledger));
      }
      case TRANS -> counted(call, upload.trans(call, request, ledger));
      case ENDORSE -> counted(call, upload.endorse(call, request, ledger));
      case SUBMIT -> submitted(call, upload.submit(call, request, ledger));
      case TRANSACTION -> counted(call, fabric.transaction(call, request, ledger));
      case TRANSACTION_DATA -> counted(call, fabric.transactionData(call, request, ledger));
      case BLOCK -> counted(call, fabric.block(call, request, ledger));
      case BLOCK_DATA -> counted(call, fabric.blockData(call, request, ledger));
      case LEDGER -> counted(call, fabric.ledger(call, ledger));
      case EVENT_REGISTER ->
          Reply.done(
              events.order(
                  call,
                  request,
                  CallbackKind.BSN_CONTRACT,
                  request.text("chainCode"),
                  request.text("eventKey")));
      case BLOCK_EVENT_REGISTER ->
          Reply.done(events.order(call, request, CallbackKind.BSN_BLOCK, "", ""));
      case EVENT_QUERY -> Reply.done(events.ofFabric(call));
      case EVENT_REMOVE -> Reply.done(events.end(call, request));
      default -> throw new IllegalStateException("no operation of Fabric: " + call.operation());
    };
  }

  private Reply ofFisco(Call call, Request request, ReceiptLedger ledger) {
    return switch (call.operation()) {
      case FISCO_REGISTER -> Reply.done(fisco.register(call, request));
      case FISCO_CALL -> executed(call, fisco.call(call, request, ledger));
      case FISCO_TRANS -> executed(call, fisco.trans(call, request, ledger));
      case FISCO_TRANSACTION -> counted(call, fisco.transaction(request, ledger));
      case FISCO_RECEIPT -> counted(call, fisco.receipt(request, ledger));
      case FISCO_BLOCK -> counted(call, fisco.block(request, ledger));
      case FISCO_HEIGHT -> counted(call, fisco.height(ledger));
      case FISCO_COUNT -> counted(call, fisco.count(ledger));
      case FISCO_COUNT_IN_BLOCK -> counted(call, fisco.countInBlock(request, ledger));
      case FISCO_EVENT_REGISTER -> Reply.done(fisco.order(call, request));
      case FISCO_EVENT_QUERY -> Reply.done(events.ofFisco(call));
      case FISCO_EVENT_REMOVE -> Reply.done(events.end(call, request));
      default -> throw new IllegalStateException("no operation of FISCO BCOS: " + call.operation());
    };
  }

  private Reply executed(Call call, ObjectNode body) {
    return body.path("constant").asBoolean() ? counted(call, body) : submitted(call, body);
  }

  private Reply submitted(Call call, ObjectNode body) {
    call.network().meter().accepted(1);
    stats.submitted.increment();
    return Reply.done(body);
  }

  private Reply counted(Call call, ObjectNode body) {
    call.network().meter().accepted(1);
    stats.forwarded.increment();
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
