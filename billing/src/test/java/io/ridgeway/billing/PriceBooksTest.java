package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBooksTest {
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

  private final PriceBook first = Samples.book();

  @Test
  void findsTheBookInForceThen() {
    // Given
    PriceBook second = next("test-2", "2027-01-01", "2028-01-01");

    // When
    PriceBooks books = PriceBooks.of(List.of(second, first));

    // Then
    assertThat(books.versions()).containsExactly(first, second);
    assertThat(books.at(first.validFrom())).isEqualTo(first);
    assertThat(books.at(NEW_YEAR.minusNanos(1))).isEqualTo(first);
    assertThat(books.at(NEW_YEAR)).isEqualTo(second);
    assertThat(books.version("test-2")).contains(second);
    assertThat(books.version("test-3")).isEmpty();
  }

  @Test
  void refusesAMomentOutsideAllBooks() {
    // Given
    PriceBooks books = PriceBooks.of(List.of(first));

    // Then
    assertThatThrownBy(() -> books.at(NEW_YEAR))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.NOT_PRICED))
        .hasMessage(
            "No price book is in force at 2027-01-01T00:00:00Z: the operator must publish one.");
    assertThatThrownBy(() -> books.at(first.validFrom().minusNanos(1))).isInstanceOf(Refusal.class);
  }

  @Test
  void refusesAGapBetweenTwoBooks() {
    assertThatThrownBy(
            () -> PriceBooks.of(List.of(first, next("test-2", "2027-02-01", "2028-01-01"))))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "No price book is in force from 2027-01-01T00:00:00Z to 2027-02-01T00:00:00Z; let"
                + " test-1 be valid to 2027-02-01T00:00:00Z.");
  }

  @Test
  void refusesAnOverlapOfTwoBooks() {
    assertThatThrownBy(
            () -> PriceBooks.of(List.of(first, next("test-2", "2026-12-01", "2028-01-01"))))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "Price books test-1 and test-2 overlap; let test-1 be valid to 2026-12-01T00:00:00Z.");
    PriceBook open = PriceBook.parse(Samples.yaml("[]", "0").replace("validTo: 2027-01-01\n", ""));
    assertThatThrownBy(
            () -> PriceBooks.of(List.of(open, next("test-2", "2027-01-01", "2028-01-01"))))
        .hasMessageContaining("overlap");
  }

  @Test
  void refusesTwoBooksOfOneNameAndNoBookAtAll() {
    assertThatThrownBy(
            () -> PriceBooks.of(List.of(first, next("test-1", "2027-01-01", "2028-01-01"))))
        .hasMessage("Two price books are named test-1; rename one.");
    assertThatThrownBy(() -> PriceBooks.of(List.of()))
        .hasMessage("There is no price book; add one.");
  }

  @Test
  void theShippedBookStaysInForceAndDatesItsComparison() {
    // When
    PriceBook book = PriceBooks.shipped().at(Instant.parse("2031-06-01T00:00:00Z"));

    // Then
    assertThat(book.version()).isEqualTo("2026-1");
    assertThat(book.comparisons())
        .singleElement()
        .satisfies(
            azure -> {
              assertThat(azure.perMonth()).isEqualTo(usd("733.92"));
              assertThat(azure.label()).contains("Azure", "3 nodes, 250 GB, East US");
              assertThat(azure.date()).isEqualTo("2020");
              assertThat(azure.note()).contains("retired in September 2021");
            });
  }

  private static PriceBook next(String version, String from, String to) {
    return PriceBook.parse(
        Samples.yaml("[]", "0")
            .replace("validTo: 2027-01-01", "validTo: " + to)
            .replace("validFrom: 2026-01-01", "validFrom: " + from)
            .replace("version: test-1", "version: " + version));
  }
}
