package io.ridgeway.gateway.delivery;

import io.ridgeway.model.WebhookId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outbox in memory: errands that nobody has may be taken once they rested. */
final class FakeOutbox implements Outbox {
  private final Map<WebhookId, Row> rows = new HashMap<>();
  private final List<Errand> tests = new ArrayList<>();

  /** What was written down, in order. */
  final List<Outcome> kept = new ArrayList<>();

  boolean away;

  private record Row(Errand errand, String holder, boolean rests) {}

  synchronized void put(Errand errand) {
    rows.put(errand.id(), new Row(errand, "", false));
  }

  /** Time passes: whatever rests is due. */
  synchronized void wake() {
    rows.replaceAll((id, row) -> new Row(row.errand(), row.holder(), false));
  }

  /** Somebody changes it, or its lease ran out. */
  synchronized void takeBack(WebhookId id) {
    rows.computeIfPresent(
        id, (i, row) -> new Row(turned(row.errand(), row.errand().standing()), "", false));
  }

  synchronized void test(Errand errand) {
    tests.add(errand);
  }

  @Override
  public synchronized List<Errand> take(String holder, int most, Duration lease) {
    check();
    List<Errand> taken = new ArrayList<>();
    for (Row row : List.copyOf(rows.values())) {
      if (row.holder().isEmpty() && !row.rests() && taken.size() < most) {
        Errand mine = turned(row.errand(), row.errand().standing());
        rows.put(mine.id(), new Row(mine, holder, false));
        taken.add(mine);
      }
    }
    return taken;
  }

  @Override
  public synchronized Map<WebhookId, Long> hold(
      String holder, Set<WebhookId> those, Duration lease) {
    check();
    Map<WebhookId, Long> held = new HashMap<>();
    rows.forEach(
        (id, row) -> {
          if (row.holder().equals(holder) && those.contains(id)) {
            held.put(id, row.errand().turn());
          }
        });
    return held;
  }

  @Override
  public synchronized boolean keep(Errand errand, Outcome outcome) {
    check();
    Row row = rows.get(errand.id());
    if (row == null || row.holder().isEmpty() || row.errand().turn() != errand.turn()) {
      return false;
    }
    kept.add(outcome);
    Errand now = with(row.errand(), row.errand().turn(), outcome.standing());
    boolean letsGo = outcome.rest().isPresent();
    boolean rests =
        outcome.disabled().isPresent() || outcome.rest().filter(r -> !r.isZero()).isPresent();
    rows.put(now.id(), new Row(now, letsGo ? "" : row.holder(), letsGo && rests));
    return true;
  }

  @Override
  public synchronized List<Errand> tests(int most) {
    List<Errand> all = List.copyOf(tests);
    tests.clear();
    return all;
  }

  @Override
  public synchronized void tested(Errand errand, Outcome.Attempt attempt) {
    kept.add(Outcome.goesOn(errand.standing(), java.util.Optional.of(attempt)));
  }

  synchronized List<Outcome> kept() {
    return List.copyOf(kept);
  }

  private void check() {
    if (away) {
      throw new IllegalStateException("the database is away");
    }
  }

  private static Errand turned(Errand e, Standing standing) {
    return with(e, e.turn() + 1, standing);
  }

  private static Errand with(Errand e, long turn, Standing standing) {
    return new Errand(
        e.id(),
        turn,
        e.tenant(),
        e.network(),
        e.kind(),
        e.application(),
        e.url(),
        e.contract(),
        e.event(),
        e.attachment(),
        e.key(),
        e.secrets(),
        standing);
  }
}
