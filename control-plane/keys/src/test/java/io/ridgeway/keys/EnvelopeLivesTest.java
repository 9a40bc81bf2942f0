package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife.State;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of keys, and that nobody with the database alone can decide otherwise. */
class EnvelopeLivesTest {
  private static final ToSign DIGEST = new ToSign.Digest(new byte[32]);
  private static final KeyPolicy NOTARY_ONLY =
      new KeyPolicy(
          Set.of("notary"),
          Set.of(),
          KeyPolicy.Rate.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir Path directory;
  private CustodyFixture fixture;
  private KeyLives lives;
  private ManagedKey key;

  @BeforeEach
  void custody() {
    fixture = new CustodyFixture(directory);
    lives = fixture.custody.lives();
    key = fixture.key(Purpose.TRANSACTION, "app-1");
  }

  @Test
  void aDisabledKeySignsNothingUntilItIsEnabled() {
    // When
    sign(fixture.custody, key.id());
    lives.disable(key.id());
    lives.disable(key.id());

    // Then
    refused(() -> sign(fixture.custody, key.id()), "is disabled since");
    refused(() -> sign(fixture.another(), key.id()), "is disabled since");
    assertThat(fixture.custody.find(key.id())).as("its public side is there").contains(key);

    // When
    lives.enable(key.id());

    // Then
    sign(fixture.custody, key.id());
    assertThat(fixture.journal.actions())
        .containsExactly("key.create", "key.sign", "key.disable", "key.enable", "key.sign");
  }

  @Test
  void anotherInstanceHearsOfItByTheNetworksNews() {
    // Given
    EnvelopeCustody other = fixture.another();
    sign(other, key.id());

    // When
    lives.disable(key.id());
    other.changed(fixture.network);

    // Then
    refused(() -> sign(other, key.id()), "is disabled since");
  }

  @Test
  void aKeyToBeDestroyedCanBeHadBackAndStaysDisabled() {
    // When
    lives.destroyAt(key.id(), fixture.clock.instant().plus(Duration.ofMinutes(1)));

    // Then
    refused(() -> sign(fixture.custody, key.id()), "will be destroyed at");
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> lives.enable(key.id()));
    assertThat(lives.due()).isEmpty();
    assertThat(lives.destroyDue(fixture.network)).isEmpty();

    // When
    lives.keep(key.id());
    fixture.clock.advance(Duration.ofMinutes(2));

    // Then
    assertThat(lives.due()).isEmpty();
    refused(() -> sign(fixture.custody, key.id()), "is disabled since");
    lives.enable(key.id());
    sign(fixture.custody, key.id());
  }

