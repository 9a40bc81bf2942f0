package io.ridgeway.gateway.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Gateways that share one limit, with a ledger in memory and time that is set. */
final class FakeShares {
  private static final String SUBJECT = "n1";
  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private long now;
  private long limit;
  private long starts;
  private boolean away;

  FakeShares(long limit) {
    this.limit = limit;
  }

  private record Row(
      long number, long held, long heldAfter, long demand, long until, boolean hungry) {
    long heldAt(long now) {
      return Apportionment.heldAt(now - until + Shares.LEASE_MILLIS, held, heldAfter);
    }
  }

  /** A gateway with a share of it. */
  final class Gateway {
    private final String name;
    private final AtomicLong usable = new AtomicLong();
    private final Shares shares;
    private final Share share;
    private boolean loses;
    private boolean late;
    private boolean cut;

    private Gateway(String name, long first) {
      this.name = name;
      this.shares = new Shares(name, first, new OfGateway(this), () -> now * 1_000_000);
      this.share = shares.of(SUBJECT, limit, usable::set);
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
        delayed.add(() -> settle(instance, number, asks));
        throw new IllegalStateException("no answer in time");
      }
      Answer answer = settle(instance, number, asks);
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
      seen.remove(instance);
      rows.remove(instance);
    }
  }

  private ShareLedger.Answer settle(String instance, long number, List<ShareLedger.Ask> asks) {
    Row before = rows.get(instance);
    if (before != null && before.number() >= number) {
      return new ShareLedger.Answer(seen.size(), Map.of(), Set.of(), before.number());
    }
    seen.put(instance, now);
    seen.values().removeIf(at -> at < now - Shares.OUTAGE_MILLIS);
    rows.keySet().retainAll(seen.keySet());
    Map<String, ShareLedger.Grant> grants = new HashMap<>();
    for (ShareLedger.Ask ask : asks) {
      List<Apportionment.Other> others =
          rows.entrySet().stream()
              .filter(row -> !row.getKey().equals(instance))
              .map(row -> row.getValue())
              .map(
                  row ->
                      new Apportionment.Other(
                          row.heldAt(now), row.until() >= now ? row.demand() : 0))
              .toList();
      Apportionment.Settled settled = Apportionment.settle(ask, others, seen.size());
      rows.put(
          instance,
          new Row(
              number,
              settled.held(),
              settled.heldAfter(),
              ask.demand(),
              now + Shares.LEASE_MILLIS,
              settled.hungry()));
      grants.put(ask.subject(), settled.grant());
    }
    Set<String> hungry = new HashSet<>();
    if (rows.values().stream().anyMatch(row -> row.hungry() && row.until() >= now)) {
      hungry.add(SUBJECT);
    }
    return new ShareLedger.Answer(
        seen.size(), grants, hungry, before == null ? 0 : before.number());
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
