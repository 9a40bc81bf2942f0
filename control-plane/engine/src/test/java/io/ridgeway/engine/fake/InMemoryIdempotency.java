package io.ridgeway.engine.fake;

import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.model.TenantId;
import java.util.List;
import java.util.Optional;

/** {@link Idempotency} in memory; it forgets nothing. */
public final class InMemoryIdempotency implements Idempotency {
  private final Table<List<Object>, Row> rows;

  InMemoryIdempotency(InMemoryStore store) {
    this.rows = store.table(r -> Optional.of(r.tenant));
  }

  private record Row(TenantId tenant, Outcome outcome) {}

  @Override
  public Optional<Outcome> claim(TenantId tenant, String key, String digest) {
    Optional<Outcome> standing = rows.get(List.of(tenant, key)).map(Row::outcome);
    if (standing.isEmpty()) {
      rows.insert(List.of(tenant, key), new Row(tenant, new Outcome(digest, "")));
    }
    return standing;
  }

  @Override
  public void settle(TenantId tenant, String key, String resource) {
    String digest = rows.get(List.of(tenant, key)).orElseThrow().outcome.digest();
    rows.update(List.of(tenant, key), new Row(tenant, new Outcome(digest, resource)));
  }

  @Override
  public int forgetOld(int most) {
    return 0;
  }
}
