package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a roll-back undid is used afterwards. */
class RolledBackTest {
  @TempDir Path directory;
  private CustodyFixture fixture;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
  }

  @Test
  void aDataKeyOfARolledBackTransactionEncryptsNothingAfterwards() {
    // Given
    fixture.transactions.rolledBack(
        () -> {
          ManagedKey undone = fixture.key(Purpose.TRANSACTION, "app-1");
          assertThat(fixture.custody.sign(undone.id(), new byte[32], "within")).isNotNull();
        });

    // When
    ManagedKey key = fixture.key(Purpose.TRANSACTION, "app-1");

    // Then: an instance that only knows what is committed can open it
    assertThat(fixture.another().sign(key.id(), new byte[32], "test")).isNotNull();
  }

  @Test
  void aKeyOfARolledBackTransactionSignsNothingAfterwards() {
    // Given
    List<ManagedKey> undone = new ArrayList<>();
    fixture.transactions.rolledBack(
        () -> {
          undone.add(fixture.key(Purpose.TRANSACTION, "app-1"));
          fixture.custody.sign(undone.get(0).id(), new byte[32], "within");
        });

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> fixture.custody.sign(undone.get(0).id(), new byte[32], "after"));
  }

  @Test
  void aDestructionThatIsRolledBackLeavesAKeyThatSigns() {
    // Given
    ManagedKey key = fixture.key(Purpose.TRANSACTION, "app-1");

    // When
    fixture.transactions.rolledBack(() -> fixture.custody.destroyAll(fixture.network));

    // Then
    assertThat(fixture.custody.sign(key.id(), new byte[32], "test")).isNotNull();
  }
}
