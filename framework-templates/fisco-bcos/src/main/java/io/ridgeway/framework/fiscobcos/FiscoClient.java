package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.Drafts;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.LedgerTransaction.Status;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.framework.RpcLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.framework.nodes.NodesInTurn;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One chain through its nodes' JSON-RPC. Transactions are made and named here, signed in custody
 * and sent once; a node answers such a one with its receipt, so it is in a block by then.
 *
 * <p>A call's function is Solidity's signature with its types. The receipt of a contract that was
 * deployed has its address for a result.
 *
 * <p>Nodes are chosen by {@link NodesInTurn}: one is asked for as long as it is well, as each
 * connection takes a signature.
 */
final class FiscoClient implements ReceiptLedger, DetailedLedger, RpcLedger, Drafts {
  private static final Pattern TRANSACTION = Pattern.compile("0x[0-9a-f]{64}");

  /** Well within what nodes allow. */
  private static final long BLOCKS = ChainTransaction.LONGEST / 2;

  /** So long others are tried; the call has its own patience to come. */
  private static final Duration TRYING = Duration.ofSeconds(2);

  private final Chain chain;
  private final FiscoInput inputs;
  private final NodesInTurn<Asking> nodes;
  private final Supplier<String> nonces;
  private final Set<FiscoEvents> open = ConcurrentHashMap.newKeySet();
  private final Set<FiscoBlocks> reading = ConcurrentHashMap.newKeySet();

  /**
   * A client.
   *
   * @param doors of the nodes
   * @param nonces gives another text of digits at each call
   */
  FiscoClient(
      Chain chain, VirtualMachine machine, List<? extends Asking> doors, Supplier<String> nonces) {
    this.chain = chain;
    this.inputs = new FiscoInput(chain, machine);
    SortedMap<String, Asking> named = new TreeMap<>();
    doors.forEach(door -> named.put(door.node().value(), door));
    this.nodes = new NodesInTurn<>(named, this::newest, TRYING, "No node of the chain answers.");
    this.nonces = nonces;
  }

  @Override
  public Submission submit(Call call) {
    Signatory signatory = call.signatory();
    if (signatory.key().curve() != FiscoIdentities.curve(chain.cryptography())) {
      throw new IllegalArgumentException(
          "key is of another suite than the chain, which is "
              + chain.cryptography().parameter()
              + ".");
    }
    String to = inputs.to(call);
    byte[] input = inputs.data(call);
    // Asked first, so that what is sent is sent to somebody who answers.
    return nodes.once(
        this::newest,
        (door, height) -> send(door, signatory, call, transaction(height, to, input)));
  }

  @Override
  public Submission submit(Signed transaction) {
    SignedTransaction signed = SignedTransaction.of(transaction.payload(), chain);
    return nodes.once(this::newest, (door, height) -> sent(door, signed.id(), signed.encoded()));
  }

  @Override
  public Draft draft(Call call, String account) {
    FiscoInput.address("account", account);
    String to = inputs.to(call);
    byte[] input = inputs.data(call);
    ChainTransaction made = transaction(newest(), to, input);
    return new Draft(made.payload(), made.digest(chain.cryptography()));
  }

  @Override
  public Submission submit(Signed drafted, String account) {
    DraftedTransaction signed =
        DraftedTransaction.of(drafted, FiscoInput.address("account", account), chain);
    return nodes.once(this::newest, (door, height) -> sent(door, signed.id(), signed.encoded()));
  }

  private ChainTransaction transaction(long height, String to, byte[] input) {
    return new ChainTransaction(
        chain.id(), chain.groupId(), height + BLOCKS, nonces.get(), to, input);
  }

  private Submission send(
      Asking door, Signatory signatory, Call call, ChainTransaction transaction) {
    Cryptography cryptography = chain.cryptography();
    byte[] digest = transaction.digest(cryptography);
    String id = "0x" + HexFormat.of().formatHex(digest);
    // SM2 signs the digest as a message: its signer's identity is hashed with it.
    ToSign toSign =
        cryptography == Cryptography.GUOMI ? new ToSign.Message(digest) : new ToSign.Digest(digest);
    Signature signature = signatory.sign(toSign, "transaction " + id + ", " + call);
    return sent(door, id, transaction.encode(cryptography, signature, signatory.key().publicKey()));
  }

