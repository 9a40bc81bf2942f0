package io.ridgeway.adapter.kubernetes.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptTokenTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private int asked;

  @Test
  void aTokenIsAskedForAgainBeforeItEnds() {
    // Given
    KeptToken kept =
        new KeptToken(
            () -> new Token("token-" + ++asked, clock.instant().plus(Duration.ofMinutes(14))),
            clock);
    // When, Then
    assertThat(kept.value()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(11));
    assertThat(kept.value()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(kept.value()).isEqualTo("token-2");
    assertThat(asked).isEqualTo(2);
  }
}
