package io.ridgeway.framework;

import java.time.Duration;

/**
 * How networks of one framework are watched and, in time, changed. It asks the ledger; it never
 * touches a city node.
 */
public interface FrameworkDriver {

  /**
   * Asks the nodes how the ledger is. Bounded in time (2 s in all), never throws for a node that
   * doesn't answer.
   *
   * @param before what the last call gave, so that progress can be told; {@link
   *     LedgerHealth#UNHEARD} at first
   */
  LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before);

  /**
   * How long the height may stand still before the ledger is called halted: well over its block
   * time. A minute unless the pack knows better.
   */
  default Duration patience(BirthRecord birth) {
    return Duration.ofMinutes(1);
  }
}