  private Submission sent(Asking door, String id, String encoded) {
    JsonNode receipt = delivered(door, id, List.of(chain.groupId(), "", encoded, false));
    return new Submission(id, () -> CompletableFuture.completedFuture(receipt(id, receipt)));
  }

  /** It is sent here, and nowhere else. */
  private static JsonNode delivered(Asking door, String id, List<?> parameters) {
    try {
      return door.ask(RpcMethod.SEND.title(), parameters);
    } catch (LedgerException.Unreachable e) {
      throw new LedgerException.Unknown(id, "It is not known whether the chain took it.");
    }
  }

  @Override
  public Set<String> methods() {
    return Arrays.stream(RpcMethod.values())
        .map(RpcMethod::title)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String answer(String method, String params) {
    RpcMethod offered =
        RpcMethod.of(method)
            .orElseThrow(() -> new IllegalArgumentException(method + " isn't offered"));
    List<Object> parameters = offered.read(params, chain);
    if (offered != RpcMethod.SEND) {
      return nodes.ask(door -> door.ask(method, parameters)).toString();
    }
    byte[] encoded = HexFormat.of().parseHex(parameters.get(2).toString().substring(2));
    SignedTransaction signed = SignedTransaction.of(encoded, chain);
    return nodes
        .once(this::newest, (door, height) -> delivered(door, signed.id(), parameters))
        .toString();
  }

  private static Receipt receipt(String id, JsonNode receipt) {
    return new Receipt(
        id, receipt.path("blockNumber").asLong(), status(receipt), code(receipt), result(receipt));
  }

  private static Status status(JsonNode receipt) {
    return receipt.path("status").asInt(-1) == 0 ? Status.COMMITTED : Status.INVALID;
  }

  /** The chain's number, and what it says to it. */
  private static String code(JsonNode receipt) {
    String message = receipt.path("message").asText();
    return receipt.path("status").asText() + (message.isEmpty() ? "" : " " + message);
  }

  private static Content result(JsonNode receipt) {
    String deployed = receipt.path("contractAddress").asText();
    if (deployed.isEmpty()) {
      return Content.text(receipt.path("output").asText());
    }
    return Content.text(deployed.startsWith("0x") ? deployed : "0x" + deployed);
  }

  @Override
  public Content evaluate(Call call) {
    String data = "0x" + HexFormat.of().formatHex(inputs.data(call));
    String to = FiscoInput.address("contract", call.contract());
    JsonNode answer = nodes.ask(door -> door.ask("call", List.of(chain.groupId(), "", to, data)));
    if (answer.path("status").asInt(-1) != 0) {
      throw new LedgerException.Refused(
          answer.path("status").asInt(-1),
          "The contract refuses.",
          Optional.of(answer.path("output").asText()));
    }
    return Content.text(FiscoRecords.answered(call.function(), answer.path("output").asText()));
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    return nodes.ask(
        door -> {
          long newest = door.ask("getBlockNumber", List.of(chain.groupId(), "")).asLong();
          long wanted = number.orElse(newest);
          return wanted < 0 || wanted > newest
              ? Optional.empty()
              : Optional.of(block(door, wanted));
        });
  }

  private LedgerBlock block(Asking door, long number) {
    JsonNode block =
        door.ask("getBlockByNumber", List.of(chain.groupId(), "", number, false, true));
    List<LedgerBlock.Entry> transactions = new ArrayList<>();
    block
        .path("transactions")
        .forEach(
            t ->
                transactions.add(
                    new LedgerBlock.Entry(
                        t.isTextual() ? t.asText() : t.path("hash").asText(), "")));
    return new LedgerBlock(
        number,
        block.path("hash").asText(),
        block.path("parentInfo").path(0).path("blockHash").asText(),
        number == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(block.path("timestamp").asLong())),
        transactions);
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    return detail(id, by).map(Detail::transaction);
  }

