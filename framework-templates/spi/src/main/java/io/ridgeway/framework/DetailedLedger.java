package io.ridgeway.framework;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that tells of a transaction all that people look for. {@link LedgerClient}'s laws. */
public interface DetailedLedger extends LedgerClient {
  /**
   * One transaction with what goes with it; empty if the ledger knows of none.
   *
   * @param id as {@link LedgerTransaction#id} has it
   * @param by who asks, where the ledger tells members only
   */
  Optional<Detail> detail(String id, Optional<Signatory> by);

  /** What a transaction is. */
  enum Kind {
    /** It calls a contract, or sends to an address. */
    CALL,
    /** It makes a contract. */
    DEPLOYMENT,
    /** It changes how the ledger itself goes. */
    CONFIGURATION
  }

  /**
   * A transaction with what goes with it.
   *
   * @param created the address of the contract that it made; else empty
   * @param input {@code 0x…}, the whole of what the contract was given; empty where arguments are
   *     told apart
   * @param endorsers who vouched for it, as {@link LedgerTransaction#by}; empty where nobody does
   * @param more what else the ledger keeps, by the names {@link #VALUE}, {@link #NONCE}, …
   */
  record Detail(
      LedgerTransaction transaction,
      Kind kind,
      String created,
      String input,
      List<String> endorsers,
      List<Event> events,
      Map<String, String> more) {
    /** What was sent along, in the ledger's smallest unit. */
    public static final String VALUE = "value";

    /** The number or text that keeps it from being taken twice. */
    public static final String NONCE = "nonce";

    /** How much work it was. */
    public static final String GAS = "gas";

    /** Why it had no effect, as far as the ledger tells. */
    public static final String REASON = "reason";

    public Detail {
      endorsers = List.copyOf(endorsers);
      events = List.copyOf(events);
      more = Collections.unmodifiableMap(new TreeMap<>(more));
    }
  }

  /**
   * What a contract told.
   *
   * @param name as the contract called it; empty where the ledger keeps topics instead
   * @param topics {@code 0x…} each; empty where events have names
   * @param payload {@code 0x…} where there are topics
   */
  record Event(String contract, String name, List<String> topics, Content payload) {
    public Event {
      topics = List.copyOf(topics);
    }
  }
}
