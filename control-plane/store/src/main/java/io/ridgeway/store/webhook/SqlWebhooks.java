package io.ridgeway.store.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.Webhook.Secret;
import io.ridgeway.engine.webhook.Webhook.Standing;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.Webhooks;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Orders to tell events, as tenants give them. */
@Singleton
public class SqlWebhooks implements Webhooks {
  private static final TypeReference<List<Secret>> SECRETS = new TypeReference<>() {};

  /** Whoever is at it has lost it. */
  private static final String TAKEN_BACK = "turn = turn + 1, holder = null, held_until = null";

  private static final int SHOWN = 50;

  private final Sql sql;
  private final Json json;

  SqlWebhooks(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void insert(Webhook w) {
    sql.execute(
        "insert into webhook (id, tenant_id, network_id, kind, name, application_id, url, contract,"
            + " event, attachment, key, secrets, created_at, from_block, attempts, given_up, test,"
            + " next_at, turn) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 0, 0,"
            + " false, now(), 0)",
        w.id().value(),
        w.tenant().value(),
        w.network().value(),
        w.kind().name(),
        w.name(),
        w.application().map(ApplicationId::value).orElse(null),
        w.told().url(),
        w.told().contract(),
        w.told().event(),
        w.told().attachment(),
        w.told().key(),
        json.write(w.secrets()),
        w.createdAt(),
        boxed(w.standing().from()));
  }

  @Override
  public Optional<Webhook> find(WebhookId id) {
    return sql.one(this::read, "select * from webhook where id = ?", id.value());
  }

  @Override
  public Optional<Webhook> lock(WebhookId id) {
    return sql.one(this::read, "select * from webhook where id = ? for update", id.value());
  }

  @Override
  public List<Webhook> of(NetworkId network) {
    return sql.query(
        this::read,
        "select * from webhook where network_id = ? order by created_at desc, id desc",
        network.value());
  }

  @Override
  public List<Webhook> of(ApplicationId application) {
    return sql.query(
        this::read,
        "select * from webhook where application_id = ? order by created_at desc, id desc",
        application.value());
  }

  @Override
  public void update(Webhook w) {
    sql.execute(
        "update webhook set name = ?, url = ?, contract = ?, event = ?, attachment = ?, key = ?,"
            + " secrets = ?::jsonb, "
            + TAKEN_BACK
            + " where id = ?",
        w.name(),
        w.told().url(),
        w.told().contract(),
        w.told().event(),
        w.told().attachment(),
        w.told().key(),
        json.write(w.secrets()),
        w.id().value());
  }

  @Override
  public void resume(WebhookId id, OptionalLong from) {
    String where = from.isPresent() ? "from_block = ?, after_event = null, " : "";
    String statement =
        "update webhook set "
            + where
            + "attempts = 0, given_up = 0, disabled = null, note = null, next_at = now(), "
            + TAKEN_BACK
            + " where id = ?";
    if (from.isPresent()) {
      sql.execute(statement, from.getAsLong(), id.value());
    } else {
      sql.execute(statement, id.value());
    }
  }

  @Override
  public void disable(WebhookId id, String reason) {
    sql.execute(
        "update webhook set disabled = ?, note = null, " + TAKEN_BACK + " where id = ?",
        reason,
        id.value());
  }

  @Override
  public void test(WebhookId id) {
    sql.execute("update webhook set test = true where id = ?", id.value());
  }

  @Override
  public void remove(WebhookId id) {
    sql.execute("delete from webhook where id = ?", id.value());
  }

  @Override
  public List<Delivery> deliveries(WebhookId id) {
    return sql.query(
        SqlWebhooks::delivery,
        "select * from webhook_delivery where webhook_id = ? order by last_at desc, event desc"
            + " limit ?",
        id.value(),
        SHOWN);
  }

  private Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        new WebhookId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        CallbackKind.valueOf(row.getString("kind")),
        row.getString("name"),
        Optional.ofNullable(row.getString("application_id")).map(ApplicationId::new),
        new Told(
            row.getString("url"),
            row.getString("contract"),
            row.getString("event"),
            row.getString("attachment"),
            row.getString("key")),
        json.read(row.getString("secrets"), SECRETS),
        Sql.instant(row, "created_at"),
        new Standing(
            from(row),
            Optional.ofNullable(row.getString("after_event")),
            row.getInt("attempts"),
            Optional.ofNullable(row.getString("disabled")),
            Optional.ofNullable(row.getString("note")),
            Sql.instant(row, "next_at")));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    return new Delivery(
        row.getString("event"),
        Delivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
        row.getString("answer"),
        Sql.instant(row, "first_at"),
        Sql.instant(row, "last_at"),
        Sql.maybeInstant(row, "next_at"));
  }

  static OptionalLong from(ResultSet row) throws SQLException {
    long from = row.getLong("from_block");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(from);
  }

  static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
  }
}
