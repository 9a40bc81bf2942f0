package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import io.ridgeway.keys.KeyEncryptionKeyContract;
import io.ridgeway.keys.kek.Pkcs11Module.Opened;
import io.ridgeway.model.SettableClock;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The laws, and what becomes of sessions, against a stand-in in memory. */
class Pkcs11KekTest extends KeyEncryptionKeyContract {
  private static final byte[] BOUND_TO = {1, 2, 3};

  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-03-01T10:15:30Z"));
  private final StandInModule module = new StandInModule();
  private final Pkcs11Kek kek =
      new Pkcs11Kek("pkcs11:kek", module::open, new SecureRandom(), clock);

  @Override
  protected KeyEncryptionKey kek() {
    return kek;
  }

  @Test
  void opensTheModuleAnewWhenItsSessionIsOver() {
    // Given
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);

    // When, Then
    clock.advance(Duration.ofSeconds(30));
    module.endSessions();
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
    clock.advance(Duration.ofSeconds(30));
    module.endSessions();
    assertThat(kek.unwrap(kek.wrap(new byte[32], BOUND_TO), BOUND_TO)).isEqualTo(new byte[32]);
    assertThat(module.opened).isEqualTo(3);
  }

  @Test
  void aModuleThatIsAwayIsNotCalledAnAlteredKey() {
    // Given
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);

    // When
    module.away = true;
    clock.advance(Duration.ofSeconds(30));
    module.endSessions();

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(wrapped, BOUND_TO))
        .withMessageContaining("of pkcs11:kek doesn't answer");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.wrap(new byte[32], BOUND_TO))
        .withMessageContaining("of pkcs11:kek doesn't answer");

    // When
    module.away = false;
    clock.advance(Duration.ofSeconds(30));

    // Then
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void anAlteredKeyHasNothingOpenedAnew() {
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(wrapped, new byte[] {4}))
        .withMessageContaining("was altered");
    assertThat(module.opened).isEqualTo(1);
  }

  /**
   * Its sessions' keys are the same one; those of sessions that are over are taken by no cipher.
   */
  private static final class StandInModule {
    private final Provider provider = Security.getProvider("SunJCE");
    private final byte[] bytes = new byte[32];
    private boolean away;
    private boolean over;
    private int opened;

    StandInModule() {
      new SecureRandom().nextBytes(bytes);
    }

    Opened open() {
      if (away) {
        throw new CustodyException("nobody is there");
      }
      opened++;
      over = false;
      Key real = new SecretKeySpec(bytes, "AES");
      return new Opened(provider, new SessionKey(real));
    }

    void endSessions() {
      over = true;
    }

    private final class SessionKey implements Key {
      private static final long serialVersionUID = 1L;
      private final transient Key real;

      private SessionKey(Key real) {
        this.real = real;
      }

      @Override
      public String getAlgorithm() {
        return "AES";
      }

      @Override
      public String getFormat() {
        return "RAW";
      }

      @Override
      public byte[] getEncoded() {
        return over ? new byte[0] : real.getEncoded();
      }
    }
  }
}
