package io.ridgeway.engine.explorer;

import io.ridgeway.engine.explorer.Seen.BlockLine;
import io.ridgeway.engine.explorer.Seen.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A ledger of eight blocks, and of one transaction in the last of them. */
final class OneLedger implements LedgerReader {
  static final String TRANSACTION = "0x" + "ab".repeat(32);
  static final String CONTRACT = "0x" + "11".repeat(20);
  static final String OTHER = "0x" + "22".repeat(20);

  private static final long HEIGHT = 7;

  /** Who asked. */
  final List<Ledger> asked = new ArrayList<>();

  @Override
  public Seen.Blocks blocks(Ledger ledger, OptionalLong before, int limit) {
    asked.add(ledger);
    List<BlockLine> lines = new ArrayList<>();
    for (long n = before.orElse(HEIGHT + 1) - 1; n >= 0 && lines.size() < limit; n--) {
      lines.add(new BlockLine(n, "0x" + n, Optional.of(Instant.EPOCH), n == HEIGHT ? 1 : 0));
    }
    return new Seen.Blocks(HEIGHT, lines);
  }

  @Override
  public Optional<Seen.Block> block(Ledger ledger, OptionalLong number) {
    asked.add(ledger);
    long wanted = number.orElse(HEIGHT);
    return wanted > HEIGHT
        ? Optional.empty()
        : Optional.of(
            new Seen.Block(
                wanted,
                "0x" + wanted,
                "0x0",
                Optional.of(Instant.EPOCH),
                List.of(new Seen.Entry(TRANSACTION, ""))));
  }

  @Override
  public Optional<Seen.Transaction> transaction(Ledger ledger, String id) {
    asked.add(ledger);
    return id.equals(TRANSACTION) ? Optional.of(transaction()) : Optional.empty();
  }

  static Seen.Transaction transaction() {
    return new Seen.Transaction(
        TRANSACTION,
        OptionalLong.of(HEIGHT),
        "COMMITTED",
        "SUCCESS",
        Optional.of(Instant.EPOCH),
        "CALL",
        "0x" + "33".repeat(20),
        CONTRACT,
        "",
        "0xa9059cbb",
        List.of(),
        "0xa9059cbb07",
        new Bytes("", false),
        List.of(),
        List.of(
            new Seen.Event(CONTRACT, "", List.of("0x01"), new Bytes("0x07", false)),
            new Seen.Event(OTHER, "", List.of("0x01"), new Bytes("0x08", false))),
        Map.of("gas", "21000"));
  }
}
