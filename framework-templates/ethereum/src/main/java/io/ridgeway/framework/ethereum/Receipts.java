package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.nodes.NodesInTurn;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Waits for transactions' blocks by asking again and again, and holds no thread meanwhile. */
record Receipts(JsonRpc rpc, NodesInTurn<HostPort> nodes) {
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final long PAUSE_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  CompletableFuture<Receipt> of(String transaction) {
    return ask(transaction, 0, System.nanoTime() + PATIENCE.toNanos());
  }

  private CompletableFuture<Receipt> ask(String transaction, int turn, long end) {
    List<HostPort> best = nodes.doors();
    if (best.isEmpty() || System.nanoTime() > end) {
      return CompletableFuture.failedFuture(
          new LedgerException.Unreachable("The transaction isn't in a block yet."));
    }
    HostPort node = best.get(turn % best.size());
    return rpc.call(node, ANSWER, "eth_getTransactionReceipt", transaction)
        .handle((answer, failure) -> receipt(transaction, answer, failure))
        .thenCompose(
            receipt ->
                receipt
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> later(transaction, turn + 1, end)));
  }

  private static Optional<Receipt> receipt(String transaction, JsonNode answer, Throwable failure) {
    return failure == null ? Explored.receipt(transaction, answer) : Optional.empty();
  }

  private CompletableFuture<Receipt> later(String transaction, int turn, long end) {
    Executor soon = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> ask(transaction, turn, end), soon)
        .thenCompose(next -> next);
  }
}
