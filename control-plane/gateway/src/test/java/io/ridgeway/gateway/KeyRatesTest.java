package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.FakeShareLedger;
import io.ridgeway.gateway.limit.LocalDays;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Framework;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a key may do only so often, at two gateways with one ledger of shares and of days. */
class KeyRatesTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-23T10:00:00Z"));
  private final FakeShareLedger shares = new FakeShareLedger(() -> System.nanoTime() / 1_000_000);
  private final LocalDays days = new LocalDays();
  private final List<Limits> gateways = new ArrayList<>();
  private volatile boolean away;
  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();
  private final ManagedKey key =
      new ManagedKey(
          KeyId.next(),
          tenant,
          network,
          "app-1",
          Curve.SECP256K1,
          Purpose.TRANSACTION,
          "11".repeat(64),
          Instant.EPOCH);

  @AfterEach
  void stop() {
    gateways.forEach(Limits::close);
  }

  private Limits gateway(String name) {
    DayLedger asked =
        (subject, day, quota, made, more) -> {
          if (away) {
            throw new IllegalStateException("the database is away");
          }
          return days.claim(subject, day, quota, made, more);
        };
    Limits made =
        new Limits(name, Optional.of(shares), Optional.of(asked), clock, Clock.systemUTC());
    made.start();
    gateways.add(made);
    return made;
  }

  /** Two that have heard of each other and of that policy. */
  private List<Limits> two(KeyPolicy policy) {
    List<Limits> two = List.of(gateway("g-0"), gateway("g-1"));
    two.forEach(limits -> limits.keys().hear(route(policy)));
    two.forEach(limits -> TestGateway.await(() -> limits.members() == 2 && limits.settled()));
    return two;
  }

  private NetworkRoute route(KeyPolicy policy) {
    return new NetworkRoute(
            tenant,
            new Framework("ethereum", "qbft-1"),
            true,
            100,
            new LedgerEndpoints(network, Map.of(), List.of(), new BirthRecord(Map.of())),
            Map.of(),
            Map.of("0x" + "ab".repeat(20), key))
        .withKept(
            Map.of(
                key.id(), new KeptKey(key, KeptKey.of(key).origin(), true, policy, KeyLife.FRESH)));
  }

  private static KeyPolicy often(int second, int minute, int day) {
    return policy(
        new KeyPolicy.Rate(positive(second), positive(minute), positive(day)), Optional.empty());
  }

  private static KeyPolicy paying(BigInteger perDay) {
    return policy(KeyPolicy.Rate.NONE, Optional.of(perDay));
  }

  private static KeyPolicy policy(KeyPolicy.Rate rate, Optional<BigInteger> valuePerDay) {
    return new KeyPolicy(Set.of(), Set.of(), rate, Optional.empty(), valuePerDay, Optional.empty());
  }

  private static OptionalInt positive(int count) {
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }

  private Optional<String> pay(Limits at, BigInteger value) {
    return at.keys().take(key.id(), value);
  }

  private boolean let(Limits at) {
    return pay(at, BigInteger.ZERO).isEmpty();
  }

  /** How many of so many uses are let through, from one gateway to the other. */
  private int uses(List<Limits> at, int wanted) {
    int let = 0;
    for (int i = 0; i < wanted; i++) {
      let += let(at.get(i % at.size())) ? 1 : 0;
    }
    return let;
  }

  /** Until nothing more is let through for longer than gateways take to settle. */
  private int all(List<Limits> at) {
    int let = 0;
    for (int quiet = 0; quiet < 15 * at.size(); quiet++) {
      int some = uses(at, 100);
      let += some;
      quiet = some > 0 ? 0 : quiet;
      sleep();
    }
    return let;
  }

  /** Until it is let through, once. */
  private static void once(BooleanSupplier call) {
    for (int i = 0; i < 100; i++) {
      if (call.getAsBoolean()) {
        return;
      }
      sleep();
    }
    throw new AssertionError("it isn't let through");
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void twoGatewaysTogetherLetASecondAndAMinuteThroughOnce() {
    for (KeyPolicy policy : List.of(often(40, 0, 0), often(0, 40, 0))) {
      // Given
      List<Limits> two = two(policy);

      // When: the clock stands, so all of it is in one window
      int let = all(two);

      // Then: with a part of a use each
      assertThat(let).isBetween(38, 41);
      assertThat(pay(two.get(0), BigInteger.ZERO).orElseThrow())
          .startsWith("its policy lets it be used 40 times a ")
          .contains("this one has used its share");

      // When
      clock.advance(Duration.ofMinutes(1));

      // Then
      assertThat(all(two)).isBetween(38, 41);
      stop();
      gateways.clear();
    }
  }

  @Test
  void twoGatewaysTogetherLetADaysUsesThroughOnceAndSoDoesOneThatBeginsAnew() {
    // Given
    List<Limits> two = two(often(0, 0, 500));

    // When, Then
    int let = all(two);
    assertThat(let).isEqualTo(500);
    assertThat(pay(two.get(1), BigInteger.ZERO))
        .contains("its policy lets it be used 500 times a day at most.");

    // When: both begin anew
    stop();
    gateways.clear();

    // Then
    assertThat(uses(two(often(0, 0, 500)), 100)).isZero();
  }

  @Test
  void twoGatewaysTogetherPayNoMoreInADayThanItMay() {
    // Given
    BigInteger most = BigInteger.TEN.pow(20);
    List<Limits> two = two(paying(most));
    BigInteger each = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(3));

    // When: as much as there is comes in at both
    BigInteger paid = BigInteger.ZERO;
    for (int i = 0; i < 80; i++) {
      for (Limits at : two) {
        paid = pay(at, each).isEmpty() ? paid.add(each) : paid;
      }
      sleep();
    }

    // Then: what is left is too little for either
    assertThat(paid).isBetween(most.subtract(each.multiply(BigInteger.TWO)), most);
    assertThat(pay(two.get(0), most.add(BigInteger.ONE)))
        .contains(
            "its policy lets a day (UTC) pay "
                + most
                + " at most, not "
                + most.add(BigInteger.ONE)
                + ".");
    assertThat(let(two.get(0))).as("what pays nothing").isTrue();
  }

  @Test
  void allOfADaysValueCanBePaidAtOnceAndNothingMore() {
    for (BigInteger most :
        List.of(
            BigInteger.ONE,
            BigInteger.valueOf(20),
            BigInteger.TEN.pow(19),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
      // Given
      Limits only = gateway("g-0");
      only.keys().hear(route(paying(most)));

      // When
      once(() -> pay(only, most).isEmpty());

      // Then
      assertThat(pay(only, BigInteger.ONE).orElseThrow()).endsWith("0 of it can be paid here now.");
      only.close();
      gateways.clear();
      clock.advance(Duration.ofDays(1));
    }
  }

  @Test
  void aKeyThatTheRouteNoLongerHasIsUsedByNobody() {
    // Given
    Limits only = gateway("g-0");
    NetworkRoute route = route(often(1, 2, 3));
    only.keys().hear(route);
    once(() -> let(only));

    // When
    only.keys().forget(route, null);

    // Then
    assertThat(pay(only, BigInteger.ZERO))
        .contains("its policy is just being changed. Send the call again in a second.");
  }

  @Test
  void whatIsLimitedStillGoesOnFromWhatWasUsedWhenThePolicyChanges() {
    // Given
    Limits only = gateway("g-0");
    KeyPolicy before = often(0, 4, 8);
    only.keys().hear(route(before));
    once(() -> let(only));

    // When
    only.keys().hear(route(often(0, 3, 6)));
    only.keys().forget(route(before), route(often(0, 3, 6)));

    // Then
    assertThat(all(List.of(only))).isEqualTo(2);
    clock.advance(Duration.ofMinutes(1));
    assertThat(all(List.of(only))).isEqualTo(3);
    clock.advance(Duration.ofMinutes(1));
    assertThat(all(List.of(only))).as("of the day's six").isZero();
  }

  @Test
  void whatOneRuleRefusesCountsForNoOther() {
    // Given: a minute is used up
    Limits only = gateway("g-0");
    only.keys().hear(route(often(50, 1, 20)));
    once(() -> let(only));
    assertThat(uses(List.of(only), 30)).isZero();

    // When
    int let = 0;
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofMinutes(1));
      sleep();
      let += uses(List.of(only), 5);
    }

    // Then
    assertThat(let).isEqualTo(19);
  }

  @Test
  void whileTheDatabaseIsAwayAnEqualPartOfADayGoesOnAndIsCountedAfterwards() {
    // Given
    List<Limits> two = two(often(0, 0, 400));
    assertThat(let(two.get(0))).isTrue();

    // When
    away = true;
    int let = 1 + all(two);

    // Then: each what it had, and its half; as good as nothing more when it is there again
    assertThat(let).isBetween(400, 480);
    away = false;
    assertThat(let + all(two)).isLessThanOrEqualTo(480);
    assertThat(uses(two, 10)).isZero();
  }
}
