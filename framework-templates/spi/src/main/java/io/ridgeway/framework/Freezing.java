package io.ridgeway.framework;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a ledger's accounts and contracts are stopped, and let go on, in the name of who governs it:
 * for lawful orders.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #obstacle}, {@link #wrong} and {@link #canonical} are pure.
 *   <li>{@link #send} sends one transaction at most. Sent again where nothing is missing any more,
 *       it does no harm.
 * </ul>
 */
public interface Freezing {
  /** Why nothing can be frozen on such a ledger, for people; empty if it can. */
  Optional<String> obstacle(BirthRecord birth);

  /** Why that can't be frozen on such a ledger, by its address alone; empty if it may be there. */
  Optional<String> wrong(BirthRecord birth, Subject subject);

  /** The address in one notation: what is the same reads alike. It is one. */
  String canonical(String address);

  /**
   * How the ledger has it now. Bounded in time (10 s).
   *
   * @param known what became of it last as far as is known, for ledgers whose answer to that comes
   *     later than the block
   * @throws LedgerException.Unreachable if no node answers
   */
  Standing look(
      LedgerEndpoints nodes, Administrators administrators, Subject subject, Optional<Known> known);

  /**
   * Sends the next transaction that is missing. Bounded in time (10 s).
   *
   * @param standing what {@link #look} said just now
   * @param sending is told the transaction's name and what it does before anything is sent; if it
   *     throws, nothing is sent
   * @throws LedgerException if no node answers, or the node doesn't take it ({@code Refused});
   *     {@code Unknown} if it was sent, and may yet come into a block. What became of it in a block
   *     is {@link #find}'s to say
   */
  void send(
      LedgerEndpoints nodes,
      Administrators administrators,
      Order order,
      Standing standing,
      Consumer<Begun> sending);

  /**
   * What became of a transaction of {@link #send}; empty if no node that answers has it in a block.
   *
   * @throws LedgerException.Unreachable if none answers
   */
  Optional<Outcome> find(LedgerEndpoints nodes, Administrators administrators, String transaction);

  /** What can be frozen. */
  enum Kind {
    /** Who signs: nothing that it sends is carried out. */
    ACCOUNT,
    /** Code: nobody can call it. */
    CONTRACT
  }

  /** An account or a contract. */
  record Subject(Kind kind, String address) {}

  /**
   * What is to be brought about.
   *
   * @param frozen whether it is to be stopped, or to go on
   * @param administrator of a contract, whom it is given back to once it goes on; empty if nobody
   *     is to have it
   */
  record Order(Subject subject, boolean frozen, Optional<String> administrator) {}

  /**
   * How something stands.
   *
   * @param missing why there is no such thing, for people; empty if there is
   * @param frozen whether it is stopped
   * @param administrator of a contract: who may stop it, and let it go on
   * @param governed whether that is the ledger's governor
   * @param certain whether it is so as of the newest block; otherwise that block may have changed
   *     it, and it is nothing to end an order on
   */
  record Standing(
      Optional<String> missing,
      boolean frozen,
      Optional<String> administrator,
      boolean governed,
      boolean certain) {

    /** Whether nothing is missing of that. */
    public boolean is(Order order) {
      if (missing.isPresent() || frozen != order.frozen()) {
        return false;
      }
      if (order.subject().kind() == Kind.ACCOUNT) {
        return true;
      }
      return frozen
          ? governed
          : order.administrator().isEmpty() || order.administrator().equals(administrator);
    }
  }

  /**
   * What a transaction that counted did last.
   *
   * @param block that it is in
   * @param frozen whether it stopped it, or let it go on
   */
  record Known(long block, boolean frozen) {}

  /**
   * A transaction that is about to be sent.
   *
   * @param act what it does, for people
   */
  record Begun(String transaction, String act) {}

  /**
   * What became of a transaction.
   *
   * @param block that it is in
   * @param valid whether it did what it was sent for
   * @param answer the ledger's word for that
   */
  record Outcome(long block, boolean valid, String answer) {}
}
