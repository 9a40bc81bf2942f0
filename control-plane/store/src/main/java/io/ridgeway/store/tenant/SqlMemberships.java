package io.ridgeway.store.tenant;

import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Memberships. */
@Singleton
public final class SqlMemberships implements Memberships {
  private final Sql sql;

  SqlMemberships(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void insert(Membership membership) {
    sql.execute(
        "insert into membership (tenant_id, user_id, name, role, since) values (?, ?, ?, ?, ?)",
        membership.tenant().value(),
        membership.user().value(),
        membership.name(),
        membership.role().name(),
        membership.since());
  }

  @Override
  public Optional<Membership> find(TenantId tenant, UserId user) {
    return sql.one(
        SqlMemberships::read,
        "select * from membership where tenant_id = ? and user_id = ?",
        tenant.value(),
        user.value());
  }

  @Override
  public List<Membership> of(UserId user) {
    return sql.query(
        SqlMemberships::read,
        "select * from membership where user_id = ? order by since, tenant_id",
        user.value());
  }

  @Override
  public List<Membership> of(TenantId tenant) {
    return sql.query(
        SqlMemberships::read,
        "select * from membership where tenant_id = ? order by name, user_id",
        tenant.value());
  }

  private static Membership read(ResultSet row) throws SQLException {
    return new Membership(
        new TenantId(row.getString("tenant_id")),
        new UserId(row.getString("user_id")),
        row.getString("name"),
        TenantRole.valueOf(row.getString("role")),
        Sql.instant(row, "since"));
  }
}
