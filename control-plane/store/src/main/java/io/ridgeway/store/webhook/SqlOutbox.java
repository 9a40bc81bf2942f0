package io.ridgeway.store.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.engine.webhook.Webhook.Secret;
import io.ridgeway.gateway.delivery.Errand;
import io.ridgeway.gateway.delivery.Outbox;
import io.ridgeway.gateway.delivery.Outcome;
import io.ridgeway.gateway.delivery.Outcome.Attempt;
import io.ridgeway.gateway.delivery.Positions;
import io.ridgeway.gateway.delivery.Standing;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders to tell events, as gateways carry them out. Who has one, and when it is due, goes by the
 * database's clock: it is the one that all gateways have in common.
 */
@Singleton
public class SqlOutbox implements Outbox {
  private static final TypeReference<List<Secret>> SECRETS = new TypeReference<>() {};
  private static final String IN = "now() + make_interval(secs => ?)";

  /** How many deliveries of each are kept. */
  private static final int KEPT = 50;

  private final ScopedTransactions transactions;
  private final Sql sql;
  private final Json json;
  private final Clock clock;

  SqlOutbox(ScopedTransactions transactions, Sql sql, Json json, Clock clock) {
    this.transactions = transactions;
    this.sql = sql;
    this.json = json;
    this.clock = clock;
  }

  /** Without those whose network or application is gone. */
  @Override
  public List<Errand> take(String holder, int most, Duration lease) {
    return transactions.asSystem(
        () ->
            sql.query(
                this::read,
                "update webhook set turn = turn + 1, holder = ?, held_until = "
                    + IN
                    + " where id in (select w.id from webhook w join network n on n.id ="
                    + " w.network_id left join bsn_application a on a.id = w.application_id where"
                    + " w.disabled is null and w.next_at <= now() and (w.held_until is null or"
                    + " w.held_until < now()) and n.state <> 'Deleted' and a.revoked_at is null"
                    + " order by w.next_at limit ? for update of w skip locked) returning *",
                holder,
                seconds(lease),
                most));
  }

  @Override
  public Map<WebhookId, Long> hold(String holder, Set<WebhookId> those, Duration lease) {
    if (those.isEmpty()) {
      return Map.of();
    }
    String[] ids = those.stream().map(WebhookId::value).toArray(String[]::new);
    Map<WebhookId, Long> held = new HashMap<>();
    transactions.runAsSystem(
        () ->
            sql.query(
                    row -> Map.entry(new WebhookId(row.getString("id")), row.getLong("turn")),
                    "update webhook set held_until = "
                        + IN
                        + " where holder = ? and id = any(?) returning id, turn",
                    seconds(lease),
                    holder,
                    ids)
                .forEach(one -> held.put(one.getKey(), one.getValue())));
    return held;
  }

  @Override
  public boolean keep(Errand errand, Outcome outcome) {
    return transactions.asSystem(
        () -> {
          Standing now = outcome.standing();
          boolean letsGo = outcome.rest().isPresent();
          int mine =
              sql.execute(
                  "update webhook set from_block = ?, after_event = ?, attempts = ?, given_up = ?,"
                      + " disabled = ?, note = ?, next_at = "
                      + IN
                      + (letsGo ? ", holder = null, held_until = null" : "")
                      + " where id = ? and turn = ? and holder is not null",
                  SqlWebhooks.boxed(now.from()),
                  now.after().map(Positions::text).orElse(null),
                  now.attempts(),
                  now.givenUp(),
                  outcome.disabled().orElse(null),
                  outcome.note().orElse(null),
                  seconds(outcome.rest().orElse(Duration.ZERO)),
                  errand.id().value(),
                  errand.turn());
          if (mine == 1) {
            outcome.attempt().ifPresent(a -> write(errand, a, outcome.rest()));
          }
          return mine == 1;
        });
  }

  @Override
  public List<Errand> tests(int most) {
    return transactions.asSystem(
        () ->
            sql.query(
                this::read,
                "update webhook set test = false where id in (select id from webhook where test"
                    + " limit ? for update skip locked) returning *",
                most));
  }

  /** Unless it was removed meanwhile. */
  @Override
  public void tested(Errand errand, Attempt attempt) {
    transactions.runAsSystem(
        () -> {
          if (sql.one(
                  row -> true, "select id from webhook where id = ? for share", errand.id().value())
              .isPresent()) {
            write(errand, attempt, Optional.empty());
          }
        });
  }

  private void write(Errand errand, Attempt attempt, Optional<Duration> rest) {
    boolean again = attempt.end() == Outcome.End.RETRYING;
    sql.execute(
        "insert into webhook_delivery (tenant_id, webhook_id, event, state, attempts, status,"
            + " answer, first_at, last_at, next_at) values (?, ?, ?, ?, ?, ?, ?, now(), now(),"
            + " case when ? then "
            + IN
            + " end) on conflict (webhook_id, event) do update set state = excluded.state,"
            + " attempts = excluded.attempts, status = excluded.status, answer = excluded.answer,"
            + " last_at = excluded.last_at, next_at = excluded.next_at",
        errand.tenant().value(),
        errand.id().value(),
        attempt.event(),
        attempt.end().name(),
        attempt.attempts(),
        status(attempt),
        attempt.answer(),
        again,
        seconds(rest.orElse(Duration.ZERO)));
    sql.execute(
        "delete from webhook_delivery where webhook_id = ? and event not in (select event from"
            + " webhook_delivery where webhook_id = ? order by last_at desc, event desc limit ?)",
        errand.id().value(),
        errand.id().value(),
        KEPT);
  }

  private static @Nullable Integer status(Attempt attempt) {
    return attempt.status().isPresent() ? Integer.valueOf(attempt.status().getAsInt()) : null;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private Errand read(ResultSet row) throws SQLException {
    Instant now = clock.instant();
    return new Errand(
        new WebhookId(row.getString("id")),
        row.getLong("turn"),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        CallbackKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("application_id")),
        row.getString("url"),
        row.getString("contract"),
        row.getString("event"),
        row.getString("attachment"),
        row.getString("key"),
        json.read(row.getString("secrets"), SECRETS).stream()
            .filter(secret -> secret.until().filter(until -> !now.isBefore(until)).isEmpty())
            .map(Secret::sealed)
            .toList(),
        new Standing(
            SqlWebhooks.from(row),
            Optional.ofNullable(row.getString("after_event")).flatMap(Positions::parse),
            row.getInt("attempts"),
            row.getInt("given_up")));
  }
}
