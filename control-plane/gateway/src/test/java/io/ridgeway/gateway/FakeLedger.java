package io.ridgeway.gateway;

import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Proposals;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.RelayedLedger;
import io.ridgeway.framework.RpcLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.model.key.ToSign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger that tells its members only. What it does with a call, the called function says. */
final class FakeLedger implements BlockLedger, DetailedLedger, Proposals, RelayedLedger, RpcLedger {
  final FakeRelay relay = new FakeRelay();
  static final String TRANSACTION = "ab".repeat(32);

  /** Who signed, by the first byte of what was signed. */
  final Map<Byte, Member> signers = new ConcurrentHashMap<>();

  private static final HexFormat HEX = HexFormat.of();

  private final List<String> calls = new ArrayList<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** What it was asked, each with who asked. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Set<String> methods() {
    return Set.of("getBlockNumber", "sendTransaction");
  }

  /** What comes of it, its parameters say. */
  @Override
  public String answer(String method, String params) {
    note(method + params, Optional.empty());
    switch (params) {
      case "[\"wrong\"]" -> throw new IllegalArgumentException("params[0] must be the group");
      case "[\"refuse\"]" ->
          throw new LedgerException.Refused(-32_009, "No such block", Optional.empty());
      case "[\"silent\"]" -> throw new LedgerException.Unreachable("10.0.0.7 is away");
      case "[\"lost\"]" -> throw new LedgerException.Unknown(TRANSACTION, "it may have been taken");
      case "[\"fault\"]" -> throw new IllegalStateException("10.0.0.7 is a fault");
      case "[\"deep\"]" -> throw new StackOverflowError();
      case "[\"long\"]" -> {
        return "\"" + "a".repeat(5 << 20) + "\"";
      }
      default -> {
        return params.isEmpty() ? "41" : params;
      }
    }
  }

  @Override
  public Optional<RelayedLedger.Kind> relayed(String name) {
    return relay.relayed(name);
  }

  @Override
  public Passing pass(Wire call, Answers answers) {
    return relay.pass(call, answers);
  }

  /** How many streams of events are open. */
  int streams() {
    return streams.get();
  }

  /** How often it was closed. */
  int closed() {
    return closed.get();
  }

  /** Tells an event of that block to those who ask from now on. */
  synchronized void tell(long block, String name) {
    events.add(
        new LedgerEvent(
            new EventPosition(block, "t" + block, 0), "notary", name, Content.text("lease")));
  }

  private synchronized void note(String what, Optional<Signatory> by) {
    calls.add(what + " by " + by.map(who -> who.key().name()).orElse("nobody"));
  }

  @Override
  public Submission submit(Call call) {
    note("submit " + call + call.args() + call.transientData(), call.by());
    call.signatory().sign(new ToSign.Digest(new byte[32]), "transaction of " + call);
    switch (call.function()) {
      case "refuse" ->
          throw new LedgerException.Refused(10, "alpha: lease-1 is there", Optional.empty());
      case "silent" -> throw new LedgerException.Unreachable("10.0.0.7 is away");
      case "lost" -> throw new LedgerException.Unknown(TRANSACTION, "it may have been taken");
      case "wrong" -> throw new IllegalArgumentException("contract must be a chaincode's name");
      case "fault" -> throw new IllegalStateException("10.0.0.7 is a fault");
      case "deep" -> throw new StackOverflowError();
      default -> {
        return new Submission(TRANSACTION, () -> outcome(call), Content.text("\u201cdone\u201d"));
      }
    }
  }

  private static CompletableFuture<Receipt> outcome(Call call) {
    return switch (call.function()) {
      case "later" ->
          CompletableFuture.failedFuture(new LedgerException.Unreachable("not within 30 s"));
      case "unrecorded" -> throw new IllegalStateException("the journal is away");
      case "conflict" ->
          CompletableFuture.completedFuture(
              new Receipt(
                  TRANSACTION,
                  7,
                  LedgerTransaction.Status.INVALID,
                  "MVCC_READ_CONFLICT",
                  Content.NONE));
      default ->
          CompletableFuture.completedFuture(
              new Receipt(
                  TRANSACTION,
                  7,
                  LedgerTransaction.Status.COMMITTED,
                  "VALID",
                  Content.text("\u201cdone\u201d")));
    };
  }

