package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.secp256k1.PortableSecp256k1;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of {@code Signer} and {@code NodeSecrets}. */
class SigningTest {
  private static final byte[] DIGEST = HexFormat.of().parseHex("0123456789abcdef".repeat(4));

  @TempDir Path directory;
  private CustodyFixture fixture;
  private EnvelopeCustody custody;
  private ManagedKey app;
  private ManagedKey node;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    custody = fixture.custody;
    app = fixture.key(Purpose.TRANSACTION, "app-1");
    node = fixture.key(Purpose.NODE, "validator-1");
  }

  @Test
  void signsDeterministicallyWithTheKeyInCustody() {
    // Given: what the random source gave first is the private scalar
    byte[] scalar = fixture.random.given().get(0);
    EcdsaSignature expected = new PortableSecp256k1().sign(scalar, DIGEST);

    for (int i = 0; i < 2; i++) {
      // When
      EcdsaSignature signature = custody.sign(app.id(), DIGEST, "eth_sendTransaction");

      // Then
      assertThat(signature.r()).isEqualTo(expected.r());
      assertThat(signature.s()).isEqualTo(expected.s());
      assertThat(signature.recoveryId()).isEqualTo(expected.recoveryId());
    }
  }

  @Test
  void writesTheUseDownFirst() {
    // When
    custody.sign(app.id(), DIGEST, "eth_sendTransaction nonce 7");

    // Then
    assertThat(fixture.journal.entries().get(2).fields())
        .containsEntry("action", "key.sign")
        .containsEntry("subject", app.id().value())
        .containsEntry("reason", "eth_sendTransaction nonce 7")
        .containsEntry("digest", "0123456789abcdef")
        .containsEntry("instance", "instance-1");
  }

  @Test
  void cutsALongReason() {
    // When
    custody.sign(app.id(), DIGEST, "x".repeat(5_000));

    // Then
    assertThat(fixture.journal.entries().get(2).fields().get("reason")).isEqualTo("x".repeat(512));
  }

  @Test
  void releasesNothingWithoutTheJournal() {
    // Given
    fixture.journal.failing(true);

    // Then
    assertThatThrownBy(() -> custody.sign(app.id(), DIGEST, "test"))
        .isInstanceOf(JournalUnavailable.class);
    assertThatThrownBy(() -> custody.open(node.id())).isInstanceOf(JournalUnavailable.class);
  }

  @Test
  void refusesToSignWithANodesKey() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.sign(node.id(), DIGEST, "test"))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessage("Key " + node.id() + " is a node's own; it signs no transactions.");
  }

  @Test
  void handsANodesKeyOutAndWritesItDown() {
    // When
    byte[] scalar = custody.open(node.id());

    // Then
    assertThat(HexFormat.of().formatHex(CustodyFixture.CURVE.publicKey(scalar)))
        .isEqualTo(node.publicKey());
    assertThat(fixture.journal.entries().get(2).fields())
        .containsEntry("action", "key.hand-over")
        .containsEntry("subject", node.id().value())
        .containsEntry("instance", "instance-1");
  }

  @Test
  void aCallerThatZeroesWhatItWasGivenSpoilsNothing() {
    // Given
    Arrays.fill(custody.open(node.id()), (byte) 0);

    // Then
    assertThat(HexFormat.of().formatHex(CustodyFixture.CURVE.publicKey(custody.open(node.id()))))
        .isEqualTo(node.publicKey());
  }

  @Test
  void handsOutNoKeyThatSignsTransactions() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.open(app.id()))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessage("Key " + app.id() + " signs transactions; it never leaves custody.");
  }

  @Test
  void knowsNoKeyThatIsNotThere() {
    KeyId nobody = KeyId.next();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.sign(nobody, DIGEST, "test"))
        .matches(refusal -> refusal.type() == ProblemType.NOT_FOUND);
    assertThat(fixture.journal.actions()).doesNotContain("key.sign");
  }

  @Test
  void refusesADigestOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> custody.sign(app.id(), new byte[31], "test"))
        .withMessage("a digest has 32 bytes");
  }

  @Test
  void goesOnWithoutTheDatabaseForAsLongAsItHolds() {
    // Given
    custody.sign(app.id(), DIGEST, "before");
    fixture.transactions.away(true);

    // When
    fixture.clock.advance(CustodyFixture.HOLD.minusSeconds(1));
    assertThat(custody.sign(app.id(), DIGEST, "while it is away")).isNotNull();
    fixture.clock.advance(Duration.ofSeconds(1));

    // Then
    assertThatIllegalStateException().isThrownBy(() -> custody.sign(app.id(), DIGEST, "too long"));
  }

  @Test
  void unwrapsATenantsDataKeyOnceForAllItsKeys() {
    // Given
    EnvelopeCustody fresh = fixture.another();
    ManagedKey second = fixture.key(Purpose.TRANSACTION, "app-2");
    int before = fixture.unwraps.get();

    // When
    for (ManagedKey key : List.of(app, second, app, second)) {
      fresh.sign(key.id(), DIGEST, "test");
    }

    // Then
    assertThat(fixture.unwraps.get()).isEqualTo(before + 1);
  }

  @Test
  void forgetsEverythingWhenItIsClosed() {
    // Given
    custody.sign(app.id(), DIGEST, "before");
    int before = fixture.unwraps.get();

    // When
    custody.wipe();

    // Then
    custody.sign(app.id(), DIGEST, "after");
    assertThat(fixture.unwraps.get()).isEqualTo(before + 1);
  }

  @Test
  void wordOfAChangeLeavesLivingKeysHeld() {
    // Given
    custody.sign(app.id(), DIGEST, "held in memory now");

    // When
    custody.changed(fixture.network);
    custody.changed(NetworkId.next());
    fixture.another().destroyAll(fixture.network);

    // Then: nobody told it yet
    assertThat(custody.sign(app.id(), DIGEST, "test")).isNotNull();
  }

  @Test
  void wordFromAnotherInstanceMakesItForgetDestroyedKeys() {
    // Given
    custody.sign(app.id(), DIGEST, "held in memory now");
    fixture.another().destroyAll(fixture.network);

    // When
    custody.changed(fixture.network);

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.sign(app.id(), DIGEST, "test"));
  }
}
