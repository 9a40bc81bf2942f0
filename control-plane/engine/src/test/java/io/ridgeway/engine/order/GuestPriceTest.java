package io.ridgeway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Line;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.fake.SharedNodes;
import io.ridgeway.engine.host.Hosts;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a network on shared nodes costs follows the nodes that it would get. */
class GuestPriceTest {
  private final Office office = new Office();
  private final SharedNodes nodes = new SharedNodes(office);

  @Test
  void aContractOfItsOwnIsPricedForEachMemberOfItsHost() {
    // When
    Quote atTwo = quote(2);
    office.framework.organisations = List.of("alpha", "beta", "gamma");
    Quote atThree = quote(2);

    // Then
    assertThat(contracts(atTwo.offer())).isEqualTo(Amount.of("81.20", "CNY").times(12));
    assertThat(contracts(atThree.offer())).isEqualTo(Amount.of("121.80", "CNY").times(12));
    assertThat(atThree.spec().hostMembers()).isEqualTo(3);
    assertThat(atThree.spec().ownContracts()).isEqualTo(2);
    // Then the form's live price is the same
    assertThat(live(2)).isEqualTo(atThree.offer());
    assertThat(quote(0).spec().hostMembers()).isZero();
  }

  @Test
  void whoseOrderWasPricedForTwoMembersGetsNoHostOfThree() {
    // Given
    Quote quote = quote(1);
    Hosts hosts = new Hosts(office.store.networks, office.framework);

    // Then
    assertThat(office.store.asSystem(() -> hosts.choose(office.tenant, quote.spec())))
        .isInstanceOf(Hosts.Chosen.class);

    // When
    office.framework.organisations = List.of("alpha", "beta", "gamma");

    // Then
    assertThat(office.store.asSystem(() -> hosts.choose(office.tenant, quote.spec())))
        .isInstanceOfSatisfying(
            Hosts.None.class,
            none -> {
              assertThat(none.passes()).isFalse();
              assertThat(none.why())
                  .contains("more members than your contracts were priced for: delete");
            });
    NetworkSpec without = quote(0).spec();
    assertThat(office.store.asSystem(() -> hosts.choose(office.tenant, without)))
        .isInstanceOf(Hosts.Chosen.class);
  }

  @Test
  void itIsSaidIfOnlyHostsOfMoreMembersHaveRoom() {
    // Given
    NetworkSpec priced = quote(1).spec();
    nodes.word(new Hosting(0, true));
    Hosts hosts = new Hosts(office.store.networks, office.framework);
    assertThat(none(hosts, priced).why()).contains("have no room now");

    // When
    NetworkId larger = nodes.another("alpha,beta,gamma");

    // Then it waits for the one that it was priced for
    assertThat(none(hosts, priced).why())
        .contains("that have room for a guest have more members", "delete this network");
    assertThat(none(hosts, priced).passes()).isTrue();
    // Then who wasn't priced by members, or is priced now, gets the larger one
    for (NetworkSpec any : List.of(priced.servedBy(0), quote(1).spec(), quote(0).spec())) {
      assertThat(office.store.asSystem(() -> hosts.choose(office.tenant, any)))
          .isInstanceOfSatisfying(
              Hosts.Chosen.class, chosen -> assertThat(chosen.host().id()).isEqualTo(larger));
    }
  }

  private Hosts.None none(Hosts hosts, NetworkSpec guest) {
    return (Hosts.None) office.store.asSystem(() -> hosts.choose(office.tenant, guest));
  }

  @Test
  void noPriceIsSaidWhereNoHostTakesThem() {
    // When
    nodes.word(new Hosting(5, true).takingContracts(false));

    // Then
    assertThat(Refused.as(ProblemType.INVALID_SPEC, () -> live(1)).detail())
        .contains("take no contracts of theirs");
    Refused.as(ProblemType.INVALID_SPEC, () -> quote(1));
    assertThat(live(0).lines()).noneMatch(line -> line.key().equals("line.contract-service"));
  }

  private Quote quote(int contracts) {
    return office.quotes.quote(
        office.viewer, office.tenant, SharedNodes.order("tea", contracts), Term.ANNUAL, "CNY");
  }

  private Offer live(int contracts) {
    return office.quotes.price(
        office.tenant, SharedNodes.order("tea", contracts), Term.ANNUAL, "CNY");
  }

  private static Amount contracts(Offer offer) {
    return offer.lines().stream()
        .filter(line -> line.key().equals("line.contract-service"))
        .map(Line::amount)
        .findFirst()
        .orElseThrow();
  }
}