  @Override
  public Content evaluate(Call call) {
    note("evaluate " + call + call.args(), call.by());
    return call.function().equals("bytes")
        ? Content.of(new byte[] {(byte) 0xff, 0})
        : Content.text("42");
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    note("block " + number, by);
    long wanted = number.orElse(7);
    return wanted > 7
        ? Optional.empty()
        : Optional.of(
            new LedgerBlock(
                wanted,
                "cd",
                "ab",
                Optional.of(Instant.EPOCH),
                List.of(new LedgerBlock.Entry(TRANSACTION, "VALID"))));
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    note("transaction " + id, by);
    if (id.length() != 64) {
      throw new IllegalArgumentException("a transaction's id is 64 hex digits in lower case");
    }
    return id.equals(TRANSACTION)
        ? Optional.of(
            new LedgerTransaction(
                id,
                OptionalLong.of(7),
                LedgerTransaction.Status.COMMITTED,
                "VALID",
                Optional.of(Instant.EPOCH),
                "alpha/clerk",
                "notary",
                "draft",
                List.of(Content.text("lease-1"), Content.of(new byte[] {(byte) 0xff})),
                Content.NONE))
        : Optional.empty();
  }

  @Override
  public Optional<Detail> detail(String id, Optional<Signatory> by) {
    if (by.isEmpty()) {
      throw new IllegalArgumentException("key is missing: a channel tells its members only");
    }
    return transaction(id, by)
        .map(
            found ->
                new Detail(
                    found,
                    DetailedLedger.Kind.CALL,
                    "",
                    "0x" + "ab".repeat(200_000),
                    List.of("alpha/peer-1", "beta/peer-1"),
                    List.of(
                        new Event(
                            "notary", "Drafted", List.of(), Content.of(new byte[] {(byte) 0xff}))),
                    Map.of(Detail.NONCE, "7")));
  }

  @Override
  public Optional<WholeBlock> whole(BlockName which, Optional<Signatory> by) {
    note("whole " + which, by);
    if (which instanceof BlockName.Number number && number.number() > 7) {
      return Optional.empty();
    }
    return Optional.of(
        new WholeBlock(
            block(OptionalLong.of(7), by).orElseThrow(),
            List.of(new Judged(transaction(TRANSACTION, by).orElseThrow(), 11)),
            new Bytes(new byte[] {1, 2, 3})));
  }

  @Override
  public Optional<Bytes> encoded(String transaction, Optional<Signatory> by) {
    note("encoded " + transaction, by);
    return transaction.equals(TRANSACTION)
        ? Optional.of(new Bytes(new byte[] {4, 5}))
        : Optional.empty();
  }

  @Override
  public Draft propose(Call call, Member member) {
    note("propose " + call + call.args() + call.transientData() + " for " + member, call.by());
    return new Draft(TRANSACTION, new byte[] {1, 2}, Content.NONE, true);
  }

  @Override
  public Draft endorse(Signed proposal) {
    note(
        "endorse " + HEX.formatHex(proposal.payload()) + "/" + HEX.formatHex(proposal.signature()));
    return new Draft(
        TRANSACTION,
        new byte[] {3, 4},
        Content.of(new byte[] {(byte) 0xff}),
        proposal.signature().length != 1);
  }

  @Override
  public Content evaluate(Signed proposal) {
    note("ask " + HEX.formatHex(proposal.payload()) + "/" + HEX.formatHex(proposal.signature()));
    return Content.text("42");
  }

  /** Its first byte is how long the proposal is. */
  @Override
  public Signed opened(byte[] message) {
    if (message.length == 0 || message[0] < 0 || message[0] >= message.length) {
      throw new IllegalArgumentException("it is no signed proposal");
    }
    int end = 1 + message[0];
    return new Signed(
        Arrays.copyOfRange(message, 1, end), Arrays.copyOfRange(message, end, message.length));
  }

  @Override
  public Member signer(Signed what) {
    return signers.getOrDefault(what.payload()[0], new Member("nobody", "no certificate"));
  }

  @Override
  public Submission submit(Signed transaction) {
    note(
        "send "
            + HEX.formatHex(transaction.payload())
            + "/"
            + HEX.formatHex(transaction.signature()));
    if (transaction.payload().length == 1) {
      throw new LedgerException.Refused(10, "the signature doesn't hold", Optional.empty());
    }
    return new Submission(
        TRANSACTION,
        () -> CompletableFuture.failedFuture(new LedgerException.Unreachable("not waited for")));
  }

  private void note(String what) {
    note(what, Optional.empty());
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    note("events " + query.contract() + query.from() + query.after(), by);
    if (query.contract().equals("silent")) {
      throw new LedgerException.Unreachable("10.0.0.7 is away");
    }
    BlockingQueue<Optional<LedgerEvent>> coming = new LinkedBlockingQueue<>();
    synchronized (this) {
      events.stream()
          .filter(e -> e.at().block() >= query.from().orElse(0))
          .filter(e -> query.after().filter(seen -> seen.block() >= e.at().block()).isEmpty())
          .forEach(e -> coming.add(Optional.of(e)));
    }
    streams.incrementAndGet();
    return new Events() {
      private boolean open = true;

      @Override
      public Optional<LedgerEvent> next() {
        try {
          return coming.take();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return Optional.empty();
        }
      }

      @Override
      public synchronized void close() {
        if (open) {
          open = false;
          streams.decrementAndGet();
          coming.add(Optional.empty());
        }
      }
    };
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
