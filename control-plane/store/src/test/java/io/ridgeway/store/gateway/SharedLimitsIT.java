package io.ridgeway.store.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.network.Network;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.DayLedger.Subject;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.limit.ShareLedger.Ask;
import io.ridgeway.gateway.limit.ShareLedger.Grant;
import io.ridgeway.gateway.submit.AccountTurns;
import io.ridgeway.gateway.submit.AccountTurns.Account;
import io.ridgeway.gateway.submit.AccountTurns.Held;
import io.ridgeway.gateway.submit.AccountTurns.Turn;
import io.ridgeway.keys.KeyRecord;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SharedLimitsIT extends StoreCase {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @Inject ShareLedger shares;
  @Inject DayLedger days;
  @Inject AccountTurns turns;
  @Inject Credentials credentials;
  @Inject KeyRecords keys;

  private final String subject = "n-" + UUID.randomUUID();
  private final List<String> gateways =
      List.of("g0-" + UUID.randomUUID(), "g1-" + UUID.randomUUID(), "g2-" + UUID.randomUUID());
  private long number;

  @AfterEach
  void leave() {
    gateways.forEach(shares::leave);
  }

  private Grant ask(int gateway, long inUse, long demand) {
    return shares
        .renew(
            gateways.get(gateway), ++number, List.of(new Ask(subject, 9_000, inUse, inUse, demand)))
        .grants()
        .get(subject);
  }

  private void age(String table, String column, String instance, int seconds) {
    transactions.runAsSystem(
        () ->
            sql.execute(
                "update "
                    + table
                    + " set "
                    + column
                    + " = now() - make_interval(secs => ?) where instance = ?",
                (double) seconds,
                instance));
  }

  @Test
  void sharesMoveOnlyAfterTheyWereLetGo() {
    // When
    Grant alone = ask(0, 0, 0);
    Grant second = ask(1, 0, 0);

    // Then: nothing is free yet
    assertThat(alone).isEqualTo(new Grant(9_000, 4_500));
    assertThat(second.share()).isZero();

    // When: the first hears that it is to have less, takes less and says so
    Grant less = ask(0, 9_000, 0);
    assertThat(less.share()).isEqualTo(4_500);
    assertThat(ask(1, 0, 0).share()).isZero();
    assertThat(ask(0, 4_500, 0).share()).isEqualTo(4_500);

    // Then
    assertThat(ask(1, 0, 0).share()).isEqualTo(4_500);
    assertThat(shares.renew(gateways.get(1), ++number, List.of()).members()).isEqualTo(2);
  }

  @Test
  void anOldRenewalIsSettledNoMore() {
    // Given
    ask(0, 0, 0);

    // When
    ShareLedger.Answer late =
        shares.renew(gateways.get(0), 0, List.of(new Ask(subject, 9_000, 0, 0, 0)));

    // Then
    assertThat(late.grants()).isEmpty();
    assertThat(late.last()).as("from where it is to go on").isEqualTo(number);
  }

  @Test
  void whoIsGoneLeavesWhatIsMoreThanItsPartAndAllOnceItIsForgotten() {
    // Given
    ask(0, 0, 0);
    ask(1, 0, 50_000);
    assertThat(ask(1, 0, 50_000).share()).isZero();

    // When: its lease is over
    age("gateway_share", "held_until", gateways.get(0), 1);

    // Then: as it was alone, it may go on with half of it
    assertThat(ask(1, 0, 50_000).share()).isEqualTo(4_500);
    assertThat(shares.renew(gateways.get(0), ++number, List.of()).hungry()).contains(subject);

    // When: ten minutes passed since it asked, then all the time for which it takes anything
    age("gateway_share", "held_until", gateways.get(0), 571);
    assertThat(ask(1, 0, 50_000).share()).isEqualTo(6_750);
    age("gateway_share", "held_until", gateways.get(0), 3_871);
    assertThat(ask(1, 0, 50_000).share()).as("all but a little for first calls").isEqualTo(8_550);
    ask(0, 0, 0);
    ask(1, 0, 50_000);

    // When
    age("gateway_member", "seen_at", gateways.get(0), 3_901);

    // Then
    assertThat(ask(1, 0, 50_000).share()).isEqualTo(9_000);
  }

  @Test
  void manyAtOnceNeverHaveMoreThanTheLimitTogether() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(3);
    long[] held = new long[3];
    List<Future<Integer>> all = new ArrayList<>();

    // When
    for (int i = 0; i < 3; i++) {
      int mine = i;
      all.add(
          threads.submit(
              () -> {
                int over = 0;
                for (int round = 0; round < 20; round++) {
                  long before;
                  synchronized (held) {
                    before = held[mine];
                  }
                  long now =
                      shares
                          .renew(
                              gateways.get(mine),
                              1_000 + round,
                              List.of(new Ask(subject, 9_000, before, before, round * mine * 100L)))
                          .grants()
                          .get(subject)
                          .share();
                  synchronized (held) {
                    held[mine] = now;
                    over += held[0] + held[1] + held[2] > 9_000 ? 1 : 0;
                  }
                }
                return over;
              }));
    }

    // Then
    for (Future<Integer> each : all) {
      assertThat(each.get()).isZero();
    }
    threads.shutdown();
  }

  @Test
  void callsOfADayAreTakenOnce() {
    // Given
    TenantId tenant = signUp();
    Subject key = Subject.calls(tenant, credential(tenant));

    // When, Then
    assertThat(days.claim(key, DAY, 100, 0, 60)).isEqualTo(new DayLedger.Claimed(60, 40));
    assertThat(days.claim(key, DAY, 100, 10, 60)).isEqualTo(new DayLedger.Claimed(30, 0));
    assertThat(days.claim(key, DAY, 100, 5, 1)).isEqualTo(new DayLedger.Claimed(0, 0));
    assertThat(days.claim(key, DAY, 100, 0, -25).left()).isEqualTo(20);
    assertThat(days.claim(key, DAY.plusDays(1), 100, 0, 1).left()).isEqualTo(99);
  }

  @Test
  void whatAManagedKeyUsesAndPaysInADayIsTakenOnceAndKeptWhole() {
    // Given
    TenantId tenant = signUp();
    Network network = network(tenant);
    ManagedKey managed =
        new ManagedKey(
            KeyId.next(),
            tenant,
            network.id(),
            "app-1",
            Curve.SECP256K1,
            Purpose.TRANSACTION,
            "ab".repeat(64),
            clock.instant());
    transactions.runInTenant(
        tenant, () -> keys.insertIfAbsent(new KeyRecord(managed, 1, new byte[60], null)));
    Subject uses = Subject.uses(tenant, managed.id());
    BigInteger unit = BigInteger.TWO.pow(196);
    Subject value = Subject.value(tenant, managed.id(), unit);

    // When, Then: uses and value are counted apart
    assertThat(days.claim(uses, DAY, 10, 0, 4)).isEqualTo(new DayLedger.Claimed(4, 6));
    assertThat(days.claim(uses, DAY, 10, 0, 9)).isEqualTo(new DayLedger.Claimed(6, 0));
    assertThat(days.claim(value, DAY, 1L << 60, 0, 1L << 59))
        .isEqualTo(new DayLedger.Claimed(1L << 59, 1L << 59));

    // When: a smaller limit is counted in smaller units
    Subject finer = Subject.value(tenant, managed.id(), unit.shiftRight(1));

    // Then: what was used is more than there is of it
    assertThat(days.claim(finer, DAY, 1L << 60, 0, 1)).isEqualTo(new DayLedger.Claimed(0, 0));
    assertThat(days.claim(finer, DAY, 1L << 60, 0, -5).left()).isEqualTo(5);
    assertThat(days.claim(uses, DAY.plusDays(9), 10, 0, 1).left()).isEqualTo(9);
    assertThat(days.claim(uses, DAY, 10, 0, 0).left()).as("days that are over go").isEqualTo(10);
  }

  @Test
  void limitsOfAKeyAreKept() {
    // Given
    TenantId tenant = signUp();
    CredentialId key = credential(tenant);
    CallLimits limits =
        new CallLimits(
            OptionalInt.of(5), OptionalLong.of(7), OptionalInt.empty(), OptionalInt.of(9));

    // When
    transactions.runInTenant(tenant, () -> credentials.limit(key, limits));

    // Then
    Optional<GatewayCredential> kept = transactions.inTenant(tenant, () -> credentials.find(key));
    assertThat(kept.orElseThrow().limits()).isEqualTo(limits);
  }

  private CredentialId credential(TenantId tenant) {
    Network network = network(tenant);
    GatewayCredential made = Samples.credential(network, clock.instant());
    transactions.runInTenant(tenant, () -> credentials.insert(made));
    return made.id();
  }

  @Test
  void anAccountIsOneGatewaysAtATime() {
    // Given
    Account account = new Account(NetworkId.next(), "0x" + "ab".repeat(20));

    // When, Then: taken once, and again by the same one
    assertThat(turns.take(account, "a", LEASE)).contains(new Turn(1, OptionalLong.empty()));
    assertThat(turns.take(account, "a", LEASE)).contains(new Turn(1, OptionalLong.empty()));
    assertThat(turns.hold("a", Map.of(account, OptionalLong.of(4)), LEASE))
        .containsExactly(Map.entry(account, new Held(1, false)));

    // When: another one wants it
    assertThat(turns.take(account, "b", LEASE)).isEmpty();
    assertThat(turns.hold("a", Map.of(account, OptionalLong.of(5)), LEASE))
        .containsExactly(Map.entry(account, new Held(1, true)));
    turns.give(account, "a", 1, OptionalLong.of(6));

    // Then
    assertThat(turns.take(account, "b", LEASE)).contains(new Turn(2, OptionalLong.of(6)));
    assertThat(turns.hold("a", Map.of(account, OptionalLong.empty()), LEASE)).isEmpty();
    turns.give(account, "a", 1, OptionalLong.of(99));
    assertThat(turns.take(account, "a", LEASE)).isEmpty();

    // When: its lease is over
    turns.hold("b", Map.of(account, OptionalLong.empty()), Duration.ofMillis(-1));

    // Then
    assertThat(turns.take(account, "a", LEASE)).contains(new Turn(3, OptionalLong.empty()));
  }
}
