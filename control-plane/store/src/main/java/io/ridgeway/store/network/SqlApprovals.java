package io.ridgeway.store.network;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approvals;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Cursor;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What members are asked to sign, and their answers. */
@Singleton
public class SqlApprovals implements Approvals {
  private final Sql sql;
  private final Json json;

  SqlApprovals(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void insert(Approval approval) {
    sql.execute(
        "insert into approval (id, tenant_id, network_id, operation_id, organisation, request,"
            + " created_at, expires_at, state, signature, reason, answered_by, answered_at) values"
            + " (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)",
        approval.id().value(),
        approval.tenant().value(),
        approval.network().value(),
        approval.operation().map(OperationId::value).orElse(null),
        approval.request().organisation(),
        json.write(approval.request()),
        approval.createdAt(),
        approval.expiresAt(),
        approval.state().name(),
        approval.signature().orElse(null),
        approval.reason(),
        approval.answeredBy(),
        approval.answeredAt().orElse(null));
  }

  @Override
  public void update(Approval approval) {
    sql.execute(
        "update approval set state = ?, signature = ?, reason = ?, answered_by = ?, answered_at = ?"
            + " where id = ?",
        approval.state().name(),
        approval.signature().orElse(null),
        approval.reason(),
        approval.answeredBy(),
        approval.answeredAt().orElse(null),
        approval.id().value());
  }

  @Override
  public Optional<Approval> find(ApprovalId id) {
    return sql.one(this::read, "select * from approval where id = ?", id.value());
  }

  @Override
  public Page<Approval> list(NetworkId network, Page.Request page) {
    Cursor after = page.cursor().map(Cursor::parse).orElse(Cursor.FIRST);
    List<Approval> rows =
        sql.query(
            this::read,
            "select * from approval where network_id = ? and (created_at, id) < (?, ?)"
                + " order by created_at desc, id desc limit ?",
            network.value(),
            after.at(),
            after.id(),
            page.limit() + 1);
    return Cursor.page(rows, page.limit(), a -> new Cursor(a.createdAt(), a.id().value()));
  }

  @Override
  public boolean any(NetworkId network) {
    return sql.one(
            row -> true, "select from approval where network_id = ? limit 1", network.value())
        .isPresent();
  }

  @Override
  public List<Approval> certificates(NetworkId network) {
    return sql.query(
        this::read,
        "select distinct on (request #>> '{wanted,authority}', request #>> '{wanted,name}', state)"
            + " * from approval where network_id = ? and request #>> '{wanted,name}' is not null"
            + " order by request #>> '{wanted,authority}', request #>> '{wanted,name}', state,"
            + " created_at desc",
        network.value());
  }

  @Override
  public List<Approval> of(OperationId operation) {
    return sql.query(
        this::read,
        "select * from approval where operation_id = ? order by organisation, created_at",
        operation.value());
  }

  private Approval read(ResultSet row) throws SQLException {
    return new Approval(
        new ApprovalId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        Optional.ofNullable(row.getString("operation_id")).map(OperationId::new),
        json.read(row.getString("request"), Approval.Request.class),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "expires_at"),
        Approval.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("signature")),
        row.getString("reason"),
        row.getString("answered_by"),
        Sql.maybeInstant(row, "answered_at"));
  }
}
