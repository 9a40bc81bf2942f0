package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import io.ridgeway.keys.KeyEncryptionKeyContract;
import io.ridgeway.model.SettableClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The laws of a key-encryption key, and what becomes of clouds: away, slow, busy, closed to us; a
 * key disabled; another key's bytes.
 */
abstract class CloudKekContract<C extends StandInCloud> extends KeyEncryptionKeyContract {
  static final byte[] BOUND_TO = {1, 2, 3};
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-03-01T10:15:30Z"));
  private C cloud;
  private KeyEncryptionKey kek;

  /** A service with two keys. */
  abstract C stand() throws Exception;

  /** Its first key, or its second one. */
  abstract KeyEncryptionKey open(boolean first, Duration timeout);

  @BeforeEach
  void start() throws Exception {
    cloud = stand();
    kek = open(true, PATIENCE);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  final C cloud() {
    return cloud;
  }

  @Override
  protected final KeyEncryptionKey kek() {
    return kek;
  }

  @Test
  void anotherOpeningOfTheSameKeyUnwraps() {
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    assertThat(open(true, PATIENCE).unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void anotherKeysBytesAreRefused() {
    // Given
    KeyEncryptionKey another = open(false, PATIENCE);
    Wrapped wrapped = another.wrap(new byte[32], BOUND_TO);

    // Then: also where somebody says that they are this one's
    assertThat(another.id()).isNotEqualTo(kek.id());
    assertThat(kek.opens(another.id())).isFalse();
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(new Wrapped(kek.id(), wrapped.bytes()), BOUND_TO))
        .withMessageContaining("altered, belongs elsewhere");
  }

  @Test
  void aServiceThatIsAwayIsCalledSoAndUsedAgainOnceItIsBack() throws Exception {
    // Given
    KeyEncryptionKey hasty = open(true, Duration.ofSeconds(2));
    Wrapped wrapped = hasty.wrap(new byte[32], BOUND_TO);

    // When
    cloud.away();

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> hasty.unwrap(wrapped, BOUND_TO))
        .withMessageContaining(cloud.address() + " doesn't answer within 2 s")
        .withMessageContaining("may this process reach it");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> hasty.wrap(new byte[32], BOUND_TO))
        .withMessageContaining("doesn't answer within 2 s");

    // When
    cloud.back();

    // Then
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void anAnswerThatDoesNotEndIsNotWaitedForLongerThanSaid() {
    // Given
    KeyEncryptionKey hasty = open(true, Duration.ofSeconds(2));
    Wrapped wrapped = hasty.wrap(new byte[32], BOUND_TO);
    cloud.slow();

    // When
    Instant before = Instant.now();
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> hasty.unwrap(wrapped, BOUND_TO))
        .withMessageContaining("doesn't answer within 2 s");

    // Then
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aBusyServiceIsAskedAgainAndThenCalledBusy() {
    // Given
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);

    // When, Then
    cloud.busy(2);
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
    cloud.busy(3);
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(wrapped, BOUND_TO))
        .withMessageContaining("also when asked again")
        .withMessageContaining("quota");
    assertThatCode(() -> kek.unwrap(wrapped, BOUND_TO)).doesNotThrowAnyException();
  }

  @Test
  void whoIsNotLetInIsToldWhatIsNeeded() {
    // Given
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    cloud.denied = true;

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(wrapped, BOUND_TO))
        .withMessageContaining("doesn't let this process")
        .withMessageContaining("Its identity must be let do this on");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.wrap(new byte[32], BOUND_TO))
        .withMessageContaining("doesn't let this process");
  }

  @Test
  void aDisabledKeyIsCalledSo() {
    // Given
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    cloud.disabled = true;

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(wrapped, BOUND_TO))
        .withMessageContaining("it is disabled, going to be deleted, or not there. Enable it");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.wrap(new byte[32], BOUND_TO))
        .withMessageContaining("Enable it");

    // When
    cloud.disabled = false;

    // Then
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void noDataKeyStandsInAnAddress() {
    // Given
    byte[] dataKey = new byte[32];
    new java.security.SecureRandom().nextBytes(dataKey);

    // When
    kek.unwrap(kek.wrap(dataKey, BOUND_TO), BOUND_TO);

    // Then
    String base64 = Base64.getEncoder().encodeToString(dataKey);
    assertThat(cloud.asked()).isNotEmpty();
    assertThat(String.join("\n", cloud.asked()))
        .doesNotContain(HexFormat.of().formatHex(dataKey))
        .doesNotContain(base64)
        .doesNotContain(URLEncoder.encode(base64, StandardCharsets.UTF_8))
        .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(dataKey));
  }

  @Test
  void bytesThatAreTooLongAreRefusedUnasked() {
    int before = cloud.asked().size();
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(new Wrapped(kek.id(), new byte[4097]), BOUND_TO))
        .withMessageContaining("altered, belongs elsewhere");
    assertThat(cloud.asked()).hasSize(before);
  }
}
