package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A refusal as RFC 9457 writes it, with the same types as the other REST doors.
 *
 * @param detail what happened, and what to do; no secret
 * @param transaction the transaction that it is about, if there is one
 */
record Problem(ProblemType type, String detail, Optional<String> transaction) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Optional.empty());
  }

  /** Nobody is let in any more. */
  static Problem closing() {
    return of(ProblemType.UNAVAILABLE, Refusals.CLOSING.message());
  }

  /** Something is wrong on our side. */
  static Problem internal() {
    return of(ProblemType.INTERNAL, RpcError.internal().message());
  }

  /** What a failed call of a ledger's client means; empty for what nobody expected. */
  static Optional<Problem> of(RuntimeException failure) {
    if (failure instanceof IllegalArgumentException) {
      return Optional.of(of(ProblemType.INVALID, sentence(failure)));
    } else if (failure instanceof LedgerException.Refused) {
      return Optional.of(of(ProblemType.LEDGER_REFUSED, sentence(failure)));
    } else if (failure instanceof LedgerException.Unknown unknown) {
      return Optional.of(unknown(unknown.transaction()));
    } else if (failure instanceof LedgerException.Unreachable) {
      return Optional.of(
          of(
              ProblemType.UNAVAILABLE,
              "No node of the network answers, nothing was done. Try again in a moment."));
    } else if (failure instanceof JournalUnavailable) {
      return Optional.of(
          of(
              ProblemType.UNAVAILABLE,
              "The use of the key can't be recorded now, so nothing was signed. Try again later."));
    } else if (failure instanceof Refusal refusal) {
      return Optional.of(of(refusal.type(), refusal.detail()));
    }
    return Optional.empty();
  }

  /** A transaction of which it isn't known whether it will come. */
  static Problem unknown(String transaction) {
    return new Problem(
        ProblemType.OUTCOME_UNKNOWN,
        "It is not known whether the network took the transaction. Look for it before you send it"
            + " again.",
        Optional.of(transaction));
  }

  Buffer body() {
    ObjectNode body =
        JSON.createObjectNode()
            .put("type", "urn:ridgeway:problem:" + type.slug())
            .put("title", type.title())
            .put("status", type.status())
            .put("detail", detail);
    transaction.ifPresent(id -> body.put("transaction", id));
    return Buffer.buffer(body.toString());
  }

  /** Answers with it. */
  void tell(Exchange exchange) {
    if (type == ProblemType.UNAVAILABLE || type == ProblemType.TOO_MANY_REQUESTS) {
      exchange.retryAfterUnlessSaid(1);
    }
    exchange.answer(type.status(), MEDIA_TYPE, body());
  }

  static String sentence(RuntimeException failure) {
    String said = String.valueOf(failure.getMessage());
    String upper =
        said.isEmpty() ? said : Character.toUpperCase(said.charAt(0)) + said.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }
}
