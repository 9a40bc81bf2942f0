package io.ridgeway.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchesTest {
  private static final int MOST = 5;
  private static final int MOST_OF_TENANT = 2;

  private final Fetches fetches = new Fetches(MOST, MOST_OF_TENANT);

  @Test
  void aTenantHasOnlySoManyAndTheOthersStillHaveTheirs() {
    // Given
    TenantId greedy = TenantId.next();
    Fetches.Place place = fetches.take(greedy);
    fetches.take(greedy);
    // Then
    assertRefused(greedy, ProblemType.TOO_MANY_REQUESTS);
    fetches.take(TenantId.next());
    // When
    place.close();
    place.close();
    fetches.take(greedy);
    // Then
    assertRefused(greedy, ProblemType.TOO_MANY_REQUESTS);
  }

  @Test
  void allTogetherHaveOnlySoManyAndNobodyLosesOne() {
    for (int round = 0; round < 3; round++) {
      // Given
      List<Fetches.Place> taken = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        taken.add(fetches.take(TenantId.next()));
      }
      // Then
      TenantId late = TenantId.next();
      assertRefused(late, ProblemType.UNAVAILABLE);
      // When
      taken.get(0).close();
      // Then
      taken.add(fetches.take(late));
      assertRefused(late, ProblemType.UNAVAILABLE);
      taken.forEach(Fetches.Place::close);
    }
  }

  private void assertRefused(TenantId tenant, ProblemType type) {
    assertThatThrownBy(() -> fetches.take(tenant))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
  }
}