  @Override
  public Optional<Detail> detail(String id, Optional<Signatory> by) {
    if (!TRANSACTION.matcher(id).matches()) {
      throw new IllegalArgumentException("a transaction's id is 0x and 64 hex digits");
    }
    return nodes.ask(
        door -> {
          JsonNode sent = known(door, "getTransaction", id);
          if (sent.isEmpty()) {
            return Optional.empty();
          }
          JsonNode receipt = known(door, "getTransactionReceipt", id);
          return Optional.of(FiscoDetails.of(transaction(id, sent, receipt), sent, receipt));
        });
  }

  /** Of what a chain doesn't know it says an error; that is no refusal here. */
  private JsonNode known(Asking door, String method, String id) {
    try {
      return door.ask(method, List.of(chain.groupId(), "", id, false));
    } catch (LedgerException.Refused e) {
      return MissingNode.getInstance();
    }
  }

  private static LedgerTransaction transaction(String id, JsonNode sent, JsonNode receipt) {
    String input = sent.path("input").asText();
    boolean waits = receipt.isEmpty();
    return new LedgerTransaction(
        id,
        waits ? OptionalLong.empty() : OptionalLong.of(receipt.path("blockNumber").asLong()),
        waits ? Status.PENDING : status(receipt),
        waits ? "" : code(receipt),
        Optional.of(Instant.ofEpochMilli(sent.path("importTime").asLong())),
        sent.path("from").asText(),
        sent.path("to").asText(),
        input.length() < 10 ? "" : input.substring(0, 10),
        input.length() > 10 ? List.of(Content.text("0x" + input.substring(10))) : List.of(),
        waits ? Content.NONE : result(receipt));
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    String contract = FiscoInput.address("contract", query.contract());
    FiscoEvents events = new FiscoEvents(this, contract, query, open::remove);
    open.add(events);
    return events;
  }

  @Override
  public Blocks blocks(long from, Optional<Signatory> by) {
    FiscoBlocks blocks = new FiscoBlocks(this, from, reading::remove);
    reading.add(blocks);
    return blocks;
  }

  @Override
  public Optional<Sent> sent(String id) {
    return nodes.ask(door -> new FiscoRecords(chain, door).sent(id));
  }

  @Override
  public Optional<Mined> mined(BlockName which) {
    return nodes.ask(door -> new FiscoRecords(chain, door).mined(which));
  }

  @Override
  public long height() {
    return newest();
  }

  @Override
  public long transactions() {
    return nodes.ask(door -> new FiscoRecords(chain, door).transactions());
  }

  @Override
  public Content ask(String contract, String input, List<String> functions) {
    String to = FiscoInput.address("contract", contract);
    if (!FiscoInput.CODE.matcher(input).matches()) {
      throw new IllegalArgumentException(
          "a call is 0x, four bytes of a function and its arguments");
    }
    return nodes.ask(door -> new FiscoRecords(chain, door).ask(to, input, functions));
  }

  /** The logs of one block's transactions, as the chain has them; empty if there is none yet. */
  Optional<List<JsonNode>> receipts(long number) {
    return nodes.ask(
        door -> {
          long newest = newest(door);
          if (number > newest) {
            return Optional.empty();
          }
          List<JsonNode> receipts = new ArrayList<>();
          for (LedgerBlock.Entry entry : block(door, number).transactions()) {
            receipts.add(
                door.ask("getTransactionReceipt", List.of(chain.groupId(), "", entry.id(), false)));
          }
          return Optional.of(receipts);
        });
  }

  long newest() {
    return nodes.ask(this::newest);
  }

  private long newest(Asking door) {
    return door.ask("getBlockNumber", List.of(chain.groupId(), "")).asLong();
  }

  @Override
  public void close() {
    open.forEach(FiscoEvents::close);
    reading.forEach(FiscoBlocks::close);
    nodes.close();
  }

  @Override
  public boolean deploys() {
    return true;
  }
}
