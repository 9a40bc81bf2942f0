package io.ridgeway.store.tenant;

import static io.ridgeway.store.sql.Sql.instant;
import static io.ridgeway.store.sql.Sql.maybeInstant;

import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Real-name files: each that was handed in stays; the newest of a tenant counts. */
@Singleton
class VerificationFiles {
  private static final int MOST_WAITING = 100;

  private final Sql sql;

  VerificationFiles(Sql sql) {
    this.sql = sql;
  }

  void add(VerificationFile file) {
    sql.execute(
        "insert into verification_file"
            + " (tenant_id, legal_name, registration_number, representative, submitted_at)"
            + " values (?, ?, ?, ?, ?)",
        file.tenant().value(),
        file.legalName(),
        file.registrationNumber(),
        file.representative(),
        file.submittedAt());
  }

  void decide(VerificationFile file) {
    VerificationFile.Decision decision =
        file.decision().orElseThrow(() -> new IllegalArgumentException("the file has no decision"));
    int decided =
        sql.execute(
            "update verification_file set approved = ?, reason = ?, operator = ?, decided_at = ?"
                + " where id = (select max(id) from verification_file where tenant_id = ?)",
            decision.approved(),
            decision.reason(),
            decision.operator(),
            decision.at(),
            file.tenant().value());
    if (decided != 1) {
      throw new IllegalStateException("tenant " + file.tenant() + " has no file to decide on");
    }
  }

  Optional<VerificationFile> newest(TenantId tenant) {
    return sql.one(
        VerificationFiles::read,
        "select * from verification_file where tenant_id = ? order by id desc limit 1",
        tenant.value());
  }

  List<VerificationFile> waiting() {
    return sql.query(
        VerificationFiles::read,
        "select * from verification_file f where decided_at is null and not exists"
            + " (select 1 from verification_file n where n.tenant_id = f.tenant_id and n.id > f.id)"
            + " order by submitted_at, id limit ?",
        MOST_WAITING);
  }

  private static VerificationFile read(ResultSet row) throws SQLException {
    boolean approved = row.getBoolean("approved");
    String reason = row.getString("reason");
    String operator = row.getString("operator");
    return new VerificationFile(
        new TenantId(row.getString("tenant_id")),
        row.getString("legal_name"),
        row.getString("registration_number"),
        row.getString("representative"),
        instant(row, "submitted_at"),
        maybeInstant(row, "decided_at")
            .map(at -> new VerificationFile.Decision(approved, reason, operator, at)));
  }
}
