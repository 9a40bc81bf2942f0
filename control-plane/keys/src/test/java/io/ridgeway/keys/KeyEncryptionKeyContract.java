package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The laws of {@link KeyEncryptionKey}; whoever implements it extends this. */
public abstract class KeyEncryptionKeyContract {
  private static final byte[] BOUND_TO = {0, 1, 2, (byte) 0xff};

  private final byte[] dataKey = random();

  /** What is tested; the same one within a test. */
  protected abstract KeyEncryptionKey kek();

  @Test
  void unwrapsWhatItWrapped() {
    // When
    Wrapped wrapped = kek().wrap(dataKey, BOUND_TO);

    // Then
    assertThat(kek().unwrap(wrapped, BOUND_TO)).isEqualTo(dataKey);
    assertThat(wrapped.kek()).isEqualTo(kek().id()).hasSizeLessThanOrEqualTo(128);
    assertThat(wrapped.bytes()).hasSizeLessThanOrEqualTo(4096);
  }

  @Test
  void wrapsTheSameInAnotherWayEachTime() {
    assertThat(kek().wrap(dataKey, BOUND_TO).bytes())
        .isNotEqualTo(kek().wrap(dataKey, BOUND_TO).bytes());
  }

  @Test
  void opensWhatItWrappedAndSaysSoOfNothingElse() {
    String id = kek().wrap(dataKey, BOUND_TO).kek();
    assertThat(kek().opens(id)).isTrue();
    assertThat(kek().opens(id + "x")).isFalse();
    assertThat(kek().opens("x" + id)).isFalse();
    assertThat(kek().opens("")).isFalse();
  }

  @Test
  void refusesOtherAssociatedData() {
    Wrapped wrapped = kek().wrap(dataKey, BOUND_TO);
    assertRefused(wrapped, new byte[] {0, 1, 2});
    assertRefused(wrapped, new byte[0]);
  }

  @Test
  void refusesBytesThatWereAltered() {
    Wrapped wrapped = kek().wrap(dataKey, BOUND_TO);
    for (int i = 0; i < wrapped.bytes().length; i += 7) {
      byte[] altered = wrapped.bytes().clone();
      altered[i] ^= 1;
      assertRefused(new Wrapped(wrapped.kek(), altered), BOUND_TO);
    }
    assertRefused(new Wrapped(wrapped.kek(), new byte[0]), BOUND_TO);
    assertRefused(new Wrapped(wrapped.kek(), "\"\\\n".getBytes(StandardCharsets.UTF_8)), BOUND_TO);
  }

  @Test
  void leavesTheCallersDataKeyAsItIs() {
    byte[] before = dataKey.clone();
    kek().wrap(dataKey, BOUND_TO);
    assertThat(dataKey).isEqualTo(before);
  }

  private void assertRefused(Wrapped wrapped, byte[] boundTo) {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek().unwrap(wrapped, boundTo))
        .satisfies(
            refused ->
                assertThat(refused.getMessage())
                    .contains("altered, belongs elsewhere")
                    .doesNotContain(HexFormat.of().formatHex(dataKey))
                    .doesNotContain(Base64.getEncoder().encodeToString(dataKey)));
  }

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
