package io.ridgeway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.limit.FakeShares.Gateway;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final long LIMIT = 100_000;
  private final FakeShares all = new FakeShares(LIMIT);

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      all.advance(1_000);
      all.gateways().forEach(Gateway::pass);
    }
  }

  private void demand(Gateway gateway, int aSecond, int seconds) {
    for (int i = 0; i < seconds; i++) {
      gateway.asked(aSecond);
      seconds(1);
    }
  }

  @Test
  void oneAloneHasAllOfIt() {
    // When
    Gateway only = all.start("g-0");
    only.pass();

    // Then
    assertThat(only.usable()).isEqualTo(LIMIT);
  }

  @Test
  void aSecondOneHasHalfOfItWithinASecondOrTwo() {
    // Given
    Gateway first = all.start("g-0");
    first.pass();

    // When
    Gateway second = all.start("g-1");
    second.pass();
    assertThat(second.usable()).isZero();
    seconds(2);

    // Then
    assertThat(first.usable()).isEqualTo(LIMIT / 2);
    assertThat(second.usable()).isEqualTo(LIMIT / 2);
  }

  @Test
  void movesToWhereTheCallsAre() {
    // Given
    Gateway quiet = all.start("g-0");
    Gateway busy = all.start("g-1");
    Gateway third = all.start("g-2");
    seconds(4);

    // When: more than all of it is asked for at one
    demand(busy, 150, 4);

    // Then: all but a little, so that the first calls elsewhere pass
    assertThat(busy.usable()).isGreaterThan(LIMIT * 9 / 10);
    assertThat(quiet.usable()).isBetween(LIMIT / 40, LIMIT / 20);
    assertThat(quiet.usable() + busy.usable() + third.usable()).isGreaterThan(LIMIT - 10);

    // When: the others want some, too
    for (int i = 0; i < 4; i++) {
      quiet.asked(20);
      third.asked(150);
      demand(busy, 150, 1);
    }

    // Then: who wants little has it, and the rest is shared alike
    assertThat(quiet.usable()).isBetween(20_000L, 26_000L);
    assertThat(busy.usable()).isBetween(36_000L, 40_000L);
    assertThat(Math.abs(busy.usable() - third.usable())).isLessThan(1_000);
  }

  @Test
  void withoutTheDatabaseASharesStaysUntilItsLeaseIsOverAndIsAnEqualPartThen() {
    // Given
    Gateway quiet = all.start("g-0");
    Gateway busy = all.start("g-1");
    seconds(4);
    demand(busy, 150, 4);
    long before = busy.usable();

    // When
    all.away(true);
    seconds(26);

    // Then
    assertThat(busy.usable()).isEqualTo(before).isGreaterThan(LIMIT * 9 / 10);
    seconds(2);
    assertThat(busy.usable()).isEqualTo(LIMIT / 2);
    assertThat(quiet.usable()).isLessThanOrEqualTo(LIMIT / 10);

    // When: ten minutes later it has half of that, also an hour later
    seconds(500);
    assertThat(busy.usable()).isEqualTo(LIMIT / 2);
    seconds(100);
    assertThat(busy.usable()).isEqualTo(LIMIT / 4);
    seconds(3_000);
    assertThat(busy.usable()).isEqualTo(LIMIT / 4);

    // When: nothing in the end, as nobody can have it before
    seconds(300);
    assertThat(busy.usable()).isZero();
    all.away(false);
    demand(busy, 150, 4);

    // Then
    assertThat(busy.usable()).isGreaterThan(LIMIT * 9 / 10);
  }

  @Test
  void whatOneThatDiedHadGoesToTheOthers() {
    // Given
    Gateway dies = all.start("g-0");
    Gateway stays = all.start("g-1");
    seconds(4);
    demand(dies, 150, 4);

    // When
    all.kill(dies);
    demand(stays, 150, 31);

    // Then: all but its equal part, which it would have if it were only cut off
    assertThat(stays.usable()).isEqualTo(LIMIT / 2);

    // When: ten minutes and an hour without a word
    demand(stays, 150, (int) (Shares.STEADY_MILLIS / 1_000) - 31);
    assertThat(stays.usable()).isEqualTo(LIMIT / 2);
    demand(stays, 150, 2);
    assertThat(stays.usable()).isEqualTo(LIMIT * 3 / 4);
    demand(stays, 150, (int) (Shares.OUTAGE_MILLIS - Shares.STEADY_MILLIS) / 1_000);

    // Then
    assertThat(stays.usable()).isEqualTo(LIMIT);
  }

  @Test
  void oneThatWasAloneAndDiedLeavesHalfOnceItsLeaseIsOver() {
    // Given
    Gateway alone = all.start("g-0");
    alone.pass();
    all.kill(alone);

    // When
    Gateway next = all.start("g-1");
    demand(next, 150, 25);
    assertThat(next.usable()).isZero();
    demand(next, 150, 10);

    // Then
    assertThat(next.usable()).isEqualTo(LIMIT / 2);
  }

  @Test
  void oneWhoseClockIsBehindGoesOnWithTheNumbersThatItHad() {
    // Given
    Gateway before = all.start("g-0", 1_000_000);
    before.pass();

    // When
    Gateway again = all.start("g-0", 5);
    again.pass();
    again.pass();

    // Then
    assertThat(again.usable()).isEqualTo(LIMIT);
  }

  @Test
  void oneThatSaysGoodbyeLeavesAllAtOnce() {
    // Given
    Gateway goes = all.start("g-0");
    Gateway stays = all.start("g-1");
    seconds(4);

    // When
    all.close(goes);
    demand(stays, 10, 2);

    // Then
    assertThat(stays.usable()).isEqualTo(LIMIT);
  }

  @Test
  void anotherLimitHoldsAtOnceForWhatThereIsLess() {
    // Given
    Gateway one = all.start("g-0");
    Gateway two = all.start("g-1");
    seconds(4);

    // When
    all.limit(LIMIT / 10);

    // Then
    assertThat(one.usable() + two.usable()).isEqualTo(LIMIT / 10);
    all.limit(LIMIT * 2);
    seconds(3);
    assertThat(one.usable() + two.usable()).isEqualTo(LIMIT * 2);
  }

  @Property(tries = 300)
  void neverMoreThanTheLimitWhateverHappens(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    FakeShares world = new FakeShares(1 + random.nextInt(1_000_000));
    int most = 1 + random.nextInt(5);

    // When, Then
    for (int i = 0; i < 300; i++) {
      step(world, random, most);
      assertThat(world.used()).as("step %s of seed %s", i, seed).isLessThanOrEqualTo(world.limit());
    }
  }

  private static void step(FakeShares world, Random random, int most) {
    List<Gateway> there = List.copyOf(world.gateways());
    Gateway any = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
    switch (any == null ? 0 : random.nextInt(15)) {
      case 0 -> {
        if (there.size() < most) {
          String name = "g-" + random.nextInt(most);
          if (random.nextInt(4) == 0) {
            world.start(name, random.nextInt(1_000));
          } else {
            world.start(name);
          }
        }
      }
      case 1 -> world.kill(any);
      case 2 -> world.close(any);
      case 3 -> world.away(random.nextBoolean());
      case 4 -> any.loseAnswers(random.nextBoolean());
      case 5 -> any.holdUp(random.nextBoolean());
      case 6, 7 -> any.asked(random.nextInt(2_000));
      case 8 -> world.advance(random.nextInt(40_000));
      case 9 -> any.cutOff(random.nextBoolean());
      case 10 -> world.advance(random.nextInt(random.nextBoolean() ? 900_000 : 5_000_000));
      default -> {
        world.advance(random.nextInt(2_000));
        any.pass();
      }
    }
  }

  @Property
  void aTargetIsNeverMoreThanWhatIsFree(
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long limit,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long demand,
      @ForAll @Size(max = 6) List<@LongRange(min = 0, max = 1_000_000_000) Long> others) {
    // When
    Apportionment.Settled settled =
        Apportionment.settle(
            new ShareLedger.Ask("s", limit, 0, 0, demand),
            others.stream().map(held -> new Apportionment.Other(held / 7, held)).toList(),
            others.size() + 1);

    // Then
    long held = others.stream().mapToLong(each -> each / 7).sum();
    assertThat(settled.grant().share()).isBetween(0L, Math.max(0, limit - held));
    assertThat(settled.grant().fallback())
        .isBetween(0L, Math.min(settled.grant().share(), limit / (others.size() + 1)));
  }
}
