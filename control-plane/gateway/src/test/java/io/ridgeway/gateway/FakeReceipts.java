package io.ridgeway.gateway;

import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.model.key.ToSign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A chain of accounts and receipts, with one transaction in its block 7. */
final class FakeReceipts implements ReceiptLedger {
  static final String ID = "0x" + "ab".repeat(32);
  static final String BLOCK = "0x" + "cd".repeat(32);
  static final String LOGS = "[{\"address\":\"c0\",\"data\":\"0x01\",\"topics\":[]}]";

  /** Whether it doesn't answer how many transactions it has. */
  volatile boolean away;

  private final List<String> calls = new ArrayList<>();

  /** What it was asked. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void note(String what) {
    calls.add(what);
  }

  @Override
  public Submission submit(Call call) {
    note("submit " + call + call.args());
    call.signatory().sign(new ToSign.Digest(new byte[32]), "transaction of " + call);
    return taken();
  }

  @Override
  public Submission submit(Signed transaction) {
    note("send " + HexFormat.of().formatHex(transaction.payload()));
    if (transaction.payload()[0] == (byte) 0xf8) {
      throw new IllegalArgumentException("the transaction is of FISCO BCOS 2.x (RLP)");
    }
    return taken();
  }

  private static Submission taken() {
    return new Submission(
        ID,
        () ->
            CompletableFuture.completedFuture(
                new Receipt(ID, 7, LedgerTransaction.Status.COMMITTED, "0", Content.text("0x02"))));
  }

  @Override
  public Content evaluate(Call call) {
    note("evaluate " + call + call.args());
    return Content.text("42");
  }

  @Override
  public Content ask(String contract, String input, List<String> functions) {
    note("ask " + contract + " " + input + " " + functions);
    return Content.text("42");
  }

  @Override
  public Optional<Sent> sent(String id) {
    note("sent " + id);
    if (!id.startsWith("0x")) {
      throw new IllegalArgumentException("a transaction's hash is 0x and 64 hex digits");
    }
    return id.equals(ID)
        ? Optional.of(
            one(
                Optional.of(
                    new Executed(7, BLOCK, 21_000, 16, "0x02", "0x" + "dd".repeat(20), LOGS))))
        : Optional.empty();
  }

  private static Sent one(Optional<Executed> receipt) {
    return new Sent(ID, "0xfe", "0xc0", "0x0a", "0x1234", receipt);
  }

  @Override
  public Optional<Mined> mined(BlockName which) {
    note("mined " + which);
    if (which instanceof BlockName.Number number && number.number() > 7) {
      return Optional.empty();
    }
    if (which instanceof BlockName.Hash hash && !hash.hash().startsWith("0x")) {
      throw new IllegalArgumentException("a block's hash is 0x and 64 hex digits");
    }
    return Optional.of(
        new Mined(
            7,
            BLOCK,
            "0xcc",
            Optional.of(Instant.ofEpochMilli(1_767_323_045_000L)),
            "aa11",
            List.of(one(Optional.empty()))));
  }

  @Override
  public long height() {
    note("height");
    return 7;
  }

  @Override
  public long transactions() {
    note("transactions");
    if (away) {
      throw new LedgerException.Unreachable("10.0.0.7 is away");
    }
    return 12;
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Blocks blocks(long from, Optional<Signatory> by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
