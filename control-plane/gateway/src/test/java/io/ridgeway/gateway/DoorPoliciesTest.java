package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.PolicedDoor.Kind;
import io.ridgeway.gateway.PolicedDoor.Names;
import io.ridgeway.gateway.PolicedDoor.Said;
import io.ridgeway.model.key.KeyHours;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyUse;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of a key's policy holds at every door that signs: what is against it is refused with
 * the rule's name and signed by nobody, and what isn't is signed, with custody told of what.
 */
class DoorPoliciesTest {
  /** A rule of a policy, and how long it takes until it lets through again, where it counts. */
  enum Rule {
    PER_SECOND(Duration.ofSeconds(1)),
    PER_MINUTE(Duration.ofMinutes(1)),
    PER_DAY(Duration.ofDays(1));

    private final Duration unit;

    Rule(Duration unit) {
      this.unit = unit;
    }

    KeyPolicy.Rate most(int count) {
      return new KeyPolicy.Rate(
          this == PER_SECOND ? OptionalInt.of(count) : OptionalInt.empty(),
          this == PER_MINUTE ? OptionalInt.of(count) : OptionalInt.empty(),
          this == PER_DAY ? OptionalInt.of(count) : OptionalInt.empty());
    }
  }

  private static Stream<Arguments> doorsAndRates() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Rule.values()).map(rule -> Arguments.of(kind, rule)));
  }

  private static Stream<Kind> doorsThatPay() {
    return Stream.of(Kind.values()).filter(Kind::pays);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyTheContractsThatAreListed(Kind kind) {
    try (PolicedDoor door = kind.open()) {
      // Given
      limited(door, KeyPolicy.Rate.NONE, Optional.empty());

      // Then
      refused(door, () -> door.call(false, true, 0), "doesn't list the contract");
      let(door, () -> door.call(true, true, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyTheFunctionsThatAreListed(Kind kind) {
    try (PolicedDoor door = kind.open()) {
      // Given
      Names names = door.names();
      heard(
          door,
          new KeyPolicy(
              Set.of(names.contract()),
              Set.of(names.function()),
              KeyPolicy.Rate.NONE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));

      // Then
      refused(door, () -> door.call(true, false, 0), "doesn't list the function");
      let(door, () -> door.call(true, true, 0));
      assertThat(last(door).function()).isEqualTo(KeyPolicy.function(names.function()));
    }
  }

  @ParameterizedTest
  @MethodSource("doorsAndRates")
  void onlySoOften(Kind kind, Rule rule) {
    try (PolicedDoor door = kind.open()) {
      // Given
      limited(door, rule.most(2), Optional.empty());

      // When
      let(door, () -> door.call(true, true, 0));
      let(door, () -> door.call(true, true, 0));

      // Then
      refused(door, () -> door.call(true, true, 0), "be used 2 times a ");

      // When
      door.clock.set(door.clock.instant().plus(rule.unit));

      // Then
      let(door, () -> door.call(true, true, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyAtTheHours(Kind kind) {
    try (PolicedDoor door = kind.open()) {
      // Given
      limited(
          door,
          KeyPolicy.Rate.NONE,
          Optional.of(KeyHours.parse("Europe/Berlin MON,TUE,WED 08:00 18:30")));

      // Then
      let(door, () -> door.call(true, true, 0));
      for (Duration later : new Duration[] {Duration.ofHours(6), Duration.ofDays(1)}) {
        door.clock.set(PolicedDoor.NOON.plus(later));
        refused(door, () -> door.call(true, true, 0), "only at these hours: Europe/Berlin");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("doorsThatPay")
  void onlySoMuchAtOnceAndInADay(Kind kind) {
    try (PolicedDoor door = kind.open()) {
      // Given
      heard(
          door,
          new KeyPolicy(
              Set.of(door.names().contract()),
              Set.of(),
              KeyPolicy.Rate.NONE,
              Optional.of(BigInteger.valueOf(16)),
              Optional.of(BigInteger.valueOf(20)),
              Optional.empty()));

      // Then
      refused(door, () -> door.call(true, true, 17), "pay 16 at most, not 17");
      let(door, () -> door.call(true, true, 16));
      assertThat(last(door).value()).isEqualTo(16);
      refused(door, () -> door.call(true, true, 5), "pay 20 at most; 4 of it can be paid here now");
      let(door, () -> door.call(true, true, 4));

      // When
      door.clock.set(PolicedDoor.NOON.plus(Duration.ofDays(1)));

      // Then
      let(door, () -> door.call(true, true, 5));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingByAKeyThatIsDisabled(Kind kind) {
    try (PolicedDoor door = kind.open()) {
      // Given
      door.decide(KeyPolicy.NONE, KeyLife.FRESH.disabled(PolicedDoor.NOON));
      TestGateway.await(() -> door.call(true, true, 0).words().contains("is disabled since"));

      // Then
      refused(door, () -> door.call(true, true, 0), "is disabled since");
    }
  }

  /** The key is limited to the first contract, and by these. */
  private static void limited(PolicedDoor door, KeyPolicy.Rate rate, Optional<KeyHours> hours) {
    heard(
        door,
        new KeyPolicy(
            Set.of(door.names().contract()),
            Set.of(),
            rate,
            Optional.empty(),
            Optional.empty(),
            hours));
  }

  /** Until the gateway has heard of it, the other contract is called. */
  private static void heard(PolicedDoor door, KeyPolicy policy) {
    door.decide(policy, KeyLife.FRESH);
    TestGateway.await(
        () -> door.call(false, true, 0).words().contains("doesn't list the contract"));
  }

  private static void refused(PolicedDoor door, Supplier<Said> call, String why) {
    int before = door.uses().size();
    Said said = call.get();
    assertThat(said.let()).isFalse();
    assertThat(said.words()).contains(why);
    assertThat(door.uses()).hasSize(before);
  }

  private static void let(PolicedDoor door, Supplier<Said> call) {
    int before = door.uses().size();
    Said said = call.get();
    // Of a day nothing is at hand yet just after it began.
    for (int i = 0; i < 500 && said.words().contains("being divided among the gateways"); i++) {
      TestGateway.sleep();
      said = call.get();
    }
    assertThat(said.let()).as(said.words()).isTrue();
    assertThat(door.uses()).hasSizeGreaterThan(before);
    assertThat(last(door).kind()).isEqualTo(KeyUse.Kind.TRANSACTION);
    assertThat(last(door).contract()).isEqualTo(door.names().contract());
  }

  private static KeyUse last(PolicedDoor door) {
    return door.uses().get(door.uses().size() - 1);
  }
}
