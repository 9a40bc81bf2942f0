package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of every kind and purpose: each does what it is for, and nothing else. */
class PurposesTest {
  private static final ToSign MESSAGE =
      new ToSign.Message("what was agreed".getBytes(StandardCharsets.UTF_8));

  private static final String RECIPIENT = recipient();

  private static String recipient() {
    try {
      return Pem.write(
          "PUBLIC KEY",
          KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @TempDir Path directory;
  private CustodyFixture fixture;
  private EnvelopeCustody custody;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    custody = fixture.custody;
  }

  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Purpose is : Purpose.values()) {
      for (Purpose use : Purpose.values()) {
        if (is != use && !use.handedOver()) {
          pairs.add(Arguments.of(is, use));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void refusesAKeyOfAnotherPurpose(Purpose is, Purpose use) {
    // Given
    ManagedKey key = fixture.key(Curve.P256, is, "key");

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.sign(key.id(), use, MESSAGE, "test"))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessageStartingWith("Key " + key.id());
    assertThat(fixture.journal.actions()).containsExactly("key.create");
  }

  @ParameterizedTest
  @EnumSource(value = Purpose.class, mode = EnumSource.Mode.EXCLUDE, names = "TRANSACTION")
  void onlyTransactionKeysSignTransactionsAndLeave(Purpose is) {
    // Given
    ManagedKey key = fixture.key(Curve.P256, is, "key");
    KeyUse use = KeyUse.transaction("notary", "put", BigInteger.ZERO);

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.sign(key.id(), use, MESSAGE, "test"))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessageEndingWith("it signs no transactions.");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.travel().export(key.id(), RECIPIENT))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessageEndingWith("never leaves custody.");
    assertThat(fixture.journal.actions()).containsExactly("key.create");
  }

  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"NODE", "TLS"})
  void signsNothingWithWhatANodeHolds(Purpose purpose) {
    ManagedKey key = fixture.key(Curve.P256, purpose, "key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> custody.sign(key.id(), purpose, MESSAGE, "test"))
        .withMessage("nothing is signed in custody as " + purpose);
  }

  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"TRANSACTION", "ISSUE", "JWT", "ANSWER"})
  void handsOutNothingThatSignsHere(Purpose purpose) {
    ManagedKey key = fixture.key(Curve.P256, purpose, "key");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> custody.open(key.id()))
        .matches(refusal -> refusal.type() == ProblemType.FORBIDDEN)
        .withMessageEndingWith("; it never leaves custody.");
    assertThat(fixture.journal.actions()).containsExactly("key.create");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void signsWithEveryKindAndWritesItDownFirst(Curve curve) {
    // Given
    ManagedKey key = fixture.key(curve, Purpose.TRANSACTION, "app-1");

    // When
    Signature signature = custody.sign(key.id(), Purpose.TRANSACTION, MESSAGE, "an agreement");

    // Then
    assertThat(signature.curve()).isEqualTo(curve);
    assertThat(fixture.journal.actions()).containsExactly("key.create", "key.sign");
    assertThat(fixture.journal.entries().get(1).fields())
        .containsEntry("reason", "an agreement")
        .containsEntry("purpose", "TRANSACTION")
        .containsEntry("subject", key.id().value());
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void signsNothingWithoutTheJournal(Curve curve) {
    ManagedKey key = fixture.key(curve, Purpose.TRANSACTION, "app-1");
    fixture.journal.failing(true);
    assertThatThrownBy(() -> custody.sign(key.id(), Purpose.TRANSACTION, MESSAGE, "test"))
        .isInstanceOf(JournalUnavailable.class);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void handsOutEveryKindOfNodesKey(Curve curve) {
    // Given
    ManagedKey key = fixture.key(curve, Purpose.TLS, "peer-1");

    // When
    byte[] privateKey = custody.open(key.id());

    // Then
    assertThat(CustodyFixture.ALGORITHMS.of(curve).publicKey(privateKey))
        .asHexString()
        .isEqualToIgnoringCase(key.publicKey());
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void aSwappedCiphertextOpensForNoKind(Curve curve) {
    // Given
    KeyRecord mine = record(fixture.key(curve, Purpose.TRANSACTION, "app-1"));
    KeyRecord other = record(fixture.key(curve, Purpose.TRANSACTION, "app-2"));

    // When
    fixture.records.tamper(new KeyRecord(mine.key(), 1, other.ciphertext(), null));

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(
            () -> fixture.another().sign(mine.key().id(), Purpose.TRANSACTION, MESSAGE, "test"));
  }

  @Test
  void aRecordThatClaimsAnotherCurveDoesNotOpen() {
    // Given
    KeyRecord record = record(fixture.key(Curve.P256, Purpose.TRANSACTION, "app-1"));
    ManagedKey key = record.key();

    // When
    ManagedKey altered =
        new ManagedKey(
            key.id(),
            key.tenant(),
            key.network(),
            key.name(),
            Curve.SM2,
            key.purpose(),
            key.publicKey(),
            key.createdAt());
    fixture.records.tamper(new KeyRecord(altered, 1, record.ciphertext(), null));

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> fixture.another().sign(key.id(), Purpose.TRANSACTION, MESSAGE, "test"));
  }

  @Test
  void writesNoUseDownThatTheKindRefuses() {
    ManagedKey key = fixture.key(Curve.ED25519, Purpose.JWT, "tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> custody.sign(key.id(), Purpose.JWT, new ToSign.Digest(new byte[32]), "a token"));
    assertThat(fixture.journal.actions()).containsExactly("key.create");
  }

  @Test
  void provesNothingButARequestOfThatKey() {
    ManagedKey key = fixture.key(Curve.P256, Purpose.NODE, "peer-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> custody.prove(key.id(), MESSAGE.bytes()))
        .withMessage("this is no certification request of key " + key.id());
    assertThat(fixture.journal.actions()).containsExactly("key.create");
  }

  private KeyRecord record(ManagedKey key) {
    return fixture.records.find(key.id()).orElseThrow();
  }
}
