package io.ridgeway.model.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class KeyPolicyTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String CONTRACT = "0x00000000000000000000000000000000000000aa";

  @Provide
  Arbitrary<KeyPolicy> policies() {
    Arbitrary<Set<String>> names =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(40)
            .set()
            .ofMaxSize(5);
    Arbitrary<OptionalInt> counts =
        Arbitraries.integers()
            .between(0, 1_000)
            .map(c -> c == 0 ? OptionalInt.empty() : OptionalInt.of(c));
    Arbitrary<Optional<BigInteger>> values =
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TWO.pow(200)).optional();
    return Combinators.combine(
            names, names, counts, counts, counts, values, values, hours().optional())
        .as(
            (contracts, functions, second, minute, day, most, perDay, hours) ->
                new KeyPolicy(
                    contracts,
                    functions,
                    new KeyPolicy.Rate(second, minute, day),
                    most,
                    perDay,
                    hours));
  }

  @Provide
  Arbitrary<KeyHours> hours() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 24 * 60 - 1).map(m -> LocalTime.of(m / 60, m % 60));
    return Combinators.combine(
            Arbitraries.of("UTC", "Europe/Berlin", "Asia/Shanghai", "America/New_York"),
            Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
            times,
            times)
        .filter((zone, days, from, to) -> !from.equals(to))
        .as((zone, days, from, to) -> new KeyHours(ZoneId.of(zone), days, from, to));
  }

  @Example
  void aSignatureIsComparedWithoutSpacesAndAnswersAndEveryOtherNameAsItIs() {
    // Given
    KeyPolicy policy =
        new KeyPolicy(
            Set.of(),
            Set.of(" put ", "get( uint256 ) returns (string)", "pay()"),
            KeyPolicy.Rate.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    // Then
    assertThat(policy.functions()).containsExactlyInAnyOrder("put", "get(uint256)", "pay()");
    assertThat(policy.against(KeyUse.query("a", "get(uint256) returns (bool)"), NOON)).isEmpty();
    assertThat(policy.against(KeyUse.query("a", "put"), NOON)).isEmpty();
    assertThat(policy.against(KeyUse.query("a", " pay ( )returns(uint256)"), NOON)).isEmpty();
    for (String other :
        new String[] {
          "pu t", " put", "get", "get(uint256,uint256)", "pa y()", "pay()returns(x", "pay() x"
        }) {
      assertThat(policy.against(KeyUse.query("a", other), NOON)).as(other).isPresent();
    }
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("policies") KeyPolicy policy) {
    assertThat(KeyPolicyText.read(KeyPolicyText.write(policy))).isEqualTo(policy);
  }

  @Property
  void everyMinuteIsWithinOrOutsideByTheClockOfThePlace(
      @ForAll("hours") KeyHours hours, @ForAll @LongRange(min = 0, max = 20_000_000) long minute) {
    // Given
    Instant moment = Instant.EPOCH.plusSeconds(minute * 60);
    var there = moment.atZone(hours.zone());
    int now = there.toLocalTime().toSecondOfDay();
    int from = hours.from().toSecondOfDay();
    int to = hours.to().toSecondOfDay();

    // When
    boolean today = hours.days().contains(there.getDayOfWeek());
    boolean yesterday = hours.days().contains(there.getDayOfWeek().minus(1));
    boolean expected =
        from < to
            ? today && now >= from && now < to
            : (today && now >= from) || (yesterday && now < to);

    // Then
    assertThat(hours.holds(moment)).isEqualTo(expected);
  }

  @Example
  void eachRuleIsNamed() {
    KeyPolicy policy =
        new KeyPolicy(
            Set.of(CONTRACT.toUpperCase(java.util.Locale.ROOT).replace("0X", "0x")),
            Set.of("0xa9059cbb"),
            KeyPolicy.Rate.NONE,
            Optional.of(BigInteger.TEN),
            Optional.empty(),
            Optional.of(KeyHours.parse("Europe/Berlin MON 08:00 18:30")));

    assertThat(policy.against(call(CONTRACT, "0xa9059cbb", 10), NOON)).isEmpty();
    assertThat(policy.against(KeyUse.READING, NOON)).isEmpty();
    assertThat(policy.against(KeyUse.READING, NOON.plusSeconds(43_200)))
        .hasValueSatisfying(why -> assertThat(why).contains("Europe/Berlin MON 08:00 18:30"));
    assertThat(policy.against(call("0x" + "b".repeat(40), "0xa9059cbb", 0), NOON))
        .contains("its policy doesn't list the contract 0x" + "b".repeat(40) + ".");
    assertThat(policy.against(call("", "", 0), NOON))
        .contains("its policy lists contracts, so it deploys none.");
    assertThat(policy.against(call(CONTRACT, "0x095ea7b3", 0), NOON))
        .contains("its policy doesn't list the function 0x095ea7b3.");
    assertThat(policy.against(call(CONTRACT, "", 0), NOON))
        .contains("its policy lists functions, and none is called.");
    assertThat(policy.against(call(CONTRACT, "0xa9059cbb", 11), NOON))
        .contains("its policy lets a transaction pay 10 at most, not 11.");
  }

  @Example
  void hoursOverMidnightBelongToTheDayOnWhichTheyBegin() {
    KeyHours hours = KeyHours.parse("UTC FRI 22:00 06:00");
    assertThat(hours.holds(Instant.parse("2026-03-06T23:00:00Z"))).isTrue();
    assertThat(hours.holds(Instant.parse("2026-03-07T05:59:00Z"))).isTrue();
    assertThat(hours.holds(Instant.parse("2026-03-07T06:00:00Z"))).isFalse();
    assertThat(hours.holds(Instant.parse("2026-03-06T05:00:00Z"))).isFalse();
  }

  @Example
  void whatMakesNoSenseIsRefused() {
    for (String hours :
        new String[] {
          "",
          "UTC MON 08:00",
          "Mars/Base MON 08:00 09:00",
          "UTC ALL 08:00 09:00",
          "UTC MON 8 9",
          "UTC MON 08:00 08:00",
          "UTC MON 08:00:30 09:00"
        }) {
      assertThatIllegalArgumentException().as(hours).isThrownBy(() -> KeyHours.parse(hours));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> rate(0));
    assertThatIllegalArgumentException().isThrownBy(() -> contracts(Set.of("two words")));
    assertThatIllegalArgumentException().isThrownBy(() -> contracts(Set.of("x".repeat(257))));
    Set<String> many =
        IntStream.range(0, KeyPolicy.MOST_NAMES + 1)
            .mapToObj(i -> "c" + i)
            .collect(Collectors.toSet());
    assertThatIllegalArgumentException().isThrownBy(() -> contracts(many));
    for (String text : new String[] {"x", "contracts a", "value 1\nvalue 2\n", "per-day 0\n"}) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> KeyPolicyText.read(text));
    }
  }

  private static KeyPolicy rate(int perSecond) {
    return new KeyPolicy(
        Set.of(),
        Set.of(),
        new KeyPolicy.Rate(OptionalInt.of(perSecond), OptionalInt.empty(), OptionalInt.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static KeyPolicy contracts(Set<String> contracts) {
    return new KeyPolicy(
        contracts,
        Set.of(),
        KeyPolicy.Rate.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static KeyUse call(String contract, String function, long value) {
    return KeyUse.transaction(contract, function, BigInteger.valueOf(value));
  }
}
