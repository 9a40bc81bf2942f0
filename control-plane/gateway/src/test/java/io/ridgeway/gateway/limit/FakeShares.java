package io.ridgeway.gateway.limit;

import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Gateways that share one limit, with a ledger in memory and time that is set. */
final class FakeShares {
  private static final String SUBJECT = "n1";
  private final List<Gateway> gateways = new ArrayList<>();
  private long now;
  private final FakeShareLedger ledger = new FakeShareLedger(() -> now);
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-23T10:00:00Z"));
  private final Optional<ChronoUnit> unit;
  private long limit;
  private long starts;
  private boolean away;

  FakeShares(long limit) {
    this.limit = limit;
    this.unit = Optional.empty();
  }

  /** Of so many uses in each second or minute. */
  FakeShares(ChronoUnit unit, int most) {
    this.limit = most * 1_000L;
    this.unit = Optional.of(unit);
  }

  /** A gateway with a share of it. */
  final class Gateway {
    private final String name;
    private final AtomicLong usable = new AtomicLong();
    private final Shares shares;
    private final Share share;
    private final Optional<Window> window;
    private boolean loses;
    private boolean late;
    private boolean cut;

    private Gateway(String name, long first) {
      this.name = name;
      this.shares = new Shares(name, first, new OfGateway(this), () -> now * 1_000_000);
      this.window = unit.map(u -> new Window(u, (int) (limit / 1_000), clock));
      this.share =
          window
              .map(w -> shares.of(SUBJECT, limit, w))
              .orElseGet(() -> shares.of(SUBJECT, limit, usable::set));
      window.ifPresent(w -> w.shared(share));
    }

    /** How many of so many uses it lets through. */
    int use(int wanted) {
      int let = 0;
      for (int i = 0; i < wanted; i++) {
        let += window.orElseThrow().take() ? 1 : 0;
      }
      return let;
    }

    /** What it would do each second. */
    void pass() {
      shares.expire();
      shares.renew();
    }

    void asked(int calls) {
      share.asked(calls);
    }

    long usable() {
      return usable.get();
    }

    /** Whether what it asks is settled and it never hears of it. */
    void loseAnswers(boolean is) {
      loses = is;
    }

    /** Whether what it asks is settled only after it asked for more. */
    void holdUp(boolean is) {
      late = is;
    }

    /** Whether it alone can't reach the database. */
    void cutOff(boolean is) {
      cut = is;
    }
  }

  /** The ledger as one gateway meets it. */
  private final class OfGateway implements ShareLedger {
    private final Gateway gateway;
    private final List<Runnable> delayed = new ArrayList<>();

    private OfGateway(Gateway gateway) {
      this.gateway = gateway;
    }

    @Override
    public Answer renew(String instance, long number, List<Ask> asks) {
      if (away || gateway.cut) {
        throw new IllegalStateException("the database is away");
      }
      if (gateway.late) {
        delayed.add(() -> ledger.renew(instance, number, asks));
        throw new IllegalStateException("no answer in time");
      }
      Answer answer = ledger.renew(instance, number, asks);
      delayed.forEach(Runnable::run);
      delayed.clear();
      if (gateway.loses) {
        throw new IllegalStateException("the answer was lost");
      }
      return answer;
    }

    @Override
    public void leave(String instance) {
      if (away || gateway.cut) {
        throw new IllegalStateException("the database is away");
      }
      ledger.leave(instance);
    }
  }

  /** One begins; of a name that another one has, that one is dead. */
  Gateway start(String name) {
    return start(name, ++starts << 32);
  }

  /** One whose first renewal has that number. */
  Gateway start(String name, long first) {
    gateways.removeIf(gateway -> gateway.name.equals(name));
    Gateway made = new Gateway(name, first);
    gateways.add(made);
    return made;
  }

  void kill(Gateway gateway) {
    gateways.remove(gateway);
  }

  void close(Gateway gateway) {
    gateway.shares.close();
    gateways.remove(gateway);
  }

  void away(boolean is) {
    away = is;
  }

  /** Time passes; each gateway sees to its leases as it does. */
  void advance(long millis) {
    now += millis;
    clock.advance(Duration.ofMillis(millis));
    gateways.forEach(gateway -> gateway.shares.expire());
  }

  void limit(long other) {
    limit = other;
    gateways.forEach(gateway -> gateway.shares.limit(gateway.share, other));
  }

  long limit() {
    return limit;
  }

  List<Gateway> gateways() {
    return gateways;
  }

  /** What all of them may take together. */
  long used() {
    return gateways.stream().mapToLong(Gateway::usable).sum();
  }
}
