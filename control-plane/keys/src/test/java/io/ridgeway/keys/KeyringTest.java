package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest extends KeyEncryptionKeyContract {
  private static final byte[] BOUND_TO = {1};

  @TempDir Path directory;
  private FileKek before;
  private FileKek after;
  private Keyring ring;

  @BeforeEach
  void ring() {
    before = made("before");
    after = made("after");
    ring = new Keyring(after, List.of(before));
  }

  @Override
  protected KeyEncryptionKey kek() {
    return ring;
  }

  @Test
  void wrapsByTheFirstAndUnwrapsByAll() {
    // Given
    byte[] dataKey = new byte[32];
    Wrapped old = before.wrap(dataKey, BOUND_TO);

    // Then
    assertThat(ring.unwrap(old, BOUND_TO)).isEqualTo(dataKey);
    assertThat(ring.wrap(dataKey, BOUND_TO).kek()).isEqualTo(after.id()).isEqualTo(ring.id());
    assertThat(ring.opens(before.id())).isTrue();
  }

  @Test
  void namesTheKeyThatItLacks() {
    // Given
    Wrapped strange = made("strange").wrap(new byte[32], BOUND_TO);

    // Then
    assertThat(ring.opens(strange.kek())).isFalse();
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> ring.unwrap(strange, BOUND_TO))
        .withMessage(
            "It was wrapped by the key-encryption key %s; this instance knows %s, %s. Make %s"
                + " known to it again, as ridgeway.keys.kek or among ridgeway.keys.also.",
            strange.kek(), after.id(), before.id(), strange.kek());
  }

  /** A row that says of itself that another key wrapped it. */
  @Test
  void refusesWhatIsSaidToBeAnotherKeys() {
    Wrapped old = before.wrap(new byte[32], BOUND_TO);
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> ring.unwrap(new Wrapped(after.id(), old.bytes()), BOUND_TO));
  }

  private FileKek made(String name) {
    FileKek.create(directory.resolve(name), new SecureRandom());
    return FileKek.open(directory.resolve(name));
  }
}
