package io.ridgeway.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogIT extends StoreCase {
  @Inject AuditLog audit;

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
  void theTrailIsAskedForByWhatWasDone() {
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
    assertThat(transactions.inTenant(tenant, () -> audit.of(Set.of(action, "webhook.create"), 10)))
        .extracting(AuditEvent::subject)
        .startsWith("last of " + tenant, "first of " + tenant)
        .noneMatch(subject -> subject.contains(other.value()));
    assertThat(transactions.inTenant(tenant, () -> audit.of(Set.of(action), 1))).hasSize(1);
    assertThat(transactions.inTenant(tenant, () -> audit.of(Set.of("webhook.create"), 10)))
        .isEmpty();
  }

  private static AuditEvent event(Optional<TenantId> of, String subject) {
    return new AuditEvent(
        Instant.parse("2026-03-01T10:00:00Z"), of, "u-1", "mei", "order.place", subject, "Did it.");
  }
}
