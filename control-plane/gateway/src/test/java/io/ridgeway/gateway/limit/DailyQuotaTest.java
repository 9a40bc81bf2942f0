package io.ridgeway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DailyQuotaTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final DayLedger.Subject subject =
      DayLedger.Subject.calls(TenantId.next(), CredentialId.next());
  private final LocalDays days = new LocalDays();
  private long nanos;
  private int asked;
  private boolean away;
  private boolean loses;

  private DailyQuota quota(long calls) {
    return new DailyQuota(
        subject,
        calls,
        20,
        (of, day, quota, made, more) -> {
          asked++;
          if (away) {
            throw new IllegalStateException("the database is away");
          }
          DayLedger.Claimed claimed = days.claim(of, day, quota, made, more);
          if (loses) {
            throw new IllegalStateException("the answer was lost");
          }
          return claimed;
        },
        clock,
        () -> nanos,
        () -> {});
  }

  private static int takeAll(DailyQuota quota, int members) {
    int taken = 0;
    quota.refill(members);
    // Once it is refused it has asked for more.
    for (int refused = 0; refused < 2; quota.refill(members)) {
      boolean passed = quota.take(1);
      refused = passed ? 0 : refused + 1;
      taken += passed ? 1 : 0;
    }
    return taken;
  }

  @Test
  void handsOutExactlyTheQuota() {
    assertThat(takeAll(quota(1_234), 1)).isEqualTo(1_234);
  }

  @Test
  void severalGatewaysHandOutNoMoreThanTheQuotaTogether() {
    // Given
    List<DailyQuota> three = List.of(quota(1_000), quota(1_000), quota(1_000));

    // When
    int taken = 0;
    boolean any = true;
    while (any) {
      any = false;
      for (DailyQuota one : three) {
        one.refill(3);
        if (one.take(1)) {
          taken++;
          any = true;
        }
      }
      nanos += 1_000_000_000L;
    }

    // Then
    assertThat(taken).isEqualTo(1_000);
    assertThat(three.get(0).remaining()).isZero();
  }

  @Test
  void whatIsGivenBackOnTheWayOutIsOthers() {
    // Given
    DailyQuota goes = quota(1_000);
    goes.refill(1);
    assertThat(goes.take(1)).isTrue();

    // When
    goes.close();

    // Then
    assertThat(takeAll(quota(1_000), 1)).isEqualTo(999);
  }

  @Test
  void withoutTheDatabaseAnEqualPartGoesOnAndIsCountedAfterwards() {
    // Given
    DailyQuota one = quota(1_000);
    one.refill(2);
    away = true;

    // When
    int taken = takeAll(one, 2);

    // Then: what it had taken, and its half
    assertThat(taken).isEqualTo(20 + 500);

    // When
    away = false;

    // Then
    assertThat(takeAll(one, 2) + taken).isEqualTo(1_000);

    // When: it is away once more
    away = true;

    // Then
    assertThat(takeAll(one, 2)).isZero();
    away = false;
    assertThat(
            days.claim(subject, LocalDate.ofInstant(clock.instant(), clock.getZone()), 1_000, 0, 1)
                .granted())
        .isZero();
  }

  @Test
  void aNewDayBeginsWithoutWaitingForTheDatabase() {
    // Given
    DailyQuota one = quota(100);
    assertThat(takeAll(one, 1)).isEqualTo(100);
    assertThat(one.take(1)).isFalse();
    assertThat(one.secondsToMidnight()).isEqualTo(14 * 3_600 + 1);

    // When
    clock.advance(Duration.ofHours(14));

    // Then
    assertThat(one.take(30)).isTrue();
    assertThat(takeAll(one, 1)).isEqualTo(70);
  }

  @Property(tries = 200)
  void neverMoreThanTheQuotaWhileTheDatabaseAnswers(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    DailyQuotaTest world = new DailyQuotaTest();
    long quota = 1 + random.nextInt(2_000);
    List<DailyQuota> there = new ArrayList<>();
    int members = 1 + random.nextInt(4);
    for (int i = 0; i < members; i++) {
      there.add(world.quota(quota));
    }
    long taken = 0;

    // When
    for (int i = 0; i < 2_000; i++) {
      int which = random.nextInt(members);
      int calls = 1 + random.nextInt(5);
      switch (random.nextInt(8)) {
        case 0 -> there.get(which).refill(members);
        case 1 -> {
          // It dies, and another one begins.
          there.set(which, world.quota(quota));
        }
        case 2 -> {
          if (there.get(which).take(calls)) {
            there.get(which).giveBack(calls);
          }
        }
        default -> taken += there.get(which).take(calls) ? calls : 0;
      }

      // Then
      assertThat(taken).as("step %s of seed %s", i, seed).isLessThanOrEqualTo(quota);
    }
  }

  @Test
  void aLostAnswerLosesCallsAndMakesNone() {
    // Given
    DailyQuota one = quota(1_000);
    loses = true;
    one.refill(1);
    loses = false;

    // When, Then: what was claimed and not heard of, and what went on without
    assertThat(takeAll(one, 1)).isBetween(800, 1_000);
  }

  @Test
  void anotherOutageOfADayLetsNoSecondPartThrough() {
    // Given
    DailyQuota one = quota(1_000);
    one.refill(4);
    away = true;
    assertThat(takeAll(one, 4)).isEqualTo(20 + 250);
    away = false;
    one.refill(4);

    // When
    away = true;

    // Then: only what had been taken before
    one.refill(4);
    assertThat(takeAll(one, 4)).isBetween(0, 25);
  }

  @Test
  void theFirstCallOfADayHoursAfterMidnightWaitsForTheLedger() {
    // Given
    DailyQuota one = quota(100);
    one.refill(1);
    one.take(1);

    // When: somebody else may have used all of it since
    clock.advance(Duration.ofHours(20));

    // Then
    assertThat(one.take(1)).isFalse();
    assertThat(one.isKnown()).isFalse();
    one.refill(1);
    assertThat(one.isKnown()).isTrue();
    assertThat(one.take(1)).isTrue();
  }

  @Test
  void whatIsUsedUpOrIdleDoesNotAskTheLedger() {
    // Given
    DailyQuota one = quota(10);
    assertThat(takeAll(one, 1)).isEqualTo(10);
    int before = asked;

    // When: an hour of calls, a hundred each second
    for (int second = 0; second < 3_600; second++) {
      for (int i = 0; i < 100; i++) {
        assertThat(one.take(1)).isFalse();
        if (i % 10 == 0) {
          one.refill(1);
        }
      }
      nanos += 1_000_000_000L;
    }

    // Then: every few seconds
    assertThat(asked - before).isBetween(600, 730);

    // When: nobody calls
    nanos += 20_000_000_000L;
    int quiet = asked;
    for (int second = 0; second < 3_600; second++) {
      one.refill(1);
      nanos += 1_000_000_000L;
    }

    // Then
    assertThat(asked).as("until it counts as idle").isBetween(quiet, quiet + 3);
  }

  @Test
  void idleGatewaysHoldNextToNothingOfSmallQuotas() {
    // Given
    List<DailyQuota> three = List.of(quota(60), quota(60), quota(60));
    three.forEach(one -> one.refill(3));

    // Then
    assertThat(takeAll(three.get(0), 3)).isEqualTo(60 - 2 - 2);
  }

  @Test
  void whatWasTakenAndIsNotUsedIsGivenBack() {
    // Given
    DailyQuota one = quota(60);
    DailyQuota two = quota(60);
    one.refill(2);
    one.take(1);
    one.take(1);
    one.refill(2);

    // When
    nanos += 1;
    one.refill(2);
    nanos += 11_000_000_000L;
    one.refill(2);

    // Then: a tenth of its part stays for first calls
    assertThat(takeAll(two, 2)).isEqualTo(60 - 2 - 3);
  }

  @Test
  void whatTheDayIsLikeIsNotKnownBeforeTheLedgerTold() {
    // Given
    DailyQuota one = quota(60);

    // When, Then
    assertThat(one.take(1)).isFalse();
    assertThat(one.isKnown()).isFalse();
    one.refill(1);
    assertThat(one.isKnown()).isTrue();
  }

  @Test
  void whatASingleCallMayWantIsAtHand() {
    // Given
    DailyQuota one = wanting(300);
    one.refill(1);

    // When, Then
    for (int i = 0; i < 3; i++) {
      assertThat(one.take(300)).isTrue();
      one.refill(1);
    }
    assertThat(one.take(101)).isFalse();
    assertThat(one.take(100)).isTrue();
  }

  @Test
  void whatIsMoreThanIsAtHandIsFetchedAlsoFromOneThatIsIdle() {
    // Given
    DailyQuota idle = wanting(300);
    DailyQuota busy = wanting(300);
    idle.refill(2);
    idle.take(1);
    idle.refill(2);
    busy.refill(2);

    // When
    nanos += 1;
    idle.refill(2);
    nanos += 11_000_000_000L;
    idle.refill(2);
    assertThat(busy.take(900)).as("it has to be fetched first").isFalse();
    busy.refill(2);

    // Then: a tenth of its part stays with the idle one
    assertThat(busy.take(900)).isTrue();
    assertThat(idle.take(50)).isTrue();
    assertThat(idle.take(50)).isFalse();
  }

  @Test
  void aSmallerQuotaHoldsAlsoForWhatWasTakenOfTheLargerOne() {
    // Given
    DailyQuota one = quota(8);
    one.refill(1);
    assertThat(one.take(1)).isTrue();

    // When
    one.change(6);

    // Then
    assertThat(takeAll(one, 1)).isEqualTo(5);
  }

  private DailyQuota wanting(long atHand) {
    return new DailyQuota(subject, 1_000, atHand, days, clock, () -> nanos, () -> {});
  }

  @Property
  void anotherUnitGoesOnFromWhatWasUsed(
      @ForAll @BigRange(min = "0", max = "100000000000000000000000000") BigInteger had,
      @ForAll @LongRange(min = 1, max = 1L << 60) long unit,
      @ForAll @LongRange(min = 0, max = 1L << 60) long quota,
      @ForAll @LongRange(min = 0, max = 1_000) long made,
      @ForAll @LongRange(min = -1_000, max = 1_000) long more) {
    // When
    DayLedger.Settled settled =
        DayLedger.Settled.of(had, BigInteger.valueOf(unit), quota, made, more);

    // Then: never more is granted than there is, and what is told is what is kept
    BigInteger all = BigInteger.valueOf(quota).multiply(BigInteger.valueOf(unit));
    DayLedger.Claimed claimed = settled.claimed();
    assertThat(claimed.granted()).isLessThanOrEqualTo(more);
    if (claimed.granted() > 0) {
      assertThat(settled.used()).isLessThanOrEqualTo(all);
    }
    assertThat(settled.used())
        .isEqualTo(
            had.add(BigInteger.valueOf(made + claimed.granted()).multiply(BigInteger.valueOf(unit)))
                .max(BigInteger.ZERO));
    assertThat(BigInteger.valueOf(claimed.left()).multiply(BigInteger.valueOf(unit)))
        .isLessThanOrEqualTo(all.subtract(settled.used()).max(BigInteger.ZERO));
  }
}
