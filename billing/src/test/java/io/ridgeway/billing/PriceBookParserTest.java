package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookParserTest {
  private static final String GOOD = yaml("[{from: 10, to: 20, price: 2}]", "0.05");

  @Test
  void readsEveryField() {
    // When
    PriceBook book = PriceBook.parse(GOOD);

    // Then
    assertThat(book.version()).isEqualTo("test-1");
    assertThat(book.validFrom()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(book.validTo()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(book.quoteValidityDays()).isEqualTo(30);
    assertThat(book.exchange())
        .isEqualTo(
            Map.of(
                "USD", new ExchangeRate("USD", new BigDecimal("0.15"), LocalDate.of(2026, 1, 1))));
    assertThat(book.discounts())
        .isEqualTo(Map.of(Term.MONTHLY, BigDecimal.ZERO, Term.ANNUAL, new BigDecimal("0.05")));
    assertThat(book.rates()).hasSize(1);
    assertThat(book.comparisons()).isEmpty();
  }

  /** Each row changes one thing of a good book. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from: 10, to: 20 | from: 12, to: 20 | line 21, rates[0].tps[0].from: TPS 11 to 12 have no"
            + " price; let the band start from 10.",
        "from: 10, to: 20 | from: 8, to: 20 | line 21, rates[0].tps[0].from: TPS 9 to 10 have two"
            + " prices; let the band start from 10.",
        "to: 20, price: 2} | to: 20, price: 2}, {from: 25, to: 30, price: 1} | line 21,"
            + " rates[0].tps[1].from: TPS 21 to 25 have no price; let the band start from 20.",
        "from: 10, to: 20 | from: 10, to: 10 | line 21, rates[0].tps[0]: a TPS band ends above its"
            + " start; let 'to' exceed 'from'.",
        "40.60 | -40.60 | line 18, rates[0].perNodeMonth: '-40.60' is not a number from 0 up with"
            + " at most 6 decimals; write one, such as 1.25.",
        "40.60 | 1e9 | line 18, rates[0].perNodeMonth: '1e9' is not a number from 0 up with at most"
            + " 6 decimals; write one, such as 1.25.",
        "1.25 | 1.2500001 | line 20, rates[0].perGibMonth: '1.2500001' is not a number from 0 up"
            + " with at most 6 decimals; write one, such as 1.25.",
        "currency: CNY | currency: XYZ | line 4, currency: 'XYZ' is not a known currency; use an"
            + " ISO 4217 code such as CNY or USD.",
        "currency: USD | currency: usd | line 7, exchange[0].currency: 'usd' is not a known"
            + " currency; use an ISO 4217 code such as CNY or USD.",
        "perUnit: 0.15 | perUnit: 0 | line 7, exchange[0]: an exchange rate is not above zero; give"
            + " one such as 0.15.",
        "tier: dedicated | tier: Dedicated | line 17, rates[0].tier: 'Dedicated' is not known; use"
            + " one of [dedicated, shared].",
        "cityNode: us-california-1 | cityNode: US_1 | line 15, rates[0].cityNode: 'US_1' is not a"
            + " city node's name such as local-1.",
        "framework: ethereum | framework: 7 | line 15, rates[0]: framework must be 1 to 32 of a-z,"
            + " 0-9 and '-', start with a letter and end with a letter or digit.",
        "includedTps: 10 | includedTps: ten | line 19, rates[0].includedTps: 'ten' is not a whole"
            + " number from 0 up; write one, such as 10.",
        "includedTps: 10 | includedTps: | line 15, rates[0].includedTps: is missing; add it.",
        "validTo: 2027-01-01 | validTo: 2026-01-01 | line 1: validTo is not after validFrom; let it"
            + " be later.",
        "validFrom: 2026-01-01 | validFrom: January | line 2, validFrom: 'January' is not a day or"
            + " an instant; write one such as 2026-01-01 (UTC) or 2026-01-01T08:00:00Z.",
        "quoteValidityDays: 30 | quoteValidityDays: 0 | line 1: a quote is valid for at least one"
            + " day; give 1 or more.",
        "discount: 0.05 | discount: 1 | line 1: the discount of annual terms is not from 0 to below"
            + " 1, such as 0.1.",
        "term: monthly | term: annual | line 10, terms[1].term: is there twice; remove one.",
        "term: monthly | term: weekly | line 9, terms[0].term: 'weekly' is not known; use one of"
            + " [monthly, annual].",
        "version: test-1 | version: [a] | line 1, version: must be a single value.",
        "version: test-1 | version: ' ' | line 1, version: ' ' is not a text; write one.",
        "version: test-1 | name: test-1 | line 1, version: is missing; add it.",
        "[{from: 10, to: 20, price: 2}] | {from: 10} | line 21, rates[0].tps: must be a list; begin"
            + " each item with '-'.",
        "overage: | surplus: | line 1, overage: is missing; add it.",
        "rates: | rows: | line 1, rates: is missing; add it.",
        "asOf: 2026-01-01 | asOf: 2026-13-01 | line 7, exchange[0].asOf: '2026-13-01' is not a day"
            + " such as 2026-01-01."
      })
  void saysWhereAndWhatIsWrongAndWhatToDo(String original, String changed, String message) {
    assertThat(faults(GOOD.replaceFirst(Pattern.quote(original), changed))).contains(message);
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceWithItsPath() {
    // When
    Refusal refusal =
        refusal(GOOD.replace("40.60", "-1").replace("1.25", "x").replace("0.02", "y"));

    // Then
    assertThat(refusal.type()).isEqualTo(ProblemType.INVALID);
    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactly(
            "overage.perThousandCalls", "rates[0].perNodeMonth", "rates[0].perGibMonth");
  }

  @Test
  void saysWhatBecameOfAPriceThatWasRenamed() {
    assertThat(faults(GOOD.replace("tier: dedicated", "tier: dedicated\n    perContractMonth: 9")))
        .isEqualTo(
            "line 18, rates[0].perContractMonth: is now perContractServiceMonth, for one service of"
                + " a contract, of which there is one at each member of the host; rename it, and"
                + " halve it if your hosts have two members.");
  }

  @Test
  void refusesAnUnknownFieldWhereverItStands() {
    assertThat(faults(GOOD + "colour: red\n"))
        .isEqualTo("line 22, colour: is not a known field; remove it or correct its name.");
    assertThat(faults(GOOD.replace("price: 2}", "price: 2, prize: 3}")))
        .isEqualTo(
            "line 21, rates[0].tps[0].prize: is not a known field; remove it or correct its name.");
    assertThat(faults(GOOD.replace("tier: dedicated", "tier: dedicated\n    tier: dedicated")))
        .isEqualTo("line 18, rates[0].tier: is there twice; remove one.");
  }

  @Test
  void refusesTwoRowsForOneThing() {
    // Given
    String row = GOOD.substring(GOOD.indexOf("  - cityNode"));

    // Then
    assertThat(faults(GOOD + row))
        .isEqualTo(
            "line 22, rates[1]: a dedicated ethereum network at us-california-1 has two rows;"
                + " remove one.");
    String usd = "  - { currency: USD, perUnit: 0.15, asOf: 2026-01-01 }\n";
    assertThat(faults(GOOD.replace(usd, usd + usd)))
        .isEqualTo("line 8, exchange[1].currency: USD has two rates; remove one.");
  }

  @Test
  void refusesABookWithoutRowsOrTerms() {
    assertThat(faults(GOOD.substring(0, GOOD.indexOf("rates:")) + "rates: []\n"))
        .isEqualTo("line 1: a book has at least one row and one term; add one.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | The price book is empty; begin with its version.",
        "just text | line 1: must be a mapping of fields to values.",
        "'- a' | line 1: must be a mapping of fields to values.",
        "'version: [a' | line 1: not YAML, expected ',' or ']', but got <stream end>; correct it"
            + " there.",
        "'a: &x 1\nb: *x' | line 2: an alias (*) is used; write it out."
      })
  void refusesWhatIsNoBook(String yaml, String message) {
    assertThat(faults(yaml)).contains(message);
  }

  @Test
  void refusesAFileThatIsTooLong() {
    assertThat(faults("version: " + "x".repeat(1_000_001)))
        .isEqualTo(
            "The price book can't be read as YAML: give text of at most 1000000 characters without"
                + " control characters.");
    assertThat(faults("version: \u0001")).contains("without control characters");
  }

  private static String faults(String yaml) {
    return refusal(yaml).detail();
  }

  private static Refusal refusal(String yaml) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> PriceBook.parse(yaml));
    assertThat(refusal).as("the book was accepted").isNotNull();
    return refusal;
  }
}
