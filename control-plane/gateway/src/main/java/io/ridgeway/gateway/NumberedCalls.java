package io.ridgeway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.submit.NodeWire;
import io.ridgeway.gateway.submit.Outcome;
import io.ridgeway.gateway.submit.TransactionRequest;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.model.problem.ProblemType;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Submits calls to ledgers whose accounts number their transactions, by the same numbers as /eth.
 */
final class NumberedCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Upstream upstream;
  private final Signatories signatories;

  /**
   * By the network's nodes.
   *
   * @param upstream for worker threads, not that of an event loop
   */
  NumberedCalls(Upstream upstream, Signatories signatories) {
    this.upstream = upstream;
    this.signatories = signatories;
  }

  /** How it ends; never fails. Throws, and does nothing, if the call makes no sense. */
  CompletableFuture<Outcome> submit(Caller caller, Call call, NumberedLedger ledger) {
    Signatory by = call.signatory();
    LiveNetwork network = caller.network();
    TransactionRequest request =
        new TransactionRequest(by.account(), OptionalLong.empty(), ledger.request(call));
    signatories.admit(network.route(), by.key(), request::use);
    return network
        .submitter()
        .submit(
            request,
            by.key(),
            "transaction of " + call + ", by " + caller,
            network::numbered,
            new NodeWire(upstream, network::ring));
  }

  /** What a refusal of {@code /eth} is here. */
  static Problem problem(Outcome.Refused refused) {
    RpcError error = refused.error();
    if (refused.answered()) {
      return Problem.of(ProblemType.LEDGER_REFUSED, error.message());
    }
    return switch (error.status()) {
      case 429 -> Problem.of(ProblemType.TOO_MANY_REQUESTS, error.message());
      case 503, 502 -> Problem.of(ProblemType.UNAVAILABLE, error.message());
      case 504 -> Problem.unknown(hash(error));
      case 500 -> Problem.internal();
      default -> Problem.of(ProblemType.INVALID, error.message());
    };
  }

  private static String hash(RpcError error) {
    try {
      JsonNode data = JSON.readTree(String.valueOf(error.data()));
      return data.path("hash").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the submitter writes JSON", e);
    }
  }
}
