package io.ridgeway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.EndedTerms.EndedTerm;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndedTermsTest {
  private final Office office = new Office();
  private final Order tea = office.order("tea");

  @Test
  void aNetworkWhoseTermIsOverIsListedAndRunsOn() {
    // Given
    endTermOf(tea);
    Order rice = office.order("rice");

    // Then
    assertThat(listed()).containsExactly(tea.network());
    assertThat(office.network(tea.network()).desire()).isEqualTo(Network.Desire.RUNNING);
    assertThat(term(tea).over()).isTrue();
    assertThat(term(rice).over()).isFalse();
    assertThat(term(rice).subscription().to()).isAfter(office.clock.instant());
  }

  @Test
  void itIsListedFromTheFirstMomentThatWasNotBought() {
    // When
    office.clock.advance(
        Duration.between(office.clock.instant(), term(tea).subscription().to().minusNanos(1)));

    // Then
    assertThat(listed()).isEmpty();
    assertThat(term(tea).over()).isFalse();

    // When
    office.clock.advance(Duration.ofNanos(1));

    // Then
    assertThat(listed()).containsExactly(tea.network());
    assertThat(term(tea).over()).isTrue();
  }

  @Test
  void oneThatIsDeletedIsNotListed() {
    // Given
    endTermOf(tea);

    // When
    office.networks.delete(office.admin, office.tenant, tea.network());

    // Then
    assertThat(listed()).isEmpty();
    assertThat(term(tea).over()).isFalse();
  }

  @Test
  void theEndOfATermIsInTheAuditTrailOnceAndANetworkThatWasDeletedBeforeHasNone() {
    // Given
    Order rice = office.order("rice");
    office.networks.delete(office.admin, office.tenant, rice.network());

    // When
    endTermOf(tea);
    office.invoices.issueDue(tea.subscription());
    office.invoices.issueDue(rice.subscription());

    // Then
    List<AuditEvent> ends =
        office.store.asSystem(() -> office.store.audit.list(Page.Request.first())).items().stream()
            .filter(e -> e.action().equals("subscription.end"))
            .toList();
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).subject()).isEqualTo(tea.subscription().value());
    assertThat(ends.get(0).detail()).contains(tea.network().value(), "runs on");
  }

  @Test
  void longListsHaveSeveralPages() {
    // Given
    Order rice = office.order("rice");
    endTermOf(tea);
    endTermOf(rice);

    // When
    Page<EndedTerm> first = page(Optional.empty());
    Page<EndedTerm> second = page(first.next());

    // Then
    assertThat(first.items()).extracting(e -> e.network().id()).containsExactly(rice.network());
    assertThat(second.items()).extracting(e -> e.network().id()).containsExactly(tea.network());
    assertThat(second.next()).isEmpty();
  }

  @Test
  void operatorsAloneSeeTheListAndMembersTheirOwn() {
    // Given
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // Then
    Refused.as(
        ProblemType.FORBIDDEN, () -> office.endedTerms.list(office.admin, Page.Request.first()));
    assertThat(office.endedTerms.of(office.viewer, office.tenant, tea.network())).isPresent();
    Refused.as(
        ProblemType.NOT_FOUND, () -> office.endedTerms.of(office.stranger, own, tea.network()));
  }

  private void endTermOf(Order order) {
    Subscription subscription = term(order).subscription();
    Duration left = Duration.between(office.clock.instant(), subscription.to());
    office.clock.advance(left.isNegative() ? Duration.ZERO : left);
    office.invoices.issueDue(order.subscription());
  }

  private EndedTerms.Term term(Order order) {
    return office.endedTerms.of(office.viewer, office.tenant, order.network()).orElseThrow();
  }

  private Page<EndedTerm> page(Optional<String> cursor) {
    return office.endedTerms.list(office.operator, new Page.Request(cursor, 1));
  }

  private List<NetworkId> listed() {
    return office.endedTerms.list(office.operator, Page.Request.first()).items().stream()
        .map(e -> e.network().id())
        .toList();
  }
}
