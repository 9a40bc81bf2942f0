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
import java.util.Comparator;
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
        "insert into membership (tenant_id, user_id, name, role, since, email)"
            + " values (?, ?, ?, ?, ?, ?)",
        membership.tenant().value(),
        membership.user().value(),
        membership.name(),
        membership.role().name(),
        membership.since(),
        membership.email());
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

  /** In the order of their key, so that two who lock them don't wait for each other. */
  @Override
  public List<Membership> lock(TenantId tenant) {
    return sql
        .query(
            SqlMemberships::read,
            "select * from membership where tenant_id = ? order by user_id for update",
            tenant.value())
        .stream()
        .sorted(Comparator.comparing(Membership::name))
        .toList();
  }

  @Override
  public void lockPerson(UserId user) {
    sql.query(
        row -> true,
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        "membership of " + user.value());
  }

  @Override
  public List<Membership> withEmail(String email) {
    return sql.query(
        SqlMemberships::read, "select * from membership where email = ? limit 100", email);
  }

  @Override
  public void change(TenantId tenant, UserId user, TenantRole role) {
    int changed =
        sql.execute(
            "update membership set role = ? where tenant_id = ? and user_id = ?",
            role.name(),
            tenant.value(),
            user.value());
    if (changed != 1) {
      throw new IllegalStateException("there is no member " + user + " of " + tenant);
    }
  }

  @Override
  public void remove(TenantId tenant, UserId user) {
    sql.execute(
        "delete from membership where tenant_id = ? and user_id = ?", tenant.value(), user.value());
  }

  private static Membership read(ResultSet row) throws SQLException {
    return new Membership(
        new TenantId(row.getString("tenant_id")),
        new UserId(row.getString("user_id")),
        row.getString("name"),
        TenantRole.valueOf(row.getString("role")),
        Sql.instant(row, "since"),
        row.getString("email"));
  }
}
