package io.ridgeway.framework;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
   * The same for a framework whose nodes answer nobody without a name. Where they answer anybody,
   * nothing is signed.
   */
  default LedgerHealth observe(
      LedgerEndpoints nodes, LedgerHealth before, Administrators administrators) {
    return observe(nodes, before);
  }

  /**
   * Brings running nodes together beyond what their files say. Called in every pass until the
   * network is ready, and later whenever a node runs of which {@link #observe} told no height, or
   * nodes come or go; so it looks whether a thing is done before it does it. Bounded in time (10 s
   * in all).
   *
   * <p>Afterwards those vote who are {@link LedgerEndpoints#voters()}, and nobody else. Members are
   * changed one at a time; who comes is taken in once it has the ledger, before somebody who runs
   * is let go. Who leaves may have stopped for good.
   *
   * @return what is still missing, for people; empty once there is nothing left to do
   * @throws LedgerException if a node doesn't answer, or refuses for good
   */
  default Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    return Optional.empty();
  }

  /**
   * Whether the height grows though nobody uses the ledger, so that one that stands still is
   * halted. Where it doesn't, agreement is what tells that it works.
   */
  default boolean growsWhenIdle() {
    return true;
  }

  /**
   * The roles whose nodes can be replaced by others: moved to another city node, or given up for
   * lost. None unless the driver knows how.
   */
  default Set<String> replaceableRoles() {
    return Set.of();
  }

  /** The roles whose nodes hold no ledger, so that they never have a height. */
  default Set<String> rolesWithoutLedger() {
    return Set.of();
  }

  /**
   * How long the height may stand still before the ledger is called halted: well over its block
   * time. A minute unless the pack knows better.
   */
  default Duration patience(BirthRecord birth) {
    return Duration.ofMinutes(1);
  }
}
