package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import io.ridgeway.keys.KeyEncryptionKeyContract;
import io.ridgeway.keys.Keyring;
import io.ridgeway.model.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws, against a stand-in that speaks the API as its documentation has it. */
class TransitKekTest extends KeyEncryptionKeyContract {
  private static final byte[] BOUND_TO = {1, 2, 3};

  @TempDir Path directory;
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-03-01T10:15:30Z"));
  private StandInTransit server;
  private TransitKek kek;

  @BeforeEach
  void start() throws IOException {
    server = new StandInTransit();
    server.rotate("ridgeway");
    kek = open("ridgeway", "role-secret");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected KeyEncryptionKey kek() {
    return kek;
  }

  @Test
  void eachVersionIsAKeyOfItsOwnAndOldOnesStillOpen() {
    // Given
    Wrapped old = kek.wrap(new byte[32], BOUND_TO);
    assertThat(kek.id()).isEqualTo(old.kek()).isEqualTo("transit:transit/ridgeway:v1");

    // When
    server.rotate("ridgeway");
    clock.advance(Duration.ofMinutes(1));

    // Then
    assertThat(kek.id()).isEqualTo("transit:transit/ridgeway:v2");
    assertThat(kek.wrap(new byte[32], BOUND_TO).kek()).isEqualTo(kek.id());
    assertThat(kek.opens(old.kek())).isTrue();
    assertThat(kek.unwrap(old, BOUND_TO)).isEqualTo(new byte[32]);
    // What is said beside the bytes must be so.
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> kek.unwrap(new Wrapped(kek.id(), old.bytes()), BOUND_TO));
  }

  /** As after a rotation that an operator follows up at once. */
  @Test
  void aNewVersionIsSeenAtOnceWhenAskedForAnewOrWhenSomethingIsWrapped() {
    server.rotate("ridgeway");
    assertThat(kek.id()).isEqualTo("transit:transit/ridgeway:v1");
    assertThat(kek.idNow()).isEqualTo("transit:transit/ridgeway:v2").isEqualTo(kek.id());

    server.rotate("ridgeway");
    assertThat(kek.wrap(new byte[32], BOUND_TO).kek())
        .isEqualTo("transit:transit/ridgeway:v3")
        .isEqualTo(kek.id());
  }

  @Test
  void signsInAnewWhenItsTokenIsRevoked() {
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    server.revokeTokens();
    assertThat(kek.unwrap(wrapped, BOUND_TO)).isEqualTo(new byte[32]);
  }

  @Test
  void aMissingKeyIsNamedAndNeverMade() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("lost", "role-secret"))
        .withMessageContaining("transit/keys/lost")
        .withMessageContaining("the key must be there");
    assertThat(server.has("lost")).isFalse();
  }

  @Test
  void saysThatItsSecretIsntTakenWithoutShowingIt() {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> open("ridgeway", "not-the-secret"))
        .withMessageContaining("lets this instance not sign in by auth/approle: invalid role")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("not-the-secret"));
  }

  /** As when a key moves to another server. */
  @Test
  void aKeyOfTheSameMountAndNameOnAnotherServerNeedsANameOfItsOwn() throws IOException {
    try (StandInTransit another = new StandInTransit()) {
      another.rotate("ridgeway");
      TransitKek same = open(another, "ridgeway", "role-secret", Optional.empty());
      TransitKek named = open(another, "ridgeway", "role-secret", Optional.of("bao-2026"));

      assertThatExceptionOfType(CustodyException.class)
          .isThrownBy(() -> new Keyring(same, List.of(kek)))
          .withMessageContaining("are both known as transit:transit/ridgeway:v1")
          .withMessageContaining("transit.name");
      Keyring ring = new Keyring(named, List.of(kek));
      assertThat(ring.id()).isEqualTo("transit:bao-2026:v1");
      assertThat(ring.unwrap(kek.wrap(new byte[32], BOUND_TO), BOUND_TO)).isEqualTo(new byte[32]);
      assertThat(ring.unwrap(ring.wrap(new byte[32], BOUND_TO), BOUND_TO)).isEqualTo(new byte[32]);
    }
  }

  private TransitKek open(String key, String secret) throws IOException {
    return open(server, key, secret, Optional.empty());
  }

  private TransitKek open(StandInTransit at, String key, String secret, Optional<String> name)
      throws IOException {
    Path file = directory.resolve("secret-id");
    Files.writeString(file, secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return TransitKek.open(
        new TransitSettings(
            at.address(),
            "transit",
            key,
            Optional.empty(),
            Optional.empty(),
            new TransitSignIn.AppRole("approle", "role", file),
            Duration.ofSeconds(20),
            name),
        clock);
  }
}
