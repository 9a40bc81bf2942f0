package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.Phase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void whileOnlyOneOfThemIsWhatItIsToBeNeitherIsTakenForIt() {
    // Given
    View before = running("before");
    View now = running("now");
    // When, Then
    assertThat(now.beside("couch", running("now")).digest()).isEqualTo("now");
    assertThat(before.beside("couch", now).digest()).isNotIn("before", "now");
    assertThat(now.beside("couch", before).digest()).isNotIn("before", "now");
  }

  private static View running(String digest) {
    return new View(Phase.RUNNING, digest, 0, Instant.EPOCH, "", Optional.empty());
  }
}
