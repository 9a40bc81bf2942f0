package io.ridgeway.store.account;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The audit trail. The application's role can't change or remove an event; the order is that of
 * arrival.
 */
@Singleton
public final class SqlAuditLog implements AuditLog {
  private final Sql sql;

  SqlAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(AuditEvent event) {
    sql.execute(
        "insert into audit_event (tenant_id, at, user_id, name, action, subject, detail)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        event.tenant().map(TenantId::value).orElse(null),
        event.at(),
        event.user(),
        event.name(),
        event.action(),
        event.subject(),
        event.detail());
  }

  @Override
  public Page<AuditEvent> list(Page.Request page) {
    long before = page.cursor().map(SqlAuditLog::parse).orElse(Long.MAX_VALUE);
    List<Numbered> found =
        sql.query(
            SqlAuditLog::read,
            "select * from audit_event where id < ? order by id desc limit ?",
            before,
            page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<Numbered> shown = more ? found.subList(0, page.limit()) : found;
    return new Page<>(
        shown.stream().map(Numbered::event).toList(),
        more ? Optional.of(Long.toString(shown.get(shown.size() - 1).id())) : Optional.empty());
  }

  @Override
  public List<AuditEvent> find(Search search, int most) {
    return sql.query(row -> read(row).event(), statement(search), parameters(search, most));
  }

  /** Its tenant by name as well: the policy alone, which lets the system see all, uses no index. */
  static String statement(Search search) {
    return "select * from audit_event where tenant_id = ? and action = any(?)"
        // The index has all actions but this one.
        + " and action <> 'key.sign'"
        + (search.user().isPresent() ? " and user_id = ?" : "")
        + (search.subject().isPresent() ? " and subject = ?" : "")
        + " order by id desc limit ?";
  }

  static Object[] parameters(Search search, int most) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(search.tenant().value());
    parameters.add(search.actions().toArray(String[]::new));
    search.user().map(UserId::value).ifPresent(parameters::add);
    search.subject().ifPresent(parameters::add);
    parameters.add(most);
    return parameters.toArray();
  }

  private record Numbered(long id, AuditEvent event) {}

  private static long parse(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new Refusal(
          ProblemType.INVALID, "The cursor is none of ours; begin with the first page.");
    }
  }

  private static Numbered read(ResultSet row) throws SQLException {
    return new Numbered(
        row.getLong("id"),
        new AuditEvent(
            Sql.instant(row, "at"),
            Optional.ofNullable(row.getString("tenant_id")).map(TenantId::new),
            row.getString("user_id"),
            row.getString("name"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail")));
  }
}
