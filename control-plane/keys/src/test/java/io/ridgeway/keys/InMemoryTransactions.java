package io.ridgeway.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Transactions over rows in memory: outside of one every write stands at once, within one it is
 * seen by its own thread only. A transaction here can only be rolled back; that is what tests need.
 */
public final class InMemoryTransactions {
  private final ThreadLocal<Boolean> open = ThreadLocal.withInitial(() -> false);
  private final List<Rows<?, ?>> all = new ArrayList<>();
  private volatile boolean away;

  /** Does the work, then undoes it. */
  public void rolledBack(Runnable work) {
    open.set(true);
    try {
      work.run();
    } finally {
      open.remove();
      all.forEach(rows -> rows.pending.remove());
    }
  }

  /** Whether every access fails, as when the database is away. */
  public void away(boolean value) {
    away = value;
  }

  <K, V> Rows<K, V> rows() {
    Rows<K, V> rows = new Rows<>();
    all.add(rows);
    return rows;
  }

  /** A table. */
  final class Rows<K, V> {
    private final Map<K, V> committed = new LinkedHashMap<>();
    private final ThreadLocal<Map<K, V>> pending = ThreadLocal.withInitial(LinkedHashMap::new);

    Optional<V> committed(K key) {
      check();
      synchronized (InMemoryTransactions.this) {
        return Optional.ofNullable(committed.get(key));
      }
    }

    Optional<V> get(K key) {
      check();
      V own = pending.get().get(key);
      return own == null ? committed(key) : Optional.of(own);
    }

    Stream<V> all() {
      check();
      return List.copyOf(visible().values()).stream();
    }

    void put(K key, V value) {
      check();
      synchronized (InMemoryTransactions.this) {
        (open.get() ? pending.get() : committed).put(key, value);
      }
    }

    private Map<K, V> visible() {
      synchronized (InMemoryTransactions.this) {
        Map<K, V> rows = new LinkedHashMap<>(committed);
        rows.putAll(pending.get());
        return rows;
      }
    }

    private void check() {
      if (away) {
        throw new IllegalStateException("the database is away");
      }
    }
  }
}