  @Test
  void onceDestroyedOnlyThePublicSideAndTheAuditAreLeft() {
    // Given
    lives.destroyAt(key.id(), fixture.clock.instant().plus(Duration.ofMinutes(1)));
    fixture.clock.advance(Duration.ofMinutes(1));

    // When
    assertThat(lives.due()).containsExactly(fixture.network);
    lives.destroyDue(fixture.network);

    // Then
    KeyRecord record = fixture.records.find(key.id()).orElseThrow();
    assertThat(record.ciphertext()).isEmpty();
    assertThat(lives.look(key.id()).orElseThrow().life().state()).isEqualTo(State.DESTROYED);
    assertThat(lives.look(key.id()).orElseThrow().key()).isEqualTo(key);
    assertThat(fixture.journal.actions())
        .containsExactly("key.create", "key.destroy-later", "key.destroy");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> sign(fixture.another(), key.id()))
        .matches(r -> r.type() == ProblemType.NOT_FOUND);
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> lives.keep(key.id()));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> fixture.key(Purpose.TRANSACTION, "app-1"));
    assertThat(lives.due()).isEmpty();
  }

  @Test
  void aNewKeyTakesOverTheNameAndThePolicy() {
    // Given
    lives.decide(key.id(), NOTARY_ONLY);

    // When
    KeptKey fresh = lives.succeed(key.id(), false);

    // Then
    assertThat(fresh.key().name()).isEqualTo("app-1");
    assertThat(fresh.key().publicKey()).isNotEqualTo(key.publicKey());
    assertThat(fresh.policy()).isEqualTo(NOTARY_ONLY);
    assertThat(fixture.key(Purpose.TRANSACTION, "app-1")).isEqualTo(fresh.key());
    assertThat(fixture.custody.list(fixture.network, Purpose.TRANSACTION))
        .containsExactly(fresh.key());
    assertThat(lives.look(key.id()).orElseThrow().life().successor()).contains(fresh.key().id());
    assertThat(lives.all(fixture.network, Purpose.TRANSACTION)).hasSize(2);
    refused(() -> use(fixture.custody, key.id(), "notary"), "took over its name");
    use(fixture.custody, fresh.key().id(), "notary");
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> lives.succeed(key.id(), false));
  }

  @Test
  void anOldKeyMayStayInForceAndGoesWithItsNetwork() {
    // When
    KeptKey fresh = lives.succeed(key.id(), true);

    // Then
    sign(fixture.custody, key.id());
    sign(fixture.custody, fresh.key().id());

    // When
    fixture.custody.destroyAll(fixture.network);

    // Then
    assertThat(lives.all(fixture.network, Purpose.TRANSACTION))
        .allMatch(k -> k.life().state() == State.DESTROYED);
  }

  @Test
  void aPolicyIsAskedBeforeEachSignatureAndWrittenDown() {
    // When
    lives.decide(key.id(), NOTARY_ONLY);

    // Then
    refused(() -> use(fixture.custody, key.id(), "bank"), "doesn't list the contract bank");
    refused(() -> sign(fixture.custody, key.id()), "what this is was not said");
    assertThat(fixture.journal.actions()).containsExactly("key.create", "key.policy");

    // When
    use(fixture.another(), key.id(), "notary");

    // Then
    assertThat(fixture.journal.entries().get(2).fields())
        .containsEntry("contract", "notary")
        .containsEntry("function", "put")
        .containsEntry("value", "0")
        .containsKey("policy");
  }

  @Test
  void aPolicyThatWasAlteredInTheDatabaseSignsNothing() {
    // Given
    lives.decide(key.id(), NOTARY_ONLY);
    KeyRecord record = fixture.records.find(key.id()).orElseThrow();
    assertThat(record.version()).isEqualTo(2);

    // Then
    for (String policy : new String[] {"", "contracts bank notary\n", "contracts bank\n"}) {
      fixture.records.tamper(
          new KeyRecord(
              record.key(),
              record.version(),
              record.ciphertext(),
              record.origin(),
              record.exportable(),
              policy,
              record.life()));
      assertThatExceptionOfType(CustodyException.class)
          .as(policy)
          .isThrownBy(() -> use(fixture.another(), key.id(), "bank"));
    }
  }

  @Test
  void aPolicyThatCannotBeReadIsShownAsThatAndHidesNoOtherKey() {
    // Given
    ManagedKey other = fixture.key(Purpose.TRANSACTION, "app-2");
    fixture.records.tamper(withPolicy(fixture.records.find(key.id()).orElseThrow(), "nonsense"));

    // Then
    assertThat(lives.all(fixture.network, Purpose.TRANSACTION))
        .extracting(KeptKey::key, KeptKey::readable)
        .containsExactly(tuple(key, false), tuple(other, true));
    KeptKey shown = lives.look(key.id()).orElseThrow();
    refused(shown::requireInForce, "can't be read");
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> use(fixture.another(), key.id(), "bank"));
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> lives.succeed(key.id(), true));

    // When
    lives.destroyAt(key.id(), fixture.clock.instant());
    lives.destroyDue(fixture.network);

    // Then
    assertThat(lives.look(key.id()).orElseThrow().life().state()).isEqualTo(State.DESTROYED);
    assertThat(lives.look(key.id()).orElseThrow().readable()).isTrue();
  }

  @Test
  void aNewKeyTakesOverNoPolicyThatNobodyDecided() {
    // Given
    lives.decide(key.id(), NOTARY_ONLY);
    fixture.records.tamper(withPolicy(fixture.records.find(key.id()).orElseThrow(), ""));

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> lives.succeed(key.id(), false));
    assertThat(lives.all(fixture.network, Purpose.TRANSACTION)).hasSize(1);
  }

  private static KeyRecord withPolicy(KeyRecord record, String policy) {
    return new KeyRecord(
        record.key(),
        record.version(),
        record.ciphertext(),
        record.origin(),
        record.exportable(),
        policy,
        record.life());
  }

  @Test
  void whatWasReadBeforeWordOfAChangeCameIsNotHeld() {
    // Given: word of the change comes between reading and holding
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    InvocationHandler slow =
        (proxy, method, arguments) -> {
          Object read = method.invoke(fixture.records, arguments);
          if (method.getName().equals("findCommitted")) {
            meanwhile.getAndSet(() -> {}).run();
          }
          return read;
        };
    EnvelopeCustody other =
        fixture.over(
            (KeyRecords)
                Proxy.newProxyInstance(
                    KeyRecords.class.getClassLoader(), new Class<?>[] {KeyRecords.class}, slow));
    meanwhile.set(
        () -> {
          lives.disable(key.id());
          other.changed(fixture.network);
        });

    // When
    sign(other, key.id());

    // Then
    refused(() -> sign(other, key.id()), "is disabled since");
  }

  @Test
  void originAndExportabilityAreBoundToo() {
    // Given
    KeptKey kept =
        lives.make(
            fixture.tenant, fixture.network, Curve.SECP256K1, Purpose.TRANSACTION, "kept", false);
    KeyRecord record = fixture.records.find(kept.key().id()).orElseThrow();

    // Then
    assertThat(kept.exportable()).isFalse();
    assertThat(
            lives.make(
                fixture.tenant,
                fixture.network,
                Curve.SECP256K1,
                Purpose.TRANSACTION,
                "kept",
                false))
        .isEqualTo(kept);
    sign(fixture.another(), kept.key().id());
    for (KeyRecord altered :
        new KeyRecord[] {
          new KeyRecord(
              record.key(), 1, record.ciphertext(), KeyOrigin.MADE, true, "", record.life()),
          new KeyRecord(
              record.key(), 1, record.ciphertext(), KeyOrigin.IMPORTED, false, "", record.life())
        }) {
      fixture.records.tamper(altered);
      assertThatExceptionOfType(CustodyException.class)
          .isThrownBy(() -> sign(fixture.another(), kept.key().id()));
    }
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                lives.make(
                    fixture.tenant,
                    fixture.network,
                    Curve.SECP256K1,
                    Purpose.TRANSACTION,
                    "app-1",
                    false))
        .matches(r -> r.type() == ProblemType.CONFLICT);
  }

  private static void sign(EnvelopeCustody custody, KeyId id) {
    custody.sign(id, Purpose.TRANSACTION, DIGEST, "test");
  }

  private static void use(EnvelopeCustody custody, KeyId id, String contract) {
    custody.sign(id, KeyUse.transaction(contract, "put", BigInteger.ZERO), DIGEST, "test");
  }

  private static void refused(Runnable work, String why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(work::run)
        .matches(r -> r.type() == ProblemType.FORBIDDEN)
        .withMessageContaining(why);
  }
}
