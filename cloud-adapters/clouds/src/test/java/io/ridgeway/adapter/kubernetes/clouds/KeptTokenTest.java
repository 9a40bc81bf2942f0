package io.ridgeway.adapter.kubernetes.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptTokenTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private int asked;
  private String secret = "one";
  private boolean refused;

  @Test
  void aTokenIsAskedForAgainBeforeItEnds() {
    // Given
    KeptToken kept = new KeptToken(this::fresh, () -> secret, clock);
    // When, Then
    assertThat(kept.value()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(11));
    assertThat(kept.value()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(kept.value()).isEqualTo("token-2");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void anotherSecretGivesAnotherTokenAtOnce() {
    // Given
    KeptToken kept = new KeptToken(this::fresh, () -> secret, clock);
    assertThat(kept.value()).isEqualTo("token-1");
    // When
    secret = "two";
    // Then
    assertThat(kept.value()).isEqualTo("token-2");
    refused = true;
    secret = "three";
    assertThatThrownBy(kept::value).isInstanceOf(AdapterException.Unreachable.class);
  }

  @Test
  void aTokenThatCannotBeRenewedServesUntilItEnds() {
    // Given
    KeptToken kept = new KeptToken(this::fresh, () -> secret, clock);
    kept.value();
    refused = true;
    // When, Then
    clock.advance(Duration.ofMinutes(13));
    assertThat(kept.value()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(1));
    assertThatThrownBy(kept::value).isInstanceOf(AdapterException.Unreachable.class);
    refused = false;
    assertThat(kept.value()).isEqualTo("token-2");
  }

  private Token fresh() {
    if (refused) {
      throw new AdapterException.Unreachable("the provider is away");
    }
    return new Token("token-" + ++asked, clock.instant().plus(Duration.ofMinutes(14)));
  }
}
