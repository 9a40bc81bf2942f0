package io.ridgeway.gateway.submit;

import io.ridgeway.gateway.submit.AccountTurns.Account;
import io.ridgeway.gateway.submit.AccountTurns.Held;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts whose transactions this gateway numbers. Holds those that are in use, hands over
 * what another gateway waits for, and lets go of what is idle. Thread-safe.
 */
public final class Tenures implements AutoCloseable {
  /** How long an account of a gateway that died is nobody's. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** By how much sooner the holder asks again: clocks differ in speed. */
  static final Duration MARGIN = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Tenures.class);

  private final @Nullable AccountTurns turns;
  private final String holder;
  private final IntSupplier members;
  private final Map<Account, Tenure> all = new ConcurrentHashMap<>();
  private boolean away;

  /**
   * None yet.
   *
   * @param turns null where there is one gateway only
   * @param holder unlike any other, and another one after each start
   * @param members how many gateways there are
   */
  public Tenures(@Nullable AccountTurns turns, String holder, IntSupplier members) {
    this.turns = turns;
    this.holder = holder;
    this.members = members;
  }

  /** Of a gateway that is alone. */
  public static Tenures alone() {
    return new Tenures(null, "alone", () -> 1);
  }

  /** That of an account, the same for good. */
  Tenure of(Account account) {
    return all.computeIfAbsent(account, a -> new Tenure(a, turns, holder, members));
  }

  /**
   * Says of all that are held that they are still. To be called a few times a second, by one thread
   * at a time; blocks, and doesn't throw.
   */
  public void hold() {
    Map<Account, OptionalLong> held = new HashMap<>();
    all.forEach((account, tenure) -> tenure.held().ifPresent(next -> held.put(account, next)));
    if (turns == null || held.isEmpty()) {
      return;
    }
    try {
      long since = System.nanoTime();
      Map<Account, Held> still = turns.hold(holder, held, LEASE);
      held.keySet().forEach(account -> of(account).heard(still.get(account), since));
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.atWarn()
            .setCause(e)
            .log("Turns of accounts can't be held: those that are here stay here");
      }
      away = true;
    }
  }

  /** Lets all go, once what is under way is over. */
  @Override
  public void close() {
    all.values().forEach(Tenure::close);
  }
}
