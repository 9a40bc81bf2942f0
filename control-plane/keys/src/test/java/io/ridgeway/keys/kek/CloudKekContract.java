package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
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
  void aCallThatHangsLeavesTimeForAnother() {
    // Given
    KeyEncryptionKey hasty = open(true, Duration.ofSeconds(4));
    Wrapped wrapped = hasty.wrap(new byte[32], BOUND_TO);

    // When
    cloud.slow(1);

    // Then
    assertThat(hasty.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  /** Whether it binds associated data can't be told by a service that is busy or closed to us. */
  @Test
  void onlyARefusalOfTheBytesShowsThatTheyAreBound() {
    Refusals refusals = new Refusals(cloud.address(), "kek", "all");
    for (CustodyException fault :
        List.of(
            refusals.refused(Refusals.Kind.BUSY, "unwrap a data key", 429, "Throttling"),
            refusals.refused(Refusals.Kind.ODD, "unwrap a data key", 302, ""),
            refusals.odd(),
            new CustodyException("away"))) {
      assertThatThrownBy(() -> refusals.tryOut(refusing(fault), RefusedException::isOfAnyKind))
          .isSameAs(fault);
      assertThatThrownBy(() -> refusals.tryOut(refusing(fault), RefusedException::isOfBytes))
          .isSameAs(fault);
    }
    CustodyException denied =
        refusals.refused(Refusals.Kind.DENIED, "unwrap a data key", 403, "Forbidden");
    assertThatThrownBy(() -> refusals.tryOut(refusing(denied), RefusedException::isOfBytes))
        .isSameAs(denied);
    refusals.tryOut(refusing(denied), RefusedException::isOfAnyKind);
    refusals.tryOut(refusing(refusals.altered("so")), RefusedException::isOfBytes);
  }

  /** One that fails so where the associated data is another. */
  private static KeyEncryptionKey refusing(CustodyException fault) {
    return new KeyEncryptionKey() {
      @Override
      public String id() {
        return "refusing";
      }

      @Override
      public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        return new Wrapped(id(), new byte[] {associatedData[0]});
      }

      @Override
      public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        if (wrapped.bytes()[0] != associatedData[0]) {
          throw fault;
        }
        return new byte[32];
      }
    };
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
