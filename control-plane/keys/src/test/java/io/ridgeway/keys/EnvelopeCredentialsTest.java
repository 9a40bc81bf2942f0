package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.SettableClock;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeCredentialsTest {
  private static final CityNodeId HERE = new CityNodeId("here");
  private static final CityNodeId THERE = new CityNodeId("there");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path directory;
  private final SettableClock clock = SettableClock.fixedAt(NOW);
  private final InMemoryCredentialRecords records = new InMemoryCredentialRecords();
  private EnvelopeCredentials credentials;

  @BeforeEach
  void custody() {
    FileKek.create(directory.resolve("kek"), new SecureRandom());
    credentials = with(FileKek.open(directory.resolve("kek")));
  }

  private EnvelopeCredentials with(KeyEncryptionKey kek) {
    return new EnvelopeCredentials(records, kek, new SecureRandom(), clock, Duration.ofMinutes(5));
  }

  @Test
  void aSecretOpensAsItWasSetAndOnlyItsVersionAndTimeAreShown() {
    // When
    Kept first = credentials.set(HERE, "kubeconfig", "clusters: []\n令");
    clock.advance(Duration.ofHours(1));
    Kept second = credentials.set(HERE, "kubeconfig", "rotated");

    // Then
    assertThat(first).isEqualTo(new Kept("kubeconfig", 1, NOW));
    assertThat(second).isEqualTo(new Kept("kubeconfig", 2, NOW.plusSeconds(3600)));
    assertThat(credentials.open(HERE, "kubeconfig")).contains("rotated");
    assertThat(credentials.of(HERE)).containsExactly(second);
    assertThat(credentials.open(THERE, "kubeconfig")).isEmpty();
    assertThat(credentials.open(HERE, "token")).isEmpty();
  }

  @Test
  void eachVersionHasARandomDataKeyOfItsOwnAndNoneStaysOnceAllIsWiped() {
    // Given
    Watched watched = new Watched();
    EnvelopeCredentials seen = with(watched.kek(FileKek.open(directory.resolve("kek"))));

    // When
    seen.set(HERE, "token", "first");
    seen.set(HERE, "token", "second");
    assertThat(seen.open(HERE, "token")).contains("second");
    seen.wipe();

    // Then: two were wrapped, and the second was unwrapped
    assertThat(watched.contents).hasSize(3);
    assertThat(watched.contents.get(0)).isNotEqualTo(watched.contents.get(1));
    assertThat(watched.contents).allSatisfy(key -> assertThat(key).isNotEqualTo(new byte[32]));
    assertThat(watched.arrays).allSatisfy(key -> assertThat(key).containsOnly(0));
  }

  @Test
  void whatIsRemovedIsGoneAndNothingElse() {
    // Given
    credentials.set(HERE, "token", "first");
    credentials.set(HERE, "kubeconfig", "other");

    // When
    credentials.remove(HERE, "token");

    // Then
    assertThat(credentials.open(HERE, "token")).isEmpty();
    assertThat(credentials.open(HERE, "kubeconfig")).contains("other");
  }

  @Test
  void theLongestSecretIsKept() {
    String longest = "x".repeat(CityNodeCredentials.LONGEST);

    credentials.set(HERE, "token", longest);

    assertThat(credentials.open(HERE, "token")).contains(longest);
  }

  @Test
  void whoAsksAgainAndAgainHasTheDataKeyUnwrappedOnceAndEachVersionAnew() {
    // Given
    List<String> unwrapped = new ArrayList<>();
    KeyEncryptionKey file = FileKek.open(directory.resolve("kek"));
    EnvelopeCredentials counted =
        with(
            new KeyEncryptionKey() {
              @Override
              public String id() {
                return file.id();
              }

              @Override
              public Wrapped wrap(byte[] dataKey, byte[] binding) {
                return file.wrap(dataKey, binding);
              }

              @Override
              public byte[] unwrap(Wrapped wrapped, byte[] binding) {
                unwrapped.add("once");
                return file.unwrap(wrapped, binding);
              }
            });
    counted.set(HERE, "token", "first");

    // When
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(30));
      assertThat(counted.open(HERE, "token")).contains("first");
    }
    // Then
    assertThat(unwrapped).hasSize(1);

    // When: rotated by another instance
    credentials.set(HERE, "token", "second");
    // Then
    assertThat(counted.open(HERE, "token")).contains("second");
    assertThat(unwrapped).hasSize(2);

    // When
    clock.advance(Duration.ofMinutes(6));
    counted.wipeExpired();
    assertThat(counted.open(HERE, "token")).contains("second");
    // Then
    assertThat(unwrapped).hasSize(3);
  }

  @Test
  void nothingOfTheSecretIsKeptInClear() {
    credentials.set(HERE, "token", "recognisable-secret");

    CredentialRecord record = records.find(HERE, "token").orElseThrow();
    assertThat(record.toString()).doesNotContain("recognisable");
    assertThat(new String(record.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("recognisable");
  }

  @Test
  void aRecordMovedToAnotherCityNodePropertyOrVersionDoesNotOpen() {
    // Given
    credentials.set(HERE, "token", "secret");
    CredentialRecord record = records.find(HERE, "token").orElseThrow();
    Kept kept = record.kept();

    // Then
    assertDoesNotOpen(moved(record, THERE, kept));
    assertDoesNotOpen(moved(record, HERE, new Kept("kubeconfig", 1, kept.since())));
    assertDoesNotOpen(moved(record, HERE, new Kept("token", 2, kept.since())));
  }

  @Test
  void anyFlippedBitFails() {
    credentials.set(HERE, "token", "secret");
    CredentialRecord record = records.find(HERE, "token").orElseThrow();

    for (int bit = 0; bit < record.ciphertext().length * 8; bit++) {
      byte[] flipped = record.ciphertext().clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertDoesNotOpen(
          new CredentialRecord(HERE, record.kept(), record.kek(), record.wrapped(), flipped));
    }
  }

  @Test
  void anotherKeyEncryptionKeyIsNamed() {
    // Given
    credentials.set(HERE, "token", "secret");
    FileKek.create(directory.resolve("other"), new SecureRandom());
    EnvelopeCredentials other = with(FileKek.open(directory.resolve("other")));

    // Then
    assertThatThrownBy(() -> other.open(HERE, "token"))
        .isInstanceOf(CustodyException.class)
        .hasMessageContaining(
            "known to it again, as ridgeway.keys.kek or among ridgeway.keys.also. Or set")
        .hasMessageNotContaining("secret\"");
  }

  @Test
  void aBlankOrEndlessSecretIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> credentials.set(HERE, "token", " ")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> credentials.set(HERE, "token", "x".repeat(65_537)))
        .isInstanceOf(Refusal.class)
        .hasMessageNotContaining("xxx");
  }

  private static CredentialRecord moved(CredentialRecord record, CityNodeId to, Kept kept) {
    return new CredentialRecord(to, kept, record.kek(), record.wrapped(), record.ciphertext());
  }

  private void assertDoesNotOpen(CredentialRecord record) {
    records.put(record);
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> credentials.open(record.cityNode(), record.kept().property()));
  }
}
