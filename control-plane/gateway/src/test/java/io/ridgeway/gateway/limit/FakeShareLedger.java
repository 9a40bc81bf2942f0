package io.ridgeway.gateway.limit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** A ledger of shares in memory. */
public final class FakeShareLedger implements ShareLedger {
  private final Map<String, Map<String, Row>> rows = new TreeMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final LongSupplier now;

  /**
   * Of nobody.
   *
   * @param now in milliseconds
   */
  public FakeShareLedger(LongSupplier now) {
    this.now = now;
  }

  private record Row(
      long number, long held, long heldAfter, long demand, long until, boolean hungry) {
    Apportionment.Other at(long now) {
      return new Apportionment.Other(
          Apportionment.heldAt(now - until + Shares.LEASE_MILLIS, held, heldAfter),
          until >= now ? demand : 0);
    }
  }

  @Override
  public synchronized Answer renew(String instance, long number, List<Ask> asks) {
    seen.put(instance, now.getAsLong());
    seen.values().removeIf(at -> at < now.getAsLong() - Shares.OUTAGE_MILLIS);
    rows.values().forEach(of -> of.keySet().retainAll(seen.keySet()));
    Map<String, Grant> grants = new HashMap<>();
    long last = 0;
    for (Ask ask : asks) {
      Map<String, Row> of = rows.computeIfAbsent(ask.subject(), s -> new TreeMap<>());
      Row mine = of.get(instance);
      last = Math.max(last, mine == null ? 0 : mine.number());
      if (mine == null || mine.number() < number) {
        grants.put(ask.subject(), settle(instance, number, ask, of));
      }
    }
    return new Answer(seen.size(), grants, hungry(), last);
  }

  private Grant settle(String instance, long number, Ask ask, Map<String, Row> of) {
    List<Apportionment.Other> others =
        of.entrySet().stream()
            .filter(row -> !row.getKey().equals(instance))
            .map(row -> row.getValue().at(now.getAsLong()))
            .toList();
    Apportionment.Settled settled = Apportionment.settle(ask, others, seen.size());
    of.put(
        instance,
        new Row(
            number,
            settled.held(),
            settled.heldAfter(),
            ask.demand(),
            now.getAsLong() + Shares.LEASE_MILLIS,
            settled.hungry()));
    return settled.grant();
  }

  private Set<String> hungry() {
    Set<String> hungry = new HashSet<>();
    rows.forEach(
        (subject, of) ->
            of.forEach(
                (who, row) -> {
                  if (row.hungry() && row.until() >= now.getAsLong()) {
                    hungry.add(subject);
                  }
                }));
    return hungry;
  }

  @Override
  public synchronized void leave(String instance) {
    seen.remove(instance);
    rows.values().forEach(of -> of.remove(instance));
  }
}
