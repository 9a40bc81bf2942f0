package io.ridgeway.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageDiscrepanciesTest {
  private static final NetworkId NETWORK = NetworkId.next();
  private static final CityNodeId CITY = new CityNodeId("north");
  private static final List<String> WHAT = List.of("validator-1 is reported twice.");

  private final InMemoryStore store = new InMemoryStore();
  private final UsageDiscrepancies discrepancies =
      new UsageDiscrepancies(
          store.audit, SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z")));

  @Test
  void whatWasRolledBackIsRecordedNextTime() {
    // Given
    assertThatThrownBy(
            () ->
                store.runAsSystem(
                    () -> {
                      discrepancies.record(NETWORK, CITY, WHAT);
                      throw new IllegalStateException("another worker has the network");
                    }))
        .hasMessageContaining("another worker");
    assertThat(recorded()).isZero();
    // When
    record(WHAT);
    // Then
    assertThat(recorded()).isEqualTo(1);
    assertThat(discrepancies.count()).isEqualTo(1);
  }

  @Test
  void theSameIsRecordedOnceUntilAllAgreed() {
    // When
    record(WHAT);
    record(WHAT);
    // Then
    assertThat(recorded()).isEqualTo(1);
    // When
    record(List.of());
    record(WHAT);
    // Then
    assertThat(recorded()).isEqualTo(2);
    assertThat(discrepancies.count()).isEqualTo(2);
  }

  private void record(List<String> what) {
    store.runAsSystem(() -> discrepancies.record(NETWORK, CITY, what));
    discrepancies.recorded(NETWORK, CITY, what);
  }

  private int recorded() {
    return store.asSystem(() -> store.audit.list(Page.Request.first())).items().size();
  }
}
