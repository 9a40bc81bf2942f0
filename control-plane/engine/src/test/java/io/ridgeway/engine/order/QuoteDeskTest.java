package io.ridgeway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Violation;
import org.junit.jupiter.api.Test;

class QuoteDeskTest {
  private final Office office = new Office();

  @Test
  void aQuoteIsKeptAsItWasMadeAndCostsWhatTheLivePriceSaid() {
    // Given
    NetworkSpec spec = office.spec("tea");

    // When
    Quote quote = office.quotes.quote(office.viewer, office.tenant, spec, Term.ANNUAL, "USD");

    // Then
    assertThat(quote.offer())
        .isEqualTo(office.quotes.price(office.tenant, spec, Term.ANNUAL, "USD"));
    assertThat(quote.validUntil()).isAfter(office.clock.instant());
    assertThat(office.quotes.get(office.viewer, office.tenant, quote.id())).isEqualTo(quote);
    assertThat(office.quotes.list(office.viewer, office.tenant, Page.Request.first()).items())
        .containsExactly(quote);
  }

  @Test
  void whatCannotBeOrderedIsNotPriced() {
    // Given
    office.framework.wrong.add(new Violation("nodes.validator", "Three are too few."));

    // When, Then
    assertThat(
            Refused.as(
                    ProblemType.INVALID_SPEC,
                    () ->
                        office.quotes.price(office.tenant, office.spec("tea"), Term.ANNUAL, "USD"))
                .violations())
        .containsExactly(new Violation("nodes.validator", "Three are too few."));
    Refused.as(ProblemType.INVALID_SPEC, () -> office.quote("tea"));
    assertNothingIsKept();
  }

  @Test
  void everyReasonIsToldAtOnce() {
    // Given
    office.framework.wrong.add(new Violation("nodes.validator", "Three are too few."));
    office.closeCity();

    // When, Then
    assertThat(Refused.as(ProblemType.INVALID_SPEC, () -> office.quote("tea")).violations())
        .extracting(Violation::field)
        .containsExactly("nodes.validator", "cityNodes");
  }

  @Test
  void whatFindsNoRoomIsRefused() {
    // Given
    office.framework.missing.add(new Violation("storageGib", "No room."));

    // When, Then
    Refused.as(ProblemType.INSUFFICIENT_CAPACITY, () -> office.quote("tea"));
    assertNothingIsKept();
  }

  @Test
  void moreThanACityNodeGivesOneNetworkIsRefusedWithItsLimit() {
    // Given
    NetworkSpec spec = office.spec("tea");
    NetworkSpec fast =
        new NetworkSpec(
            spec.name(),
            spec.framework(),
            spec.tier(),
            spec.nodes(),
            spec.parameters(),
            spec.cityNodes(),
            1_001,
            spec.storageGib());

    // When, Then
    assertThat(
            Refused.as(
                    ProblemType.INVALID_SPEC,
                    () -> office.quotes.price(office.tenant, fast, Term.ANNUAL, "USD"))
                .detail())
        .contains("at most 1000 TPS")
        .contains("1001");
  }

  @Test
  void anUnknownFrameworkIsToldWithThoseThatThereAre() {
    // Given
    NetworkSpec spec = office.spec("tea");
    NetworkSpec unknown =
        new NetworkSpec(
            spec.name(),
            new Framework("abacus", "1"),
            spec.tier(),
            spec.nodes(),
            spec.parameters(),
            spec.cityNodes(),
            spec.tps(),
            spec.storageGib());

    // When, Then
    assertThat(
            Refused.as(
                    ProblemType.INVALID_SPEC,
                    () -> office.quotes.price(office.tenant, unknown, Term.ANNUAL, "USD"))
                .detail())
        .contains("abacus")
        .contains("ethereum");
  }

  @Test
  void aCurrencyThatTheBookDoesNotHaveIsRefused() {
    Refused.as(
        ProblemType.NOT_PRICED,
        () ->
            office.quotes.quote(
                office.viewer, office.tenant, office.spec("tea"), Term.ANNUAL, "XAU"));
    assertNothingIsKept();
  }

  @Test
  void aStrangerNeitherQuotesNorReads() {
    // Given
    QuoteId quote = office.quote("tea").id();

    // When, Then
    Refused.as(
        ProblemType.NOT_FOUND,
        () ->
            office.quotes.quote(
                office.stranger, office.tenant, office.spec("rice"), Term.ANNUAL, "USD"));
    Refused.as(
        ProblemType.NOT_FOUND, () -> office.quotes.get(office.stranger, office.tenant, quote));
    var own = office.tenants.signUp(office.stranger, "Other", "US").id();
    Refused.as(ProblemType.NOT_FOUND, () -> office.quotes.get(office.stranger, own, quote));
  }

  private void assertNothingIsKept() {
    assertThat(office.quotes.list(office.viewer, office.tenant, Page.Request.first()).items())
        .isEmpty();
  }
}
