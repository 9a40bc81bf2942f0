package io.ridgeway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.limit.FakeShares.Gateway;
import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
  private static final int MINUTE = 60;

  private static void seconds(FakeShares all, int count) {
    for (int i = 0; i < count; i++) {
      all.advance(1_000);
      all.gateways().forEach(Gateway::pass);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SECONDS", "MINUTES"})
  void oneAloneLetsExactlySoManyThroughInEachWindow(ChronoUnit unit) {
    // Given
    SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-23T10:00:00Z"));
    Window window = new Window(unit, 3, clock);

    // When, Then
    for (int i = 0; i < 5; i++) {
      assertThat(IntStream.range(0, 10).filter(n -> window.take()).count()).isEqualTo(3);
      clock.advance(unit.getDuration().multipliedBy(1 + i));
    }
  }

  @Test
  void aClockThatGoesBackGivesNothingBack() {
    // Given
    SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-23T10:00:00Z"));
    Window window = new Window(ChronoUnit.SECONDS, 1, clock);

    // When, Then
    assertThat(window.take()).isTrue();
    clock.advance(Duration.ofSeconds(-60));
    assertThat(window.take()).isFalse();
    clock.advance(Duration.ofSeconds(61));
    assertThat(window.take()).isTrue();
  }

  @Test
  void whatAnotherRuleRefusedIsGivenBackAndAnotherRateHoldsAtOnce() {
    // Given
    SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-23T10:00:00Z"));
    Window window = new Window(ChronoUnit.MINUTES, 1, clock);

    // When, Then
    assertThat(window.take()).isTrue();
    window.giveBack();
    assertThat(window.take()).isTrue();
    assertThat(window.take()).isFalse();
    window.change(3);
    assertThat(window.take()).isTrue();
    assertThat(window.take()).isTrue();
    assertThat(window.take()).isFalse();
  }

  @Test
  void whatOneUsedOfAMinuteNobodyElseHasBeforeItIsOver() {
    // Given
    FakeShares all = new FakeShares(ChronoUnit.MINUTES, 60);
    Gateway first = all.start("g-0");
    Gateway second = all.start("g-1");
    seconds(all, MINUTE);
    int used = first.use(100);
    assertThat(used).isBetween(29, 30);

    // When: all the rest of the minute the other one wants more, and the first one nothing
    int more = 0;
    for (int i = 0; i < MINUTE - 1; i++) {
      more += second.use(5);
      seconds(all, 1);
    }

    // Then
    assertThat(used + more).isBetween(57, 61);

    // When: in the next minutes
    seconds(all, 1);
    more = 0;
    for (int i = 0; i < MINUTE; i++) {
      more += second.use(5);
      seconds(all, 1);
    }

    // Then: it has nearly all
    assertThat(more).isBetween(55, 60);
  }

  @Test
  void aRateOfOneIsNotLostAmongGateways() {
    // Given
    FakeShares all = new FakeShares(ChronoUnit.MINUTES, 1);
    List<Gateway> three = List.of(all.start("g-0"), all.start("g-1"), all.start("g-2"));
    seconds(all, MINUTE);

    // When: one is called all the time
    int let = 0;
    for (int i = 0; i < 100 * MINUTE; i++) {
      let += three.get(0).use(1);
      seconds(all, 1);
    }

    // Then: the others keep a little for first calls
    assertThat(let).isBetween(90, 101);

    // When: all are called
    let = 0;
    for (int i = 0; i < 100 * MINUTE; i++) {
      let += three.stream().mapToInt(gateway -> gateway.use(1)).sum();
      seconds(all, 1);
    }

    // Then
    assertThat(let).isBetween(95, 103);
  }

  @Test
  void withoutTheDatabaseEachGoesOnAsWithTheOtherLimits() {
    // Given
    FakeShares all = new FakeShares(ChronoUnit.SECONDS, 100);
    Gateway quiet = all.start("g-0");
    Gateway busy = all.start("g-1");
    seconds(all, 4);
    for (int i = 0; i < 5; i++) {
      busy.use(200);
      seconds(all, 1);
    }

    // When
    all.away(true);

    // Then: its share until the lease is over, an equal part, half of one, nothing
    assertThat(busy.use(200)).isGreaterThan(90);
    seconds(all, 28);
    assertThat(busy.use(200)).isBetween(50, 51);
    assertThat(quiet.use(200)).isLessThanOrEqualTo(11);
    seconds(all, 600);
    assertThat(busy.use(200)).isBetween(25, 26);
    seconds(all, 3_300);
    assertThat(busy.use(200)).isLessThanOrEqualTo(1);
    seconds(all, 1);
    assertThat(busy.use(200)).isZero();
  }

  @Property(tries = 200)
  void togetherNoMoreThanThereAreInAllWindowsAndOneEach(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int most) {
    // Given
    Random random = new Random(seed);
    ChronoUnit unit = random.nextBoolean() ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
    FakeShares world = new FakeShares(unit, most);
    int gateways = 1 + random.nextInt(4);
    for (int i = 0; i < gateways; i++) {
      world.start("g-" + i);
    }
    long millis = unit.getDuration().toMillis();
    long past = 0;
    long now = 0;

    // When
    for (int i = 0; i < 600; i++) {
      Gateway any = world.gateways().get(random.nextInt(gateways));
      switch (random.nextInt(8)) {
        case 0 -> any.loseAnswers(random.nextInt(3) == 0);
        // A lease that ends within the very minute in which all was used is the exception.
        case 1 -> any.holdUp(unit == ChronoUnit.SECONDS && random.nextInt(3) == 0);
        case 2, 3, 4 -> now += any.use(random.nextInt(2 * most + 1));
        default -> {
          long passes = random.nextInt(1_500);
          world.advance(passes);
          past += passes;
          any.pass();
        }
      }

      // Then
      long windows = past / millis + 1;
      assertThat(now)
          .as("step %s of seed %s", i, seed)
          .isLessThanOrEqualTo(windows * most + gateways);
    }
  }
}
