package io.ridgeway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderDeskTest {
  private final Office office = new Office();

  @Test
  void anOrderBringsANetworkItsOperationASubscriptionAndTheWorkToDo() {
    // Given
    Quote quote = office.quote("tea");

    // When
    Order order = office.orders.place(office.admin, office.tenant, quote.id(), true, "k", "d");

    // Then
    assertThat(order.placedBy()).isEqualTo("mei");
    assertThat(office.network(order.network()).state()).isEqualTo(new NetworkState.Requested());
    assertThat(office.network(order.network()).spec()).isEqualTo(quote.spec().accepting(true));
    assertThat(office.networks.operation(office.admin, office.tenant, order.operation()).kind())
        .isEqualTo(Operation.Kind.CREATE);
    office.store.runAsSystem(
        () -> {
          assertThat(office.store.schedule.dueNetworks()).containsExactly(order.network());
          assertThat(office.store.schedule.invoiceDue(order.subscription()))
              .contains(office.clock.instant());
          assertThat(office.store.orders.subscription(order.subscription()).orElseThrow().offer())
              .isEqualTo(quote.offer());
        });
    assertThat(office.done()).startsWith("order.place");
    assertThat(office.orders.get(office.viewer, office.tenant, order.id())).isEqualTo(order);
  }

  @Test
  void onlyAnAdministratorOrdersAndAStrangerSeesNoTenant() {
    // Given
    QuoteId quote = office.quote("tea").id();

    // When, Then
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> office.orders.place(office.developer, office.tenant, quote, true, "k", "d"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.orders.place(office.stranger, office.tenant, quote, true, "k", "d"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.orders.list(office.stranger, office.tenant, Page.Request.first()));
    assertNothingWasOrdered();
  }

  @Test
  void theSameKeyWithTheSameRequestGivesTheSameOrder() {
    // Given
    QuoteId quote = office.quote("tea").id();
    Order first = office.orders.place(office.admin, office.tenant, quote, true, "k", "d");
    // Also when the quote has expired meanwhile
    office.clock.advance(Duration.ofDays(100));

    // When
    Order again = office.orders.place(office.admin, office.tenant, quote, true, "k", "d");

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(office.orders.list(office.admin, office.tenant, Page.Request.first()).items())
        .containsExactly(first);
  }

  @Test
  void aKeyOfAnotherRequestAMissingOneAndALongOneAreRefused() {
    // Given
    office.order("tea");
    QuoteId quote = office.quote("rice").id();

    // When, Then
    Refused.as(
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        () -> office.orders.place(office.admin, office.tenant, quote, true, "key of tea", "d"));
    for (String key : Set.of("", " ", "k".repeat(256))) {
      Refused.as(
          ProblemType.IDEMPOTENCY_KEY_MISSING,
          () -> office.orders.place(office.admin, office.tenant, quote, true, key, "d"));
    }
    assertThat(office.orders.place(office.admin, office.tenant, quote, true, "k".repeat(255), "d"))
        .isNotNull();
  }

  @Test
  void whatMayNotSurviveASiteLossIsOrderedOnlyByWhoAcceptsThat() {
    // Given
    Quote quote = office.quote("tea");
    assertThat(quote.survivesSiteLoss()).isFalse();

    // When, Then
    Refused.as(
        ProblemType.SITE_LOSS_NOT_ACCEPTED,
        () -> office.orders.place(office.admin, office.tenant, quote.id(), false, "k", "d"));
    assertNothingWasOrdered();
  }

  @Test
  void aRefusedOrderLeavesItsKeyFree() {
    // Given
    QuoteId quote = office.quote("tea").id();
    office.framework.missing.add(new Violation("nodes", "No room."));
    Refused.as(
        ProblemType.INSUFFICIENT_CAPACITY,
        () -> office.orders.place(office.admin, office.tenant, quote, true, "k", "d"));
    assertNothingWasOrdered();

    // When
    office.framework.missing.clear();

    // Then
    assertThat(office.orders.place(office.admin, office.tenant, quote, true, "k", "d")).isNotNull();
  }

  @Test
  void anExpiredQuoteIsRefusedFromTheVeryMoment() {
    // Given
    Quote quote = office.quote("tea");
    office.clock.advance(Duration.between(office.clock.instant(), quote.validUntil()));

    // When, Then
    Refused.as(
        ProblemType.QUOTE_EXPIRED,
        () -> office.orders.place(office.admin, office.tenant, quote.id(), true, "k", "d"));
    assertNothingWasOrdered();
  }

  @Test
  void aQuoteOfAnotherTenantIsNotThere() {
    // Given
    QuoteId quote = office.quote("tea").id();
    var other = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.orders.place(office.stranger, other, quote, true, "k", "d"));
  }

  @Test
  void aCityNodeThatClosedSinceTheQuoteTakesNoOrder() {
    // Given
    QuoteId quote = office.quote("tea").id();
    office.closeCity();

    // When, Then
    assertThat(
            Refused.as(
                    ProblemType.INVALID_SPEC,
                    () -> office.orders.place(office.admin, office.tenant, quote, true, "k", "d"))
                .violations())
        .extracting(Violation::field)
        .containsExactly("cityNodes");
  }

  @Test
  void aNameIsTakenUntilItsNetworkIsDeleted() {
    // Given
    Order first = office.order("tea");
    QuoteId second = office.quote("tea").id();

    // When, Then
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.orders.place(office.admin, office.tenant, second, true, "k", "d"));
    office.store.runAsSystem(
        () ->
            office.store.networks.keep(
                office.store.networks.get(first.network()).with(new NetworkState.Deleted())));
    assertThat(office.orders.place(office.admin, office.tenant, second, true, "k", "d"))
        .isNotNull();
  }

  @Test
  void aQuoteIsOrderedOnceAlsoWhenItsFirstNetworkIsGone() {
    // Given
    Quote quote = office.quote("tea");
    Order first = office.orders.place(office.admin, office.tenant, quote.id(), true, "k", "d");
    office.store.runAsSystem(
        () ->
            office.store.networks.keep(
                office.store.networks.get(first.network()).with(new NetworkState.Deleted())));

    // When, Then
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.orders.place(office.admin, office.tenant, quote.id(), true, "another", "d"));
    assertThat(office.networks.list(office.admin, office.tenant, Page.Request.first()).items())
        .hasSize(1);
  }

  @Test
  void whereTheLawAsksTheTenantIsVerifiedFirstAndIsToldWhatComesNext() {
    // Given
    OrderDesk strict = office.ordersWith(Set.of("US"));
    QuoteId quote = office.quote("tea").id();

    // When, Then
    assertThat(refusedUnverified(strict, quote))
        .contains("under the law of US")
        .contains("Hand in");
    office.tenants.submit(office.admin, office.tenant, "Fuji Tea KK", "1", "Mei");
    assertThat(refusedUnverified(strict, quote)).contains("waits for an operator");
    office.tenants.decide(office.operator, office.tenant, false, "illegible");
    assertThat(refusedUnverified(strict, quote)).contains("was rejected");
    office.tenants.submit(office.admin, office.tenant, "Fuji Tea KK", "1", "Mei");
    office.tenants.decide(office.operator, office.tenant, true, "");
    assertThat(strict.place(office.admin, office.tenant, quote, true, "k", "d")).isNotNull();
  }

  @Test
  void whereTheLawDoesNotAskNobodyIsVerified() {
    assertThat(
            office
                .ordersWith(Set.of("CN"))
                .place(office.admin, office.tenant, office.quote("tea").id(), true, "k", "d"))
        .isNotNull();
    assertThat(refusedUnverified(office.ordersWith(Set.of("*")), office.quote("rice").id()))
        .contains("under the law of US");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.orders.get(office.admin, office.tenant, OrderId.next()));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.orders.place(office.admin, office.tenant, QuoteId.next(), true, "k", "d"));
  }

  private String refusedUnverified(OrderDesk desk, QuoteId quote) {
    return Refused.as(
            ProblemType.TENANT_NOT_VERIFIED,
            () -> desk.place(office.admin, office.tenant, quote, true, "key of " + quote, "d"))
        .detail();
  }

  private void assertNothingWasOrdered() {
    assertThat(office.orders.list(office.admin, office.tenant, Page.Request.first()).items())
        .isEmpty();
    assertThat(office.networks.list(office.admin, office.tenant, Page.Request.first()).items())
        .isEmpty();
    assertThat(office.store.asSystem(office.store.schedule::dueNetworks)).isEmpty();
  }
}
