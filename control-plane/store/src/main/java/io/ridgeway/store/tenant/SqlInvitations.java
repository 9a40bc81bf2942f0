package io.ridgeway.store.tenant;

import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.Invitation.End;
import io.ridgeway.engine.member.Invitation.Outcome;
import io.ridgeway.engine.member.Invitations;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Invitations} in PostgreSQL. */
@Singleton
public final class SqlInvitations implements Invitations {
  private final Sql sql;

  SqlInvitations(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void insert(Invitation invitation) {
    sql.execute(
        "insert into invitation (id, tenant_id, email, role, digest, made_by, made_name, made_at,"
            + " outcome, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        invitation.id().value(),
        invitation.tenant().value(),
        invitation.email(),
        invitation.role().name(),
        invitation.digest(),
        invitation.by().value(),
        invitation.byName(),
        invitation.madeAt(),
        invitation.end().map(e -> e.outcome().name()).orElse(null),
        invitation.end().map(End::at).orElse(null));
  }

  @Override
  public Optional<Invitation> withDigest(String digest) {
    return sql.one(SqlInvitations::read, "select * from invitation where digest = ?", digest);
  }

  @Override
  public Optional<Invitation> lock(InvitationId id) {
    return sql.one(
        SqlInvitations::read, "select * from invitation where id = ? for update", id.value());
  }

  @Override
  public void update(Invitation invitation) {
    sql.execute(
        "update invitation set outcome = ?, ended_at = ? where id = ?",
        invitation.end().map(e -> e.outcome().name()).orElse(null),
        invitation.end().map(End::at).orElse(null),
        invitation.id().value());
  }

  @Override
  public List<Invitation> since(TenantId tenant, Instant from) {
    return sql.query(
        SqlInvitations::read,
        "select * from invitation where tenant_id = ? and made_at >= ?"
            + " order by made_at desc, id desc",
        tenant.value(),
        from);
  }

  private static Invitation read(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Invitation(
        new InvitationId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        row.getString("email"),
        TenantRole.valueOf(row.getString("role")),
        row.getString("digest"),
        new UserId(row.getString("made_by")),
        row.getString("made_name"),
        Sql.instant(row, "made_at"),
        outcome == null
            ? Optional.empty()
            : Optional.of(new End(Outcome.valueOf(outcome), Sql.instant(row, "ended_at"))));
  }
}
