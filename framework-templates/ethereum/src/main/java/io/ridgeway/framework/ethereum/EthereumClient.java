package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/**
 * Speaks to one network through its RPC nodes, the next one where one doesn't answer; through the
 * voters only if there is nobody else.
 */
final class EthereumClient implements LedgerClient, NumberedLedger {
  /** All attempts together stay within the contract's 5 s. */
  private static final Duration PATIENCE = Duration.ofMillis(4_500);

  private final JsonRpc rpc;
  private final List<HostPort> nodes;
  private final Chain chain;

  EthereumClient(JsonRpc rpc, LedgerEndpoints endpoints) {
    this.rpc = rpc;
    this.chain = Chain.of(endpoints.birth());
    List<HostPort> open = hosts(endpoints, false);
    this.nodes = open.isEmpty() ? hosts(endpoints, true) : open;
  }

  private static List<HostPort> hosts(LedgerEndpoints endpoints, boolean voters) {
    return endpoints.nodes().entrySet().stream()
        .filter(node -> endpoints.voters().contains(node.getKey()) == voters)
        .map(node -> node.getValue().get(QbftDriver.PORT))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public Unsigned prepare(Map<String, String> fields, long nonce) {
    TransactionRequest request = TransactionRequest.parse(fields, chain.id(), nonce);
    BigInteger gas = request.gas().orElseGet(() -> estimate(request));
    if (gas.compareTo(BigInteger.valueOf(chain.gasLimit())) > 0) {
      throw new IllegalArgumentException(
          "gas is " + gas + ": a block of this network takes at most " + chain.gasLimit());
    }
    return new LegacyTransaction(
            chain.id(),
            nonce,
            request.gasPrice(),
            gas,
            request.to().map(AccountAddress::bytes).orElse(new byte[0]),
            request.value(),
            request.data())
        .unsigned();
  }

  @Override
  public long nextNonce(String account) {
    String address = TransactionRequest.address("account", account).prefixed();
    return quantity(ask("eth_getTransactionCount", address, "pending")).longValueExact();
  }

  /**
   * What the node says, and a quarter more: the state may change until the transaction runs, and
   * unused gas costs nothing here.
   */
  private BigInteger estimate(TransactionRequest request) {
    BigInteger least = quantity(ask("eth_estimateGas", request.call()));
    BigInteger limit = BigInteger.valueOf(chain.gasLimit());
    return least.compareTo(limit) > 0 ? least : least.add(least.shiftRight(2)).min(limit);
  }

  private JsonNode ask(String method, Object... parameters) {
    // Each node has its share, so that one that hangs leaves time for the next.
    Duration share = PATIENCE.dividedBy(Math.max(1, nodes.size()));
    for (HostPort node : nodes) {
      try {
        return rpc.call(node, share, method, parameters).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof LedgerException.Refused refused) {
          throw refused;
        }
      }
    }
    throw new LedgerException.Unreachable("No node of the network answers. Try again in a moment.");
  }

  private static BigInteger quantity(JsonNode answer) {
    try {
      return Quantity.parse("the node's answer", answer.asText(), 64);
    } catch (IllegalArgumentException e) {
      throw new LedgerException.Unreachable("A node of the network answers with nonsense.");
    }
  }

  @Override
  public Submission submit(Call call) {
    throw notYet();
  }

  @Override
  public Content evaluate(Call call) {
    throw notYet();
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    throw notYet();
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    throw notYet();
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    throw notYet();
  }

  @Override
  public void close() {}

  @Override
  public Map<String, String> request(Call call) {
    throw notYet();
  }

  @Override
  public Submission sent(String transaction) {
    throw notYet();
  }

  private static IllegalArgumentException notYet() {
    return new IllegalArgumentException("It isn't offered for Ethereum networks yet.");
  }
}
