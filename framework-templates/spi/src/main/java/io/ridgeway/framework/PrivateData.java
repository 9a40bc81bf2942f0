package io.ridgeway.framework;

import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How contracts of a framework keep data from most of a network's members, and how such data are
 * erased again: the nodes of those who have them forget them, and the ledger keeps their hashes.
 */
public interface PrivateData {
  /**
   * What is wrong with what a contract says of its private data, each with its reason; empty if
   * nothing is.
   *
   * @param collections as the framework writes it down
   * @param before what the version before it says, if there is one and it says anything
   */
  List<Violation> check(NetworkSpec spec, Optional<String> collections, Optional<String> before);

  /** The same in one notation: what means the same reads alike. It passes {@link #check}. */
  String canonical(String collections);

  /**
   * The collections of a contract that data can be erased from, sorted.
   *
   * @param collections what it says of them, if anything
   */
  List<String> names(NetworkSpec spec, Optional<String> collections);

  /** The hash by which the ledger knows a key, in lower-case hex. */
  String hash(String key);

  /**
   * Has the ledger told to erase. Bounded in time (20 s). It may be asked again: what is erased
   * already can't be erased twice, so nothing comes of it but another transaction.
   *
   * @param sending is told the transaction's name before anything is sent that could come into a
   *     block; if it throws, nothing is sent
   * @throws LedgerException if the nodes don't answer, or the contract refuses ({@code Refused}: it
   *     is in no block ever); {@code Unknown} if it was sent, and may yet come into one
   */
  void purge(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Consumer<String> sending);

  /**
   * What became of a transaction of {@link #purge}; empty if no node that answers has it.
   *
   * @throws LedgerException.Unreachable if none answers
   */
  Optional<Outcome> find(
      LedgerEndpoints nodes, Administrators administrators, Purge what, String transaction);

  /**
   * What each node says that holds the ledger and may have had the data, by its own storage.
   * Bounded in time (20 s); never throws for a node that doesn't answer.
   */
  List<Answer> verify(
      LedgerEndpoints nodes, Administrators administrators, Purge what, Outcome outcome);

  /**
   * What is to be erased.
   *
   * @param contract its name
   * @param collection where the data are
   * @param keys of the data; they may say something of a person, so they are in no text
   */
  record Purge(String contract, String collection, List<String> keys) {
    public Purge {
      keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
      return keys.size() + " keys in " + contract + "/" + collection;
    }
  }

  /**
   * What became of a transaction.
   *
   * @param block that it is in
   * @param code the ledger's word for whether it counts
   * @param valid whether it does
   */
  record Outcome(String transaction, long block, String code, boolean valid) {}

  /** What a node says. */
  enum Found {
    /** It has the transaction, doesn't have the data any more, and still has their hashes. */
    ERASED,
    /** It has the transaction, and never had the data: they aren't for its organisation. */
    NOT_MEMBER,
    /** It still has data. */
    HELD,
    /** It doesn't have the transaction's block yet. */
    BEHIND,
    /** It doesn't answer. */
    SILENT
  }

  /**
   * What a node says of the data.
   *
   * @param organisation whose node
   * @param height how many blocks it has, -1 if that isn't known
   * @param detail for people; empty if there is nothing to add
   */
  record Answer(NodeName node, String organisation, Found found, long height, String detail) {}
}
