package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.BlockFeed;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.gateway.delivery.Outcome.Attempt;
import io.ridgeway.gateway.delivery.Outcome.End;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has one errand in hand: reads the ledger from where it stands, sends what comes, and writes down
 * each that was taken before it sends the next. What isn't taken is left to a later turn. A crash
 * between sending and writing down sends the same again, with the same id. On a thread of its own.
 */
final class Courier {
  /** How many events of other names are passed over before that is written down. */
  private static final int PASSED_OVER = 200;

  private static final Duration NO_GROUND = Duration.ofSeconds(15);
  private static final Duration LEDGER_AWAY = Duration.ofSeconds(10);
  private static final Duration LEDGER_REFUSES = Duration.ofMinutes(2);
  private static final String NOT_NOW =
      "The network doesn't serve now, or the application is frozen.";
  private static final String OF_OUR_OWN =
      "The gateway can't tell it for a reason of its own, which its operators find in its log.";
  private static final int LONGEST_NOTE = 300;

  private final Errand errand;
  private final Manner manner;
  private final Grounds grounds;
  private final Outbox outbox;
  private final Receiver receiver;
  private Standing standing;
  private @Nullable AutoCloseable reading;
  private boolean closed;

  Courier(Errand errand, Manner manner, Grounds grounds, Outbox outbox, Receiver receiver) {
    this.errand = errand;
    this.manner = manner;
    this.grounds = grounds;
    this.outbox = outbox;
    this.receiver = receiver;
    this.standing = errand.standing();
  }

  Errand errand() {
    return errand;
  }

  /**
   * Works until the errand is in somebody else's hand, or can't go on for the moment.
   *
   * @param mine whether it may still be sure of the errand
   * @throws RuntimeException what nobody foresaw; it still has the errand
   */
  void run(BooleanSupplier mine) {
    try {
      Optional<Ground> ground = grounds.of(errand);
      if (ground.isEmpty()) {
        letGo(NO_GROUND, NOT_NOW);
        return;
      }
      begin(ground.get());
      if (errand.kind() == CallbackKind.BSN_BLOCK) {
        blocks(ground.get(), mine);
      } else {
        events(ground.get(), mine);
      }
    } catch (LedgerException.Unreachable e) {
      letGo(LEDGER_AWAY, "The ledger doesn't answer.");
    } catch (LedgerException | IllegalArgumentException | Refusal e) {
      letGo(LEDGER_REFUSES, "The ledger can't be asked: " + e.getMessage());
    }
  }

  /** Which is the next block is found out once and written down, or a crash would lose events. */
  private void begin(Ground ground) {
    if (standing.after().isEmpty() && standing.from().isEmpty()) {
      long next =
          ground
              .ledger()
              .block(OptionalLong.empty(), ground.by())
              .map(block -> block.number() + 1)
              .orElse(0L);
      standing = standing.from(next);
      outbox.keep(errand, Outcome.goesOn(standing, Optional.empty()));
    }
  }

  private void events(Ground ground, BooleanSupplier mine) {
    int passedOver = 0;
    EventQuery query = new EventQuery(errand.contract(), standing.from(), standing.after());
    try (Events events = opened(ground.ledger().events(query, ground.by()))) {
      for (Optional<LedgerEvent> next = events.next(); next.isPresent(); next = events.next()) {
        Told told = new Told.OfContract(next.get());
        if (isWanted(next.get())) {
          if (!tell(told, mine)) {
            return;
          }
          passedOver = 0;
        } else {
          standing = new Standing(told.next(), told.at(), standing.attempts(), standing.givenUp());
          if (++passedOver % PASSED_OVER == 0 && !written(standing)) {
            return;
          }
        }
      }
    }
    letGo(Duration.ZERO, "");
  }

  private void blocks(Ground ground, BooleanSupplier mine) {
    LedgerClient ledger = ground.ledger();
    if (!(ledger instanceof BlockFeed feed)) {
      throw new IllegalArgumentException("this ledger doesn't tell of blocks by itself");
    }
    try (Blocks blocks = opened(feed.blocks(standing.from().orElse(0), ground.by()))) {
      for (Optional<LedgerBlock> next = blocks.next(); next.isPresent(); next = blocks.next()) {
        if (!tell(new Told.OfBlock(next.get()), mine)) {
          return;
        }
      }
    }
    letGo(Duration.ZERO, "");
  }

  private boolean isWanted(LedgerEvent event) {
    return errand.event().isEmpty() || errand.event().equals(event.name());
  }

  private boolean written(Standing now) {
    return outbox.keep(errand, Outcome.goesOn(now, Optional.empty()));
  }

  /** Sends it; false if nothing else is to be sent now. */
  private boolean tell(Told told, BooleanSupplier mine) {
    Optional<Ground> ground = grounds.of(errand);
    if (isClosed() || ground.isEmpty()) {
      letGo(isClosed() ? Duration.ZERO : NO_GROUND, ground.isEmpty() ? NOT_NOW : "");
      return false;
    }
    Letter letter = manner.letter(errand, told, ground.get());
    if (!mine.getAsBoolean()) {
      return false;
    }
    Answer answer = receiver.send(errand.url(), letter);
    if (manner.isTaken(answer)) {
      Attempt attempt = attempt(told, End.DELIVERED, answer);
      standing = standing.past(told);
      return outbox.keep(errand, Outcome.goesOn(standing, Optional.of(attempt)));
    }
    return refused(told, answer);
  }

  private boolean refused(Told told, Answer answer) {
    int attempts = standing.attempts() + 1;
    Optional<Duration> again = manner.again(attempts);
    String why = "It isn't taken: " + answer.words();
    if (manner.isGone(answer)) {
      return over("The receiver says that it is gone for good (HTTP 410).", told, answer);
    } else if (again.isPresent()) {
      outbox.keep(
          errand,
          Outcome.rests(
              standing.tried(),
              again.get(),
              why,
              Optional.of(attempt(told, End.RETRYING, answer))));
      return false;
    } else if (standing.givenUp() + 1 > manner.patience()) {
      return over(
          (manner.patience() == 0
                  ? "An event wasn't taken " + attempts + " times, over days. Last: "
                  : manner.patience() + 1 + " events in a row weren't taken. Last: ")
              + answer.words(),
          told,
          answer);
    }
    Attempt attempt = attempt(told, End.GIVEN_UP, answer);
    standing = standing.without(told);
    return outbox.keep(errand, Outcome.goesOn(standing, Optional.of(attempt)));
  }

  private boolean over(String why, Told told, Answer answer) {
    outbox.keep(
        errand, Outcome.ends(standing, why, Optional.of(attempt(told, End.GIVEN_UP, answer))));
    return false;
  }

  private Attempt attempt(Told told, End end, Answer answer) {
    return new Attempt(told.id(), end, standing.attempts() + 1, answer.status(), answer.words());
  }

  /** Lets go of it after a failure that nobody foresaw; no word of that goes to the tenant. */
  void failed(Duration rest) {
    letGo(rest, OF_OUR_OWN);
  }

  private void letGo(Duration rest, String note) {
    String shorter = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
    outbox.keep(errand, Outcome.rests(standing, rest, shorter, Optional.empty()));
  }

  private synchronized <T extends AutoCloseable> T opened(T these) {
    reading = these;
    if (closed) {
      end();
    }
    return these;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it; by any thread. */
  synchronized void close() {
    closed = true;
    end();
  }

  private void end() {
    if (reading != null) {
      try {
        reading.close();
      } catch (Exception e) {
        throw new IllegalStateException("readings close without a word", e);
      }
    }
  }
}
