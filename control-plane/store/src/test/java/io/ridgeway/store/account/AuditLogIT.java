package io.ridgeway.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.store.sql.Sql;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogIT extends StoreCase {
  @Inject AuditLog audit;
  @Inject Sql sql;

  private TenantId tenant;

  @BeforeEach
  void aTenant() {
    tenant = signUp();
  }

  @Test
  void theTrailIsShownNewestFirstAndPageByPage() {
    // Given
    transactions.runInTenant(
        tenant,
        () -> {
          for (int i = 1; i <= 5; i++) {
            audit.append(event(Optional.of(tenant), "e" + i));
          }
        });
    transactions.runAsSystem(() -> audit.append(event(Optional.empty(), "system's own")));

    // When
    Page<AuditEvent> first =
        transactions.inTenant(tenant, () -> audit.list(new Page.Request(Optional.empty(), 2)));
    Page<AuditEvent> second =
        transactions.inTenant(tenant, () -> audit.list(new Page.Request(first.next(), 2)));
    Page<AuditEvent> last =
        transactions.inTenant(tenant, () -> audit.list(new Page.Request(second.next(), 2)));

    // Then
    assertThat(first.items()).extracting(AuditEvent::subject).containsExactly("e5", "e4");
    assertThat(second.items()).extracting(AuditEvent::subject).containsExactly("e3", "e2");
    assertThat(last.items()).containsExactly(event(Optional.of(tenant), "e1"));
    assertThat(last.next()).isEmpty();
    assertThat(transactions.asSystem(() -> audit.list(Page.Request.first())).items())
        .extracting(AuditEvent::subject)
        .startsWith("system's own", "e5");
  }

  @Test
  void theTrailIsAskedForByWhatWasDoneByWhomAndToWhat() {
    // Given
    TenantId other = signUp();
    String action = event(Optional.empty(), "x").action();
    for (TenantId each : List.of(tenant, other)) {
      transactions.runInTenant(
          each,
          () -> {
            audit.append(event(Optional.of(each), "first of " + each));
            audit.append(event(Optional.of(each), "last of " + each));
          });
    }

    // Then
    assertThat(found(search(Set.of(action, "webhook.create"), "u-1", ""), 10))
        .containsExactly("last of " + tenant, "first of " + tenant);
    assertThat(found(search(Set.of(action), "u-1", ""), 1)).containsExactly("last of " + tenant);
    assertThat(found(search(Set.of(action), "", "first of " + tenant), 10))
        .containsExactly("first of " + tenant);
    assertThat(found(search(Set.of(action), "u-2", ""), 10)).isEmpty();
    assertThat(found(search(Set.of("webhook.create"), "u-1", ""), 10)).isEmpty();
    assertThat(
            transactions.inTenant(other, () -> audit.find(search(Set.of(action), "u-1", ""), 10)))
        .as("another's")
        .isEmpty();
  }

  @Test
  void whatIsAskedForIsFoundByTheIndexAmongAllElse() throws SQLException {
    // Given
    transactions.runInTenant(
        tenant,
        () ->
            sql.execute(
                "insert into audit_event (tenant_id, at, user_id, name, action, subject, detail)"
                    + " select ?, now(), 'u-' || i % 50, 'mei', 'test.' || i % 100, 's-' || i, ''"
                    + " from generate_series(1, 20000) i",
                tenant.value()));
    try (Connection connection = Postgres.asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze audit_event");
    }

    // Then
    for (AuditLog.Search search :
        List.of(
            search(Set.of("test.7", "test.8"), "u-7", ""),
            search(Set.of("test.7", "test.8"), "", "s-107"))) {
      assertThat(found(search, 1)).hasSize(1);
      List<String> plan =
          transactions.inTenant(
              tenant,
              () ->
                  sql.query(
                      row -> row.getString(1),
                      "explain " + SqlAuditLog.statement(search),
                      SqlAuditLog.parameters(search, 10_000)));
      assertThat(plan).anyMatch(line -> line.contains("audit_event_by_action"));
    }
  }

  private List<String> found(AuditLog.Search search, int most) {
    return transactions.inTenant(tenant, () -> audit.find(search, most)).stream()
        .map(AuditEvent::subject)
        .toList();
  }

  private AuditLog.Search search(Set<String> actions, String user, String subject) {
    return new AuditLog.Search(
        tenant,
        actions,
        Optional.of(user).filter(u -> !u.isEmpty()).map(UserId::new),
        Optional.of(subject).filter(s -> !s.isEmpty()));
  }

  private static AuditEvent event(Optional<TenantId> of, String subject) {
    return new AuditEvent(
        Instant.parse("2026-03-01T10:00:00Z"), of, "u-1", "mei", "order.place", subject, "Did it.");
  }
}
