package io.ridgeway.engine.order;

import static io.ridgeway.engine.fake.SharedNodes.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.fake.SharedNodes;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of a network on shared nodes changes while its term runs. */
class GuestOrderTest {
  private static final Term TERM = Term.ANNUAL;

  private final Office office = new Office();
  private final SharedNodes nodes = new SharedNodes(office);
  private NetworkId guest;

  @BeforeEach
  void aGuestHalfOfWhoseTermIsOver() {
    guest = ordered("tea", 0);
    nodes.arrived(guest);
    office.clock.advance(Duration.ofDays(182));
  }

  @Test
  void theAddOnIsPricedForTheRestOfTheTerm() {
    // When
    Quote quote = quote(contracts(2));
    Order order = place(quote, "more");

    // Then
    assertThat(quote.offer().lines())
        .filteredOn(line -> line.key().equals("line.change-contract-service"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.unitPrice()).isEqualTo(Amount.of("3.045", "USD"));
              assertThat(line.args()).containsEntry("was", "0").containsEntry("is", "4");
              assertThat(line.quantity()).isEqualByComparingTo("24.0624");
            });
    assertThat(order.network()).isEqualTo(guest);
    assertThat(office.networks.operation(office.viewer, office.tenant, order.operation()).kind())
        .isEqualTo(Operation.Kind.CHANGE);
    NetworkSpec is = office.network(guest).spec();
    assertThat(is.ownContracts()).isEqualTo(2);
    assertThat(is.hostMembers()).isEqualTo(2);
    assertThat(office.network(guest).made().roster().moves()).isFalse();
    assertThat(office.done()).contains("network.change", "order.place");
    office.store.runAsSystem(() -> assertThat(office.store.schedule.dueNetworks()).contains(guest));
  }

  @Test
  void callsAndStorageAreHadInTheirNumbersAndStorageNeverShrinks() {
    // When
    place(quote(used(20, 10)), "more");
    office.finish(guest);

    // Then
    assertThat(office.network(guest).spec().tps()).isEqualTo(20);
    assertThat(office.network(guest).spec().storageGib()).isEqualTo(10);
    assertThat(messages(used(5, 9)))
        .containsExactly("Storage grows and never shrinks; the ledger has 10 GiB already.");

    // When it wants fewer calls again
    Quote less = quote(used(5, 10));
    // Then nothing is refunded
    assertThat(less.offer().total().signum()).isZero();
    place(less, "less");
    assertThat(office.network(guest).spec().tps()).isEqualTo(5);
  }

  @Test
  void theAddOnGoesIfNothingOfItRuns() {
    // Given
    place(quote(contracts(2)), "two");
    office.finish(guest);

    // When
    runs("book", 1, Optional.empty());

    // Then
    assertThat(messages(contracts(0)))
        .containsExactly(
            "It runs contracts of its own (book 1.0), and what a ledger runs stays: order 1 or"
                + " more, or delete the network.");
    place(quote(contracts(1)), "one");
    assertThat(office.network(guest).spec().ownContracts()).isEqualTo(1);
    office.finish(guest);

    // When another guest runs nothing
    NetworkId plain = ordered("coffee", 1);
    nodes.arrived(plain);
    Quote none = office.quotes.quoteChange(office.viewer, office.tenant, plain, contracts(0));
    place(none, "none");
    // Then
    assertThat(none.offer().total().signum()).isZero();
    assertThat(office.network(plain).spec().ownContracts()).isZero();
    assertThat(office.network(plain).spec().hostMembers()).isZero();
  }

  @Test
  void contractsThatNameMembersOfTheHostHinderNothing() {
    // Given
    place(quote(contracts(1)), "one");
    office.finish(guest);
    runs("book", 1, Optional.of(new Endorsement(2, List.of("alpha", "beta"))));

    // When
    place(quote(used(20, 10)), "more");

    // Then
    assertThat(office.network(guest).spec().tps()).isEqualTo(20);
  }

  @Test
  void itIsPricedByTheHostThatItGotAndNotByTheOneThatWasQuoted() {
    // Given one that was quoted at three members, and one that was quoted before they were counted
    office.framework.organisations = List.of("alpha", "beta", "gamma");
    NetworkId three = ordered("coffee", 1);
    Quote quote = office.quotes.quote(office.viewer, office.tenant, order("old", 1), TERM, "USD");
    Quote uncounted =
        new Quote(
            QuoteId.next(),
            quote.tenant(),
            quote.spec().servedBy(0),
            quote.offer(),
            true,
            Optional.empty(),
            quote.createdAt(),
            quote.validUntil());
    office.store.runInTenant(office.tenant, () -> office.store.orders.insert(uncounted));
    NetworkId old = place(uncounted, "old").network();
    office.framework.organisations = List.of("alpha", "beta");
    assertThat(office.network(three).spec().hostMembers()).isEqualTo(3);
    assertThat(office.network(old).spec().hostMembers()).isZero();

    for (NetworkId each : List.of(three, old)) {
      nodes.arrived(each);
      guest = each;
      assertThat(messages(spec -> spec))
          .containsExactly("This is what the network is already; say what is to be different.");

      // When
      Quote more = quote(contracts(2));
      place(more, "more for " + each);
      office.finish(each);

      // Then
      assertThat(more.offer().lines())
          .singleElement()
          .satisfies(
              line -> assertThat(line.args()).containsEntry("was", "2").containsEntry("is", "4"));
      assertThat(office.network(each).spec().hostMembers()).isEqualTo(2);
      // Then what stays costs nothing
      assertThat(quote(contracts(0)).offer().total().signum()).isZero();
      assertThat(quote(used(20, 2)).offer().lines())
          .noneMatch(line -> line.key().contains("contract"));
    }
  }

  @Test
  void noneIsSoldWhereNoneIsTakenOrRuns() {
    // Given
    Quote before = quote(contracts(1));
    nodes.word(new Hosting(5, true).takingContracts(false));

    // Then
    assertThat(messages(contracts(1)).get(0)).contains("takes no contracts of guests there");
    assertThat(Refused.as(ProblemType.INVALID_SPEC, () -> place(before, "late")).detail())
        .contains("takes no contracts of guests there");
    assertThat(quote(used(20, 2)).offer().total().signum()).isPositive();

    // When
    nodes.word(new Hosting(5, true));
    nodes.hears();
    // Then
    assertThat(messages(contracts(1)).get(0))
        .contains("No code of tenants runs at city node local-1");
  }

  @Test
  void whatItCannotBecomeIsSaid() {
    assertThat(messages(spec -> spec))
        .containsExactly("This is what the network is already; say what is to be different.");
    assertThat(messages(spec -> spec.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 0))))
        .containsExactly("This is what the network is already; say what is to be different.");
    assertThat(
            messages(
                spec ->
                    spec.becoming(
                        new Framework("ethereum", "1"),
                        spec.nodes(),
                        spec.parameters(),
                        spec.cityNodes(),
                        7,
                        2)))
        .containsExactly("It is fabric for as long as the network lives.");
    assertThat(messages(used(100_000, 2)).get(0)).contains("at most 1000 TPS");
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.quotes.quoteChange(office.stranger, office.tenant, guest, contracts(1)));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.quotes.quoteChange(office.viewer, office.tenant, nodes.host, used(20, 30)));
    NetworkId early = ordered("early", 0);
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.quotes.quoteChange(office.viewer, office.tenant, early, contracts(1)));
  }

  @Test
  void whatTheQuoteDidNotKnowIsQuotedAgain() {
    // Given
    Quote more = quote(contracts(1));
    place(quote(used(20, 2)), "calls");
    office.finish(guest);

    // Then
    assertThat(Refused.as(ProblemType.CONFLICT, () -> place(more, "late")).detail())
        .contains("was changed since");
  }

  private NetworkId ordered(String name, int contracts) {
    Quote quote =
        office.quotes.quote(office.viewer, office.tenant, order(name, contracts), TERM, "USD");
    return office
        .orders
        .place(office.admin, office.tenant, quote.id(), true, name, "digest of " + name)
        .network();
  }

  private Quote quote(UnaryOperator<NetworkSpec> change) {
    return office.quotes.quoteChange(office.viewer, office.tenant, guest, change);
  }

  private Order place(Quote quote, String key) {
    return office.orders.place(office.admin, office.tenant, quote.id(), true, key, "digest " + key);
  }

  private List<String> messages(UnaryOperator<NetworkSpec> change) {
    return Refused.as(ProblemType.INVALID_SPEC, () -> quote(change)).violations().stream()
        .map(Violation::message)
        .toList();
  }

  private static UnaryOperator<NetworkSpec> contracts(int count) {
    return spec -> spec.with(SharedNodes.counts(count));
  }

  private static UnaryOperator<NetworkSpec> used(int tps, int gib) {
    return spec ->
        spec.becoming(
            spec.framework(), spec.nodes(), spec.parameters(), spec.cityNodes(), tps, gib);
  }

  /** A version of the guest's that was brought and runs. */
  private void runs(String name, int number, Optional<Endorsement> endorsement) {
    Network network = office.network(guest);
    Contract contract =
        new Contract(
            number,
            name,
            "1.0",
            1,
            endorsement,
            new ForeignCode(ForeignCode.Kind.JAR, "ab".repeat(32), 100));
    office.store.runAsSystem(
        () ->
            office.store.contracts.insert(
                new ContractVersion(
                    network.tenant(),
                    guest,
                    contract,
                    "dev",
                    office.clock.instant(),
                    Operation.begun(
                            network.tenant(),
                            guest,
                            Operation.Kind.CONTRACT,
                            office.clock.instant())
                        .id(),
                    Optional.empty()),
                Optional.of(new byte[] {1})));
    nodes.change(
        guest,
        n ->
            n.with(
                n.made().changed(n.made().roster().coming(Contract.STEM, 0, List.of()).settled())));
  }
}
