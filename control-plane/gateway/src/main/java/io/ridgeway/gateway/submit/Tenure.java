package io.ridgeway.gateway.submit;

import io.ridgeway.gateway.submit.AccountTurns.Account;
import io.ridgeway.gateway.submit.AccountTurns.Held;
import io.ridgeway.gateway.submit.AccountTurns.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway's turn at one account. Whoever submits enters, which may wait for another gateway to
 * hand the account over, and leaves. Entered by one thread at a time.
 *
 * <p>While the database is away whoever held the account last goes on with it, since nobody else
 * can take it then; the others refuse. If only the holder can't reach the database, another one
 * takes the account after the lease: for that time both may number it, and what the ledger refuses
 * is signed anew.
 */
final class Tenure {
  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
  private static final long MILLI = 1_000_000;
  private static final long POLL_MILLIS = 50;
  private static final long POLL_MOST_MILLIS = 500;

  /** A database that was away isn't asked again for so long. */
  private static final long AWAY_MILLIS = 1_500;

  /** An account that is wanted elsewhere is kept for so long, or it would only be moved. */
  private static final long LEAST_MILLIS = 250;

  /** After a hand-over the other gateway is faster by so much. */
  private static final long AFTER_YOU_MILLIS = 200;

  private static final long IDLE_MILLIS = 5_000;

  private final Account account;
  private final @Nullable AccountTurns turns;
  private final String holder;
  private final IntSupplier members;
  private boolean inside;
  private boolean held;
  private boolean wanted;
  private boolean giving;
  private boolean failed;
  private long failedAt;
  private long number = -1;
  private long since;
  private long sureUntil;
  private long gaveAt;
  private long usedAt;
  private OptionalLong next = OptionalLong.empty();

  Tenure(Account account, @Nullable AccountTurns turns, String holder, IntSupplier members) {
    this.account = account;
    this.turns = turns;
    this.holder = holder;
    this.members = members;
    this.gaveAt = System.nanoTime() - Duration.ofHours(1).toNanos();
  }

  /** Whether the account is this gateway's for now. */
  sealed interface Entry {
    /**
     * It is; {@link #leave} ends it.
     *
     * @param anew whether another one may have had it in between
     * @param next the least nonce that is free then, as far as is known
     */
    record Mine(boolean anew, OptionalLong next) implements Entry {}

    /** Another gateway didn't let go of it in time. */
    record Others() implements Entry {}

    /** It can't be told whose it is. */
    record Unknown() implements Entry {}
  }

  /** Waits for the account for so long. */
  Entry enter(Duration patience) {
    if (turns == null) {
      return new Entry.Mine(false, OptionalLong.empty());
    }
    long until = System.nanoTime() + patience.toNanos();
    long poll = POLL_MILLIS;
    while (true) {
      Optional<Entry> entry = attempt(turns);
      if (entry.isPresent()) {
        return entry.get();
      }
      if (System.nanoTime() - until >= 0 || !pause(poll)) {
        return new Entry.Others();
      }
      poll = Math.min(POLL_MOST_MILLIS, poll + poll / 2);
    }
  }

  private Optional<Entry> attempt(AccountTurns ledger) {
    Optional<Optional<Entry>> known = known();
    if (known.isPresent()) {
      return known.get();
    }
    long asked = System.nanoTime();
    try {
      return took(ledger.take(account, holder, Tenures.LEASE), asked);
    } catch (RuntimeException e) {
      LOG.atDebug().addKeyValue("network", account.network()).setCause(e).log("No turn");
      return unknown();
    }
  }

  /** What can be told without the ledger; if nothing, the ledger is to be asked. */
  private synchronized Optional<Optional<Entry>> known() {
    long now = System.nanoTime();
    if (giving || now - gaveAt < AFTER_YOU_MILLIS * MILLI) {
      return Optional.of(Optional.empty());
    }
    if (held && sureUntil - now > 0) {
      return Optional.of(entered(false));
    }
    if (failed && now - failedAt < AWAY_MILLIS * MILLI) {
      return Optional.of(withoutLedger());
    }
    // It isn't let go of while the ledger is asked for it.
    inside = true;
    return Optional.empty();
  }

  private synchronized Optional<Entry> took(Optional<Turn> turn, long asked) {
    failed = false;
    held = turn.isPresent();
    if (turn.isEmpty()) {
      inside = false;
      return Optional.empty();
    }
    boolean anew = number != turn.get().number();
    number = turn.get().number();
    next = anew ? turn.get().next() : next;
    since = anew ? asked : since;
    sure(asked);
    return entered(anew);
  }

  private synchronized Optional<Entry> unknown() {
    failed = true;
    failedAt = System.nanoTime();
    return withoutLedger();
  }

  private Optional<Entry> withoutLedger() {
    inside = false;
    if (held) {
      return entered(false);
    }
    return members.getAsInt() == 1 ? alone() : Optional.of(new Entry.Unknown());
  }

  /** There is no other gateway that could have it. */
  private Optional<Entry> alone() {
    held = true;
    return entered(true);
  }

  private Optional<Entry> entered(boolean anew) {
    inside = true;
    usedAt = System.nanoTime();
    return Optional.of(new Entry.Mine(anew, anew ? next : OptionalLong.empty()));
  }

  private void sure(long from) {
    sureUntil = from + Tenures.LEASE.minus(Tenures.MARGIN).toNanos();
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The submission is over. */
  void leave(OptionalLong nextNonce) {
    if (left(nextNonce)) {
      give();
    }
  }

  private synchronized boolean left(OptionalLong nextNonce) {
    inside = false;
    next = nextNonce;
    return wanted && System.nanoTime() - since > LEAST_MILLIS * MILLI;
  }

  /** The next nonce, if it is held and to be held for longer; an idle one is let go. */
  Optional<OptionalLong> held() {
    if (idle()) {
      give();
    }
    return kept();
  }

  private synchronized boolean idle() {
    return held && !inside && System.nanoTime() - usedAt > IDLE_MILLIS * MILLI && number >= 0;
  }

  private synchronized Optional<OptionalLong> kept() {
    return held && number >= 0 ? Optional.of(next) : Optional.empty();
  }

  /** What the ledger says of it; null if it isn't this gateway's any more. */
  void heard(@Nullable Held now, long asked) {
    if (isWanted(now, asked)) {
      give();
    }
  }

  private synchronized boolean isWanted(@Nullable Held now, long asked) {
    if (now == null || now.number() != number) {
      // Not at once, if it is in use: the submission that is under way was entered in time.
      sureUntil = asked;
      return false;
    }
    sure(asked);
    wanted = now.wanted();
    return wanted && asked - since > LEAST_MILLIS * MILLI;
  }

  /** Lets it go, unless it is in use; the ledger is told outside of the monitor. */
  private void give() {
    long of;
    OptionalLong from;
    synchronized (this) {
      if (turns == null || !held || inside || giving) {
        return;
      }
      giving = true;
      of = number;
      from = next;
    }
    boolean given = false;
    try {
      turns.give(account, holder, of, from);
      given = true;
    } catch (RuntimeException e) {
      LOG.atDebug().addKeyValue("network", account.network()).setCause(e).log("Not handed over");
    }
    gave(given);
  }

  private synchronized void gave(boolean given) {
    giving = false;
    if (given) {
      held = false;
      wanted = false;
      gaveAt = System.nanoTime();
    }
  }

  void close() {
    give();
  }
}
