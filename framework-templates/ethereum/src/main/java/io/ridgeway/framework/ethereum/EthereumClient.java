package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.Drafts;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere;
import io.ridgeway.framework.Submission;
import io.ridgeway.framework.UnsignedTransactions;
import io.ridgeway.framework.nodes.NodesInTurn;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Speaks to one network through its RPC nodes, as {@link NodesInTurn} chooses; through the voters
 * only if there is nobody else.
 */
final class EthereumClient
    implements DetailedLedger, SignedElsewhere, Drafts, NumberedLedger, UnsignedTransactions {
  /** All attempts together stay within the contract's 5 s. */
  private static final Duration PATIENCE = Duration.ofMillis(4_500);

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final JsonRpc rpc;
  private final NodesInTurn<HostPort> nodes;
  private final Chain chain;
  private final Set<Logs> streams = ConcurrentHashMap.newKeySet();

  EthereumClient(JsonRpc rpc, LedgerEndpoints endpoints) {
    this.rpc = rpc;
    this.chain = Chain.of(endpoints.birth());
    SortedMap<String, HostPort> open = hosts(endpoints, false);
    this.nodes =
        new NodesInTurn<>(
            open.isEmpty() ? hosts(endpoints, true) : open,
            node -> Explored.number(asked(node, LOOK, "eth_blockNumber")),
            PATIENCE,
            "No node of the network answers. Try again in a moment.");
  }

  private static SortedMap<String, HostPort> hosts(LedgerEndpoints endpoints, boolean voters) {
    SortedMap<String, HostPort> hosts = new TreeMap<>();
    endpoints
        .nodes()
        .forEach(
            (name, ports) -> {
              HostPort at = ports.get(QbftDriver.PORT);
              if (at != null && endpoints.voters().contains(name) == voters) {
                hosts.put(name.value(), at);
              }
            });
    return hosts;
  }

  @Override
  public NumberedLedger.Unsigned prepare(Map<String, String> fields, long nonce) {
    return made(fields, nonce).unsigned();
  }

  private LegacyTransaction made(Map<String, String> fields, long nonce) {
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
        request.data());
  }

  @Override
  public long nextNonce(String account) {
    String address = TransactionRequest.address("account", account).prefixed();
    return quantity(ask("eth_getTransactionCount", address, "pending")).longValueExact();
  }

  @Override
  public long minedNonce(String account) {
    String address = TransactionRequest.address("account", account).prefixed();
    return quantity(ask("eth_getTransactionCount", address, "latest")).longValueExact();
  }

  /** A quarter more, as nodes ask for a tenth at least; from nothing, the least that there is. */
  @Override
  public Optional<Map<String, String>> dearer(Map<String, String> request) {
    Map<String, String> dearer = new TreeMap<>(request);
    dearer.remove("nonce");
    BigInteger price = TransactionRequest.parse(dearer, chain.id(), 0).gasPrice();
    BigInteger more = price.add(price.shiftRight(2)).max(price.add(BigInteger.ONE));
    if (more.bitLength() > 128) {
      return Optional.empty();
    }
    dearer.put("gasPrice", Quantity.of(more));
    return Optional.of(dearer);
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
    return nodes.ask(node -> asked(node, share(), method, parameters));
  }

  /** Each node has its share, so that one that hangs leaves time for the next. */
  private Duration share() {
    return PATIENCE.dividedBy(Math.max(1, nodes.size()));
  }

  private JsonNode asked(HostPort node, Duration patience, String method, Object... parameters) {
    try {
      return rpc.call(node, patience, method, parameters).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException.Refused refused) {
        throw refused;
      }
      throw new LedgerException.Unreachable("A node of the network doesn't answer.");
    }
  }

  private static BigInteger quantity(JsonNode answer) {
    try {
      return Quantity.parse("the node's answer", answer.asText(), 64);
    } catch (IllegalArgumentException e) {
      throw new LedgerException.Unreachable("A node of the network answers with nonsense.");
    }
  }

  @Override
  public Map<String, String> request(Call call) {
    return request(call, call.signatory().account());
  }

  private static Map<String, String> request(Call call, String from) {
    return Map.of(
        "from",
        from,
        "to",
        contract(call.contract()).prefixed(),
        "data",
        Hex.of(AbiFunction.of(call.function()).call(checked(call).args(), Keccak::hash)));
  }

  @Override
  public Submission submit(Call call) {
    Signatory by = call.signatory();
    NumberedLedger.Unsigned unsigned = prepare(request(call), nextNonce(by.account()));
    Signature signature = by.sign(new ToSign.Digest(unsigned.digest()), "transaction of " + call);
    return sent(send(unsigned.encode().encode(signature.recoverable())));
  }

  /** As {@code eth_sendRawTransaction} has it: the signature is part of the transaction. */
  @Override
  public Submission submit(Signed transaction) {
    if (transaction.signature().length > 0 || transaction.payload().length == 0) {
      throw new IllegalArgumentException(
          "payload must be a signed transaction, which holds its signature itself");
    }
    return sent(send(Hex.of(transaction.payload())));
  }

  @Override
  public Draft draft(Call call, String account) {
    String from = TransactionRequest.address("account", account).prefixed();
    LegacyTransaction made = made(request(call, from), nextNonce(from));
    return new Draft(made.payload(), made.digest());
  }

  @Override
  public Submission submit(Signed drafted, String account) {
    AccountAddress from = TransactionRequest.address("account", account);
    LegacyTransaction made = LegacyTransaction.of(drafted.payload(), chain.id());
    return Recovery.of(from, made.digest(), drafted.signature())
        .map(signature -> sent(send(made.encode(signature))))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "signature isn't of " + from.checksummed() + " over the payload's digest"));
  }

  @Override
  public UnsignedTransactions.Unsigned unsigned(byte[] encoded) {
    return ForeignTransaction.of(encoded, chain.id());
  }

  /**
   * To one node and once: what isn't answered may have been taken. One that answers a question is
   * looked for first.
   */
  private String send(String raw) {
    String hash = Hex.of(Keccak.hash(HexFormat.of().parseHex(raw, 2, raw.length())));
    return nodes.once(
        node -> asked(node, share(), "eth_blockNumber"), (node, height) -> sent(node, raw, hash));
  }

  private String sent(HostPort node, String raw, String hash) {
    try {
      return asked(node, PATIENCE, "eth_sendRawTransaction", raw).asText();
    } catch (LedgerException.Unreachable e) {
      throw new LedgerException.Unknown(
          hash, "It is not known whether the network took the transaction.");
    }
  }

  @Override
  public Submission sent(String transaction) {
    return new Submission(transaction, () -> new Receipts(rpc, nodes).of(transaction));
  }

  @Override
  public Content evaluate(Call call) {
    AbiFunction function = AbiFunction.of(call.function());
    Map<String, String> request = new TreeMap<>();
    call.by().ifPresent(by -> request.put("from", by.account()));
    request.put("to", contract(call.contract()).prefixed());
    request.put("data", Hex.of(function.call(checked(call).args(), Keccak::hash)));
    String answer = ask("eth_call", request, "latest").asText();
    return Content.text(function.tellsOutputs() ? function.answer(Hex.bytes(answer)) : answer);
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    String which =
        number.isPresent() ? Quantity.of(BigInteger.valueOf(number.getAsLong())) : "latest";
    return Explored.block(ask("eth_getBlockByNumber", which, false));
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    JsonNode found = found(id);
    return found.isObject()
        ? Optional.of(Explored.transaction(found, ask("eth_getTransactionReceipt", id)))
        : Optional.empty();
  }

  private JsonNode found(String id) {
    if (!id.matches("0x[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a transaction's id is 0x and 64 hex digits");
    }
    return ask("eth_getTransactionByHash", id);
  }

  @Override
  public Optional<Detail> detail(String id, Optional<Signatory> by) {
    JsonNode found = found(id);
    if (!found.isObject()) {
      return Optional.empty();
    }
    JsonNode receipt = ask("eth_getTransactionReceipt", id);
    JsonNode block =
        receipt.isObject()
            ? ask("eth_getBlockByNumber", receipt.path("blockNumber").asText(), false)
            : receipt;
    return Optional.of(Details.of(found, receipt, Explored.block(block)));
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    String contract = contract(query.contract()).prefixed();
    long height = Explored.number(ask("eth_blockNumber"));
    Logs logs = new Logs(rpc, nodes, contract, query, height, streams::remove);
    streams.add(logs);
    return logs;
  }

  @Override
  public void close() {
    streams.forEach(Logs::close);
    nodes.close();
  }

  private static AccountAddress contract(String address) {
    return TransactionRequest.address("contract", address);
  }

  private static Call checked(Call call) {
    if (!call.transientData().isEmpty()) {
      throw new IllegalArgumentException(
          "transient is for ledgers that keep some data to themselves: this one shows all of it");
    }
    return call;
  }
}
