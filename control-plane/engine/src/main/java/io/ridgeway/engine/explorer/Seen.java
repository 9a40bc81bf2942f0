package io.ridgeway.engine.explorer;

import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a ledger shows of itself. */
public final class Seen {
  private Seen() {}

  /**
   * Some of its blocks.
   *
   * @param height the number of the newest of all
   */
  public record Blocks(long height, List<BlockLine> blocks) {
    public Blocks {
      blocks = List.copyOf(blocks);
    }

    /** Before which block older ones stand; empty if these go back to the first. */
    public OptionalLong older() {
      return blocks.isEmpty() || blocks.get(blocks.size() - 1).number() == 0
          ? OptionalLong.empty()
          : OptionalLong.of(blocks.get(blocks.size() - 1).number());
    }
  }

  /**
   * A block among others.
   *
   * @param transactions how many it has
   */
  public record BlockLine(long number, String hash, Optional<Instant> at, int transactions) {}

  /**
   * A block.
   *
   * @param previous the hash of the one before; empty for the first
   */
  public record Block(
      long number, String hash, String previous, Optional<Instant> at, List<Entry> transactions) {
    public Block {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * A transaction among those of a block.
   *
   * @param id empty for the few that have none
   * @param code the ledger's word for how it ended, where blocks tell; else empty
   */
  public record Entry(String id, String code) {}

  /**
   * Bytes of a contract.
   *
   * @param base64 whether the text is Base64, as the bytes are no text
   */
  public record Bytes(String text, boolean base64) {
    /** The text; what is no text in hex. What was cut stays Base64. */
    public String shown() {
      return base64 && !text.endsWith("…")
          ? "0x" + HexFormat.of().formatHex(Base64.getDecoder().decode(text))
          : text;
    }
  }

  /**
   * A transaction.
   *
   * @param status {@code PENDING}, {@code COMMITTED}, or {@code INVALID}: in a block without effect
   * @param code the ledger's own word for how it ended
   * @param kind {@code CALL}, {@code DEPLOYMENT} or {@code CONFIGURATION}
   * @param by who signed it
   * @param contract what it called
   * @param created the contract that it made
   * @param input all that the contract was given, {@code 0x…}; empty where arguments are told apart
   * @param endorsers who vouched for it
   * @param more what else there is, by the names of {@code DetailedLedger.Detail}
   */
  public record Transaction(
      String id,
      OptionalLong block,
      String status,
      String code,
      Optional<Instant> at,
      String kind,
      String by,
      String contract,
      String created,
      String function,
      List<Bytes> args,
      String input,
      Bytes result,
      List<String> endorsers,
      List<Event> events,
      Map<String, String> more) {
    public Transaction {
      args = List.copyOf(args);
      endorsers = List.copyOf(endorsers);
      events = List.copyOf(events);
      more = Collections.unmodifiableMap(new TreeMap<>(more));
    }
  }

  /**
   * What a contract told.
   *
   * @param name empty where the ledger keeps topics instead
   * @param topics {@code 0x…}
   */
  public record Event(String contract, String name, List<String> topics, Bytes payload) {
    public Event {
      topics = List.copyOf(topics);
    }
  }
}
