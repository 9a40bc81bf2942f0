package io.ridgeway.store.account;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Offer;
import io.ridgeway.engine.account.CreditBook;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What tenants owe and may owe. */
@Singleton
public final class SqlCreditBook implements CreditBook {
  private final Sql sql;
  private final Json json;

  SqlCreditBook(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /** By the lock of the tenant's row that lets others go on to refer to it. */
  @Override
  public void hold(TenantId tenant) {
    sql.query(row -> true, "select 1 from tenant where id = ? for no key update", tenant.value());
  }

  /**
   * In one statement, which sees one moment: a term that is being invoiced is either still ordered
   * or invoiced already.
   */
  @Override
  public Owed owed(TenantId tenant) {
    List<Claim.Invoiced> invoiced = new ArrayList<>();
    List<Offer> ordered = new ArrayList<>();
    sql.query(
        row ->
            row.getString("number") == null
                ? ordered.add(json.read(row.getString("offer"), Offer.class))
                : invoiced.add(claim(row)),
        "select number, currency, total_micros, due_on, null as offer from invoice i"
            + " where tenant_id = ? and total_micros > 0"
            + " and not exists (select 1 from invoice_payment p where p.invoice_id = i.id)"
            + " union all"
            + " select null, null, null, null, document->'offer' from subscription s"
            + " where tenant_id = ? and not exists"
            + " (select 1 from invoice i where i.subscription_id = s.id and i.kind = ?)"
            + " union all"
            + " select null, null, null, null, document->'offer' from supplement s"
            + " where tenant_id = ? and (document->'offer'->'total'->>'micros')::bigint > 0"
            + " and not exists (select 1 from invoice i where i.kind = ?"
            + " and i.subscription_id = s.subscription_id and i.period_from = s.created_at)",
        tenant.value(),
        tenant.value(),
        Invoices.Kind.ADVANCE.name(),
        tenant.value(),
        Invoices.Kind.SUPPLEMENT.name());
    return new Owed(invoiced, ordered);
  }

  @Override
  public CreditLimits limits(TenantId tenant) {
    return CreditLimits.of(
        sql.query(
            row -> new Amount(row.getLong("limit_micros"), row.getString("currency")),
            "select currency, limit_micros from credit_limit where tenant_id = ?",
            tenant.value()));
  }

  @Override
  public void setLimit(TenantId tenant, Amount limit) {
    sql.execute(
        "insert into credit_limit (tenant_id, currency, limit_micros) values (?, ?, ?)"
            + " on conflict (tenant_id, currency)"
            + " do update set limit_micros = excluded.limit_micros",
        tenant.value(),
        limit.currency(),
        limit.micros());
  }

  @Override
  public boolean clearLimit(TenantId tenant, String currency) {
    return sql.execute(
            "delete from credit_limit where tenant_id = ? and currency = ?",
            tenant.value(),
            currency)
        == 1;
  }

  private static Claim.Invoiced claim(ResultSet row) throws SQLException {
    return new Claim.Invoiced(
        row.getString("number"),
        new Amount(row.getLong("total_micros"), row.getString("currency")),
        row.getObject("due_on", LocalDate.class));
  }
}
