package io.ridgeway.engine.freeze;

import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of an order to freeze an account or a contract, or to let it go: who asked for it and
 * why, and by which transactions it was done.
 *
 * @param operation what carries it out
 * @param address as the ledger writes it
 * @param frozen whether it is to be stopped, or to go on
 * @param reason why, for people
 * @param reference what asks for it: a court's file number, an order's
 * @param requestedBy who, as people know them
 * @param ordered whether an operator asked for it
 * @param held whether an operator's freeze of it stood when it began
 * @param administrator of a contract: who had the say over it before the governor took it, and gets
 *     it back once the contract goes on; empty if nobody had, or has yet
 * @param transactions that were begun for it, oldest first; known before they are sent
 * @param endedAt since when it is over, if it is
 * @param message what there is to say of it; empty if nothing is
 */
public record Freeze(
    FreezeId id,
    TenantId tenant,
    NetworkId network,
    OperationId operation,
    State state,
    Kind kind,
    String address,
    boolean frozen,
    String reason,
    String reference,
    String requestedBy,
    boolean ordered,
    boolean held,
    Instant requestedAt,
    Optional<String> administrator,
    List<Transaction> transactions,
    Optional<Instant> endedAt,
    String message) {
  public Freeze {
    transactions = List.copyOf(transactions);
  }

  /** What it is. */
  public enum Kind {
    /** Who signs. */
    ACCOUNT,
    /** Code. */
    CONTRACT
  }

  /** How far it is. */
  public enum State {
    /** It is being carried out. */
    RUNNING,
    /** The ledger says that it is as was asked for. */
    DONE,
    /** It is not, or not for certain; it can be asked for again. */
    FAILED
  }

  /**
   * A transaction that was begun.
   *
   * @param act what it does
   * @param receipt what became of it; empty as long as no block has it
   */
  public record Transaction(String name, String act, Instant at, Optional<Receipt> receipt) {}

  /**
   * What a ledger said of a transaction.
   *
   * @param valid whether it did what it was sent for
   * @param answer the ledger's word for that
   */
  public record Receipt(long block, boolean valid, String answer) {}

  /** The transaction that was begun last, if one was. */
  public Optional<Transaction> last() {
    return transactions.isEmpty()
        ? Optional.empty()
        : Optional.of(transactions.get(transactions.size() - 1));
  }

  /** Those of which no block is known, oldest first: they may yet come. */
  public List<Transaction> open() {
    return transactions.stream().filter(t -> t.receipt().isEmpty()).toList();
  }

  /**
   * Whether an operator's freeze stands after it, which only an operator has let go: one that
   * failed counts as soon as something of it may be on the ledger, a lift only if it is done.
   */
  public boolean holds() {
    if (!ordered || (!frozen && state != State.DONE)) {
      return held;
    }
    return frozen && (state != State.FAILED || held || mayHaveCome());
  }

  private boolean mayHaveCome() {
    return transactions.stream().anyMatch(t -> t.receipt().map(Receipt::valid).orElse(true));
  }

  /** The newest block that has a transaction of it that counted. */
  public Optional<Long> block() {
    return transactions.stream()
        .flatMap(t -> t.receipt().stream())
        .filter(Receipt::valid)
        .map(Receipt::block)
        .max(Long::compare);
  }

  /** With another transaction that is about to be sent. */
  public Freeze sending(Transaction transaction) {
    List<Transaction> more = new ArrayList<>(transactions);
    more.add(transaction);
    return with(state, administrator, more, endedAt, message);
  }

  /** With what became of the transaction of that name. */
  public Freeze received(String transaction, Receipt receipt) {
    return with(
        state,
        administrator,
        transactions.stream()
            .map(
                t ->
                    t.name().equals(transaction)
                        ? new Transaction(t.name(), t.act(), t.at(), Optional.of(receipt))
                        : t)
            .toList(),
        endedAt,
        message);
  }

  /** With who is to have the contract once it goes on. */
  public Freeze keeping(String former) {
    return with(state, Optional.of(former), transactions, endedAt, message);
  }

  /** Once it is over. */
  public Freeze ended(State how, String why, Instant at) {
    return with(how, administrator, transactions, Optional.of(at), why);
  }

  private Freeze with(
      State next,
      Optional<String> former,
      List<Transaction> all,
      Optional<Instant> ended,
      String why) {
    return new Freeze(
        id,
        tenant,
        network,
        operation,
        next,
        kind,
        address,
        frozen,
        reason,
        reference,
        requestedBy,
        ordered,
        held,
        requestedAt,
        former,
        all,
        ended,
        why);
  }
}
