package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  private static final long TRILLION = 1_000_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "23.895, CNY, 23.90",
    "23.885, CNY, 23.89",
    "23.894999, CNY, 23.89",
    "-23.895, CNY, -23.90",
    "0.004999, USD, 0.00",
    "12.5, JPY, 13",
    "1.2345, KWD, 1.235"
  })
  void roundsHalfUpToTheMinorUnit(String value, String currency, String expected) {
    // When
    Amount rounded = Amount.of(value, currency).rounded();

    // Then
    assertThat(rounded).hasToString(expected + " " + currency);
  }

  @Test
  void roundsWhatIsBelowAMicroUnitHalfUp() {
    assertThat(new Amount(3, "CNY").times(new BigDecimal("0.5"))).isEqualTo(new Amount(2, "CNY"));
    assertThat(new Amount(-3, "CNY").times(new BigDecimal("0.5"))).isEqualTo(new Amount(-2, "CNY"));
    assertThat(new Amount(3, "CNY").times(new BigDecimal("0.49"))).isEqualTo(new Amount(1, "CNY"));
  }

  @Test
  void refusesToReckonWithAnotherCurrency() {
    assertThatThrownBy(() -> cny("1").plus(usd("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("can't reckon CNY with USD; convert one first");
    assertThatThrownBy(() -> cny("1").minus(usd("1"))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Amount.sum(List.of(usd("1")), "CNY"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"XYZ", "cny", "''", "XXX", "XAU"})
  void refusesWhatIsNoCurrencyOfMoney(String currency) {
    assertThatThrownBy(() -> new Amount(1, currency)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToOverflowOrToLoseDigits() {
    assertThatThrownBy(() -> new Amount(Long.MAX_VALUE, "CNY").plus(new Amount(1, "CNY")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Amount(Long.MIN_VALUE, "CNY").minus(new Amount(1, "CNY")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Amount(Long.MAX_VALUE, "CNY").times(2))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> cny("0.0000001")).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void showsItselfAsTheLocaleDoes() {
    assertThat(usd("1569.24").format(Locale.US)).isEqualTo("1,569.24\u00a0USD");
    assertThat(usd("1569.24").format(Locale.GERMANY)).isEqualTo("1.569,24\u00a0USD");
    assertThat(cny("871.8").format(Locale.SIMPLIFIED_CHINESE)).isEqualTo("871.80\u00a0CNY");
    assertThat(usd("0.1875").format(Locale.US)).isEqualTo("0.19\u00a0USD");
    assertThat(usd("0.1875").formatExact(Locale.US)).isEqualTo("0.1875\u00a0USD");
    assertThat(Amount.of("1200", "JPY").format(Locale.US)).isEqualTo("1,200\u00a0JPY");
  }

  @Test
  void isJavaMoneyAtTheEdge() {
    // When
    var money = usd("130.77").toMonetary();

    // Then
    assertThat(money.getCurrency().getCurrencyCode()).isEqualTo("USD");
    assertThat(money.getNumber().numberValueExact(BigDecimal.class)).isEqualByComparingTo("130.77");
  }

  @Property
  void addingAndTakingAwayComesBack(
      @ForAll @LongRange(min = -TRILLION, max = TRILLION) long a,
      @ForAll @LongRange(min = -TRILLION, max = TRILLION) long b) {
    Amount one = new Amount(a, "CNY");
    Amount other = new Amount(b, "CNY");

    assertThat(one.plus(other).minus(other)).isEqualTo(one);
    assertThat(one.plus(other)).isEqualTo(other.plus(one));
  }

  @Property
  void theSumLosesNoMicro(
      @ForAll @Size(max = 20) List<@LongRange(min = -TRILLION, max = TRILLION) Long> parts) {
    List<Amount> amounts = parts.stream().map(part -> new Amount(part, "USD")).toList();

    assertThat(Amount.sum(amounts, "USD").micros())
        .isEqualTo(parts.stream().mapToLong(Long::longValue).sum());
  }

  @Property
  void roundingMovesByHalfAMinorUnitAtMostAndOnlyOnce(
      @ForAll @LongRange(min = -TRILLION, max = TRILLION) long micros) {
    Amount amount = new Amount(micros, "CNY");

    assertThat(Math.abs(amount.rounded().minus(amount).micros())).isLessThanOrEqualTo(5_000);
    assertThat(amount.rounded().micros() % 10_000).isZero();
    assertThat(amount.rounded().rounded()).isEqualTo(amount.rounded());
  }

  @Property
  void itsValueIsExact(@ForAll long micros) {
    Amount amount = new Amount(micros, "CNY");

    assertThat(Amount.of(amount.value(), "CNY")).isEqualTo(amount);
  }
}
