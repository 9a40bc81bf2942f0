package io.ridgeway.gateway.submit;

import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which gateway numbers the transactions of a managed account: one at a time, for as long as its
 * lease holds. All methods throw while the database is away.
 */
public interface AccountTurns {
  /**
   * An account.
   *
   * @param address in lower case
   */
  record Account(NetworkId network, String address) {}

  /**
   * A gateway's turn.
   *
   * @param number counts up with each gateway that takes the account over
   * @param next the least nonce that the one before would have used; empty if it didn't know
   */
  record Turn(long number, OptionalLong next) {}

  /**
   * What became of a turn that was held.
   *
   * @param wanted whether another gateway waits for it
   */
  record Held(long number, boolean wanted) {}

  /** Takes the account, if nobody else holds it; else its holder is told that it is wanted. */
  Optional<Turn> take(Account account, String holder, Duration lease);

  /**
   * Holds accounts for longer.
   *
   * @param next of each account, the next nonce where it is known
   * @return those that are still the holder's
   */
  Map<Account, Held> hold(String holder, Map<Account, OptionalLong> next, Duration lease);

  /** Lets an account go, unless another gateway has it already. */
  void give(Account account, String holder, long number, OptionalLong next);
}
