package io.ridgeway.store.sql;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.ridgeway.engine.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table whose rows are records outside.
 *
 * <p>Rows are written at once and let go of as soon as they are read: none lingers in the session,
 * so that what is read twice in a transaction is read, and a lock shows what it locked.
 *
 * @param <E> the row
 * @param <T> the record
 */
public abstract class Rows<E extends Row, T> implements PanacheRepositoryBase<E, String> {
  /** The row as a record. */
  protected abstract T record(E row);

  /** Writes a new row. */
  protected final void add(E row) {
    persistAndFlush(row);
    getEntityManager().detach(row);
  }

  /** Writes the change of a row that was found with {@link #findByIdOptional}. */
  protected final void changed(E row) {
    flush();
    getEntityManager().detach(row);
  }

  protected final List<T> records(PanacheQuery<E> query) {
    return query.list().stream().map(this::letGo).toList();
  }

  protected final Optional<T> record(PanacheQuery<E> query) {
    return query.firstResultOptional().map(this::letGo);
  }

  /** Newest first, of all that the scope may see. */
  protected final Page<T> newest(Page.Request request) {
    return newest(request, "1 = 1");
  }

  /** The same of those of which that is so, an HQL condition. */
  protected final Page<T> newest(Page.Request request, String condition) {
    return newest(request, condition, Map.of());
  }

  /**
   * The same of a condition with values in it.
   *
   * @param values by name, as {@code :name} in the condition
   */
  protected final Page<T> newest(
      Page.Request request, String condition, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    request
        .cursor()
        .map(Cursor::parse)
        .ifPresent(
            after -> {
              all.put("afterAt", after.at());
              all.put("afterId", after.id());
            });
    String onwards =
        request.cursor().isPresent()
            ? " and (createdAt < :afterAt or (createdAt = :afterAt and id < :afterId))"
            : "";
    List<E> rows =
        find(condition + onwards + " order by createdAt desc, id desc", all)
            // Both ends count: one more than the page has, to know whether there is a next one.
            .range(0, request.limit())
            .list();
    Page<E> page = Cursor.page(rows, request.limit(), Row::cursor);
    rows.subList(page.items().size(), rows.size()).forEach(getEntityManager()::detach);
    return new Page<>(page.items().stream().map(this::letGo).toList(), page.next());
  }

  private T letGo(E row) {
    T record = record(row);
    getEntityManager().detach(row);
    return record;
  }
}
