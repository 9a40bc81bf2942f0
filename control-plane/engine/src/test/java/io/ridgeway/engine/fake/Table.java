package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.model.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Rows by key, in the order of their insertion, each seen by its owner and by the system only. */
final class Table<K, V> {
  private final InMemoryStore store;
  private final Owner<V> owner;
  private Map<K, V> rows = new LinkedHashMap<>();
  private Map<K, V> saved = new LinkedHashMap<>();

  Table(InMemoryStore store, Owner<V> owner) {
    this.store = store;
    this.owner = owner;
  }

  /** Whose a row is. */
  interface Owner<V> {
    Optional<TenantId> of(V row);

    /** Rows that every scope may see. */
    static <V> Owner<V> nobody() {
      return row -> Optional.empty();
    }
  }

  Optional<V> get(K key) {
    store.requireTransaction();
    return Optional.ofNullable(rows.get(key)).filter(this::isSeen);
  }

  void put(K key, V row) {
    requireSeen(row);
    V present = rows.put(key, row);
    if (present != null) {
      requireSeen(present);
    }
  }

  /** Puts a row whose key must be new. */
  void insert(K key, V row) {
    if (rows.containsKey(key)) {
      throw new IllegalStateException("there is a row " + key + " already");
    }
    put(key, row);
  }

  /** Puts a row whose key must be there. */
  void update(K key, V row) {
    if (get(key).isEmpty()) {
      throw new IllegalStateException("there is no row " + key);
    }
    put(key, row);
  }

  void remove(K key) {
    get(key).ifPresent(row -> rows.remove(key));
  }

  /** In the order of their insertion. */
  List<V> all(Predicate<V> which) {
    store.requireTransaction();
    return rows.values().stream().filter(this::isSeen).filter(which).toList();
  }

  /** Newest first. */
  List<V> newest(Predicate<V> which) {
    List<V> newest = new ArrayList<>(all(which));
    Collections.reverse(newest);
    return newest;
  }

  Page<V> page(Page.Request page) {
    return page(page, row -> true);
  }

  Page<V> page(Page.Request page, Predicate<V> which) {
    List<V> newest = newest(which);
    int from = page.cursor().map(Integer::parseInt).orElse(0);
    int to = Math.min(newest.size(), from + page.limit());
    return new Page<>(
        newest.subList(from, to),
        to < newest.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }

  void save() {
    saved = new LinkedHashMap<>(rows);
  }

  void restore() {
    rows = saved;
  }

  private void requireSeen(V row) {
    if (!isSeen(row)) {
      throw new IllegalStateException("a row of another tenant can't be written");
    }
  }

  private boolean isSeen(V row) {
    Optional<TenantId> scope = store.tenant();
    return scope.isEmpty() || owner.of(row).isEmpty() || owner.of(row).equals(scope);
  }
}
