package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret stays in memory longer than its use, or than custody may hold it. */
class WipingTest {
  @TempDir Path directory;
  private final Watched watched = new Watched();
  private CustodyFixture fixture;
  private EnvelopeCustody custody;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    custody =
        fixture.another(
            watched.kek(fixture.kek), fixture.journal, watched.curve(CustodyFixture.CURVE));
  }

  @Test
  void zeroesTheScalarAndTheDataKeyOfANewKey() {
    // When
    ensure("app-1");

    // Then: the new scalar, the new data key, and the data key as it was unwrapped
    assertThat(watched.arrays).hasSize(3);
    assertAllZeroed();
  }

  @Test
  void zeroesTheScalarAfterEachSignature() {
    // Given
    ManagedKey key = ensure("app-1");
    watched.arrays.clear();
    watched.contents.clear();

    // When
    custody.sign(key.id(), new byte[32], "test");
    custody.sign(key.id(), new byte[32], "test");

    // Then: one unwrap, which is held, and two scalars
    assertThat(watched.arrays).hasSize(3);
    assertThat(watched.arrays.get(0)).isEqualTo(watched.contents.get(0));
    assertAllZeroed(watched.arrays.subList(1, 3));
  }

  @Test
  void zeroesTheOpenedDataKeyOnceItWasHeldLongEnoughThoughNobodyTouchesIt()
      throws InterruptedException {
    // Given
    ManagedKey key = ensure("app-1");
    watched.arrays.clear();
    watched.contents.clear();
    custody.sign(key.id(), new byte[32], "test");
    byte[] dataKey = watched.arrays.get(0);

    try (WipeTimer timer = WipeTimer.start(List.of(custody), Duration.ofMillis(5))) {
      // When
      fixture.clock.advance(CustodyFixture.HOLD.minusNanos(1));
      boolean tooEarly = isZeroWithin(Duration.ofMillis(50), dataKey);
      fixture.clock.advance(Duration.ofNanos(1));

      // Then
      assertThat(tooEarly).isFalse();
      assertThat(isZeroWithin(Duration.ofSeconds(5), dataKey)).isTrue();
    }
  }

  @Test
  void zeroesTheOpenedDataKeyWhenTheTimerIsClosed() {
    // Given
    ManagedKey key = ensure("app-1");
    watched.arrays.clear();
    watched.contents.clear();
    WipeTimer timer = WipeTimer.start(List.of(custody), Duration.ofHours(1));
    custody.sign(key.id(), new byte[32], "test");

    // When
    timer.close();

    // Then
    assertAllZeroed();
  }

  @Test
  void opensNothingBeforeTheUseIsWrittenDown() {
    // Given
    ManagedKey key = ensure("app-1");
    watched.arrays.clear();
    fixture.journal.failing(true);

    // Then
    assertThatThrownBy(() -> custody.sign(key.id(), new byte[32], "test"))
        .isInstanceOf(JournalUnavailable.class);
    assertThat(watched.arrays).isEmpty();
  }

  @Test
  void everySecretIsRandomAndOfItsOwn() {
    // When
    ensure("app-1");
    ensure("app-2");

    // Then
    Set<String> secrets = new HashSet<>();
    watched.contents.forEach(secret -> secrets.add(Arrays.toString(secret)));
    assertThat(secrets).hasSize(3).doesNotContain(Arrays.toString(new byte[32]));
  }

  @Test
  void dropsADataKeyThatWasHeldLongEnough() {
    // Given
    ManagedKey key = ensure("app-1");
    custody.sign(key.id(), new byte[32], "test");
    int before = watched.arrays.size();
    fixture.clock.advance(CustodyFixture.HOLD);

    // When
    custody.wipeExpired();
    custody.sign(key.id(), new byte[32], "test");

    // Then: unwrapped anew, and one scalar
    assertThat(watched.arrays).hasSize(before + 2);
  }

  @Test
  void aKeyFileIsZeroedInMemoryOnceItIsWritten() {
    // When
    Watched here = new Watched();
    FileKek.create(directory.resolve("another"), here.random());

    // Then
    assertThat(here.arrays).hasSize(1);
    assertThat(here.arrays.get(0)).containsOnly(0);
    assertThat(directory.resolve("another")).hasBinaryContent(here.contents.get(0));
  }

  private ManagedKey ensure(String name) {
    return custody.ensure(
        fixture.tenant, fixture.network, Curve.SECP256K1, Purpose.TRANSACTION, name);
  }

  private static boolean isZeroWithin(Duration time, byte[] array) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    while (!Arrays.equals(array, new byte[array.length])) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(2);
    }
    return true;
  }

  private void assertAllZeroed() {
    assertAllZeroed(watched.arrays);
  }

  private void assertAllZeroed(List<byte[]> arrays) {
    assertThat(arrays).allSatisfy(array -> assertThat(array).containsOnly(0));
    assertThat(watched.contents)
        .allSatisfy(secret -> assertThat(secret).isNotEqualTo(new byte[32]));
  }
}
