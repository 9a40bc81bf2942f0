package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Wrappings.Count;
import io.ridgeway.model.key.Wrappings.Progress;
import io.ridgeway.model.place.CityNodeId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key-encryption key takes another's place while everything goes on. */
class EnvelopeWrappingsTest {
  private static final CityNodeId HERE = new CityNodeId("frankfurt-1");

  @TempDir Path directory;
  private CustodyFixture fixture;
  private InMemoryCredentialRecords secrets;
  private FileKek next;
  private Keyring ring;
  private EnvelopeWrappings wrappings;
  private ManagedKey key;

  @BeforeEach
  void world() {
    fixture = new CustodyFixture(directory);
    secrets = new InMemoryCredentialRecords();
    key = fixture.key(Purpose.NODE, "validator-1");
    credentials(fixture.kek).set(HERE, "token", "secret");
    next = made("next");
    ring = new Keyring(next, List.of(fixture.kek));
    wrappings = wrappings(ring);
  }

  @Test
  void wrapsEverythingByTheCurrentKeyAndTheOldOneIsNeededNoMore() {
    // Given
    byte[] privateKey = fixture.custody.open(key.id());
    assertThat(wrappings.counts()).containsExactly(new Count(fixture.kek.id(), 1, 1, true));

    // When
    Progress progress = wrappings.rewrap(10);

    // Then
    assertThat(progress).isEqualTo(new Progress(2, 0, ""));
    assertThat(wrappings.counts()).containsExactly(new Count(next.id(), 1, 1, true));
    assertThat(fixture.another(next, fixture.journal).open(key.id())).isEqualTo(privateKey);
    assertThat(credentials(next).open(HERE, "token")).contains("secret");
    assertThat(wrappings.rewrap(10)).isEqualTo(new Progress(0, 0, ""));
  }

  /** As where a key is rotated between two looks at it: nothing goes round for ever. */
  @Test
  void endsTheRoundWhereAnotherKeyWrapsThanItWasToldBefore() {
    // Given
    Keyring told = ring;
    Keyring wrapsNow = new Keyring(made("newest"), List.of(next, fixture.kek));
    KeyEncryptionKey behind =
        new KeyEncryptionKey() {
          @Override
          public String id() {
            return told.id();
          }

          @Override
          public boolean opens(String id) {
            return wrapsNow.opens(id);
          }

          @Override
          public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
            return wrapsNow.wrap(dataKey, associatedData);
          }

          @Override
          public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
            return wrapsNow.unwrap(wrapped, associatedData);
          }
        };

    // When
    Progress progress = wrappings(behind).rewrap(10);

    // Then
    assertThat(progress.done()).isZero();
    assertThat(progress.problem()).startsWith(wrapsNow.id() + " wraps now, not " + next.id());
    assertThat(wrappings.counts()).containsExactly(new Count(fixture.kek.id(), 1, 1, true));
    assertThat(fixture.journal.entries())
        .noneMatch(entry -> "data-key.rewrap".equals(entry.fields().get("action")));
  }

  @Test
  void whoStillHasTheOldKeyOnlySaysWhichOneItLacks() {
    // Given
    wrappings.rewrap(10);

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> fixture.another().open(key.id()))
        .withMessageContaining("wrapped by the key-encryption key " + next.id());
  }

  @Test
  void whatWasOpenBeforeStaysOpenMeanwhile() {
    // Given: held, as by a gateway
    byte[] before = fixture.custody.open(key.id());

    // When
    wrappings.rewrap(10);

    // Then
    assertThat(fixture.custody.open(key.id())).isEqualTo(before);
  }

  @Test
  void isInTheJournalByTenant() {
    wrappings.rewrap(10);
    assertThat(fixture.journal.entries())
        .filteredOn(entry -> "data-key.rewrap".equals(entry.fields().get("action")))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.tenant()).isEqualTo(fixture.tenant);
              assertThat(entry.fields()).containsEntry("from", fixture.kek.id());
              assertThat(entry.fields()).containsEntry("to", next.id());
            });
  }

  @Test
  void worksItsWayThroughInSmallRounds() {
    // Given
    for (int i = 0; i < 7; i++) {
      fixture.custody.ensure(
          TenantId.next(), fixture.network, Curve.SECP256K1, Purpose.NODE, "node");
    }

    // When
    int rounds = 0;
    while (wrappings.rewrap(2).done() > 0) {
      rounds++;
    }

    // Then
    assertThat(rounds).isBetween(4, 9);
    assertThat(wrappings.counts()).containsExactly(new Count(next.id(), 8, 1, true));
  }

  /** Rows that somebody altered keep the others from nothing, however many they are. */
  @Test
  void whatDoesNotOpenIsToldAndStaysAsItIs() {
    // Given
    WrappedDataKey mine = fixture.dataKeys.find(fixture.tenant).orElseThrow();
    for (int i = 0; i < 5; i++) {
      TenantId other = TenantId.next();
      fixture.dataKeys.tamper(
          new WrappedDataKey(other, mine.kek(), mine.wrapped(), mine.createdAt()));
    }

    // When
    Progress first = wrappings.rewrap(2);
    while (wrappings.rewrap(2).done() > 0) {
      assertThat(first.failed()).isLessThan(6);
    }
    Progress last = wrappings.rewrap(2);

    // Then
    assertThat(last.done()).isZero();
    assertThat(last.failed()).isEqualTo(5);
    assertThat(last.problem()).contains("the data key of tenant").contains("altered");
    assertThat(wrappings.counts())
        .containsExactlyInAnyOrder(
            new Count(fixture.kek.id(), 5, 0, true), new Count(next.id(), 1, 1, true));
  }

  @Test
  void aRecordThatChangedMeanwhileIsLeftToTheNextRound() {
    // Given
    WrappedDataKey standing = fixture.dataKeys.find(fixture.tenant).orElseThrow();
    wrappings.rewrap(10);

    // When: another instance was about to write the same
    boolean replaced = fixture.dataKeys.replace(standing, next.wrap(new byte[32], new byte[] {1}));

    // Then
    assertThat(replaced).isFalse();
    assertThat(fixture.another(next, fixture.journal).open(key.id())).hasSize(32);
  }

  @Test
  void saysWhatIsWrappedByAKeyThatIsNotKnownHere() {
    assertThat(wrappings(next).counts()).containsExactly(new Count(fixture.kek.id(), 1, 1, false));
  }

  private EnvelopeWrappings wrappings(KeyEncryptionKey by) {
    return new EnvelopeWrappings(
        fixture.dataKeys, secrets, by, () -> fixture.journal, fixture.clock);
  }

  private FileKek made(String name) {
    FileKek.create(directory.resolve(name), new SecureRandom());
    return FileKek.open(directory.resolve(name));
  }

  private EnvelopeCredentials credentials(KeyEncryptionKey by) {
    return new EnvelopeCredentials(
        secrets, by, new SecureRandom(), fixture.clock, Duration.ofMinutes(5));
  }
}
