package io.ridgeway.store.network;

import io.ridgeway.engine.Transactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What is so of how many networks: how operators are told of what people would have to look for.
 */
@Singleton
public final class ConditionCounts {
  private final Transactions transactions;
  private final Sql sql;

  ConditionCounts(Transactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  /**
   * So many networks of which this is said.
   *
   * @param type as {@link io.ridgeway.model.network.Condition.Type} has it
   * @param reason one word
   */
  public record Count(String type, String status, String reason, long networks) {}

  /** Of all tenants' networks that are wanted. */
  public List<Count> now() {
    return transactions.asSystem(
        () ->
            sql.query(
                row ->
                    new Count(
                        row.getString("type"),
                        row.getString("status"),
                        row.getString("reason"),
                        row.getLong("networks")),
                "select c->>'type' as type, c->>'status' as status, c->>'reason' as reason,"
                    + " count(*) as networks"
                    + " from network, jsonb_array_elements(conditions) c"
                    + " where state <> 'Deleted' and desire <> 'DELETED'"
                    + " group by 1, 2, 3"));
  }
}
