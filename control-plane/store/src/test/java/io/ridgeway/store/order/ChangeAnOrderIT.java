package io.ridgeway.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.account.CreditBook;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network's order is changed, in the real database: spec, roster, supplement and invoice. */
@QuarkusTest
class ChangeAnOrderIT extends StoreCase {
  @Inject OrderDesk desk;
  @Inject QuoteDesk quotes;
  @Inject InvoiceDesk invoices;
  @Inject CreditBook credit;
  @Inject CityNodes cityNodes;
  @Inject Memberships memberships;

  private final Actor actor = new Actor(new UserId("u-1"), "mei", Set.of());
  private TenantId tenant;
  private Order first;

  @BeforeEach
  void aNetworkThatWorks() {
    tenant = signUp();
    Quote quote = Samples.quote(tenant, Samples.spec("tea"), clock.instant());
    transactions.runAsSystem(
        () -> {
          memberships.insert(
              new Membership(
                  tenant, actor.user(), actor.name(), TenantRole.ADMIN, clock.instant()));
          cityNodes.put(Samples.cityNode(), Map.of());
          Resources plenty = new Resources(64_000, 65_536, 1_000);
          cityNodes.heard(
              Samples.LOCAL,
              new CityNodeEntry.Heard(
                  new Capacity(plenty, plenty),
                  Set.of(new Software("goquorum", "22.7.4")),
                  clock.instant(),
                  ""));
        });
    transactions.runInTenant(tenant, () -> orders.insert(quote));
    first = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");
    finish();
    invoices.issueDue(first.subscription());
  }

  @Test
  void aChangeIsOrderedChargedAndInvoicedOnceAndTheNextOneToo() {
    // When
    Order second = change(20, "key-2");
    var owed = transactions.inTenant(tenant, () -> credit.owed(tenant));
    finish();
    Order third = change(30, "key-3");
    invoices.issueDue(first.subscription());
    invoices.issueDue(first.subscription());

    // Then
    assertThat(owed.ordered()).as("the change, which isn't invoiced yet").hasSize(1);
    assertThat(owed.invoiced()).hasSize(1);
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(credit.owed(tenant).ordered()).isEmpty();
          assertThat(credit.owed(tenant).invoiced()).hasSize(3);
          assertThat(orders.supplements(first.subscription()))
              .extracting(s -> s.order())
              .containsExactly(second.id(), third.id());
          Network network = networks.get(first.network());
          assertThat(network.spec().tps()).isEqualTo(30);
          assertThat(network.made().since()).isPresent();
          assertThat(operations.running(network.id()).orElseThrow().kind())
              .isEqualTo(Operation.Kind.CHANGE);
        });
    assertThat(invoices.list(actor, tenant, Page.Request.first()).items())
        .extracting(b -> b.invoice().periodTo())
        .hasSize(3)
        .containsOnly(
            transactions.inTenant(
                tenant, () -> orders.subscription(first.subscription()).orElseThrow().to()));
  }

  private Order change(int tps, String key) {
    Quote quote =
        quotes.quoteChange(
            actor,
            tenant,
            first.network(),
            spec ->
                spec.becoming(
                    spec.framework(),
                    spec.nodes(),
                    spec.parameters(),
                    spec.cityNodes(),
                    tps,
                    spec.storageGib()));
    assertThat(quotes.get(actor, tenant, quote.id())).isEqualTo(quote);
    return desk.place(actor, tenant, quote.id(), true, key, "digest of " + key);
  }

  /** What is under way is over, and the network works. */
  private void finish() {
    transactions.runAsSystem(
        () -> {
          Operation o = operations.running(first.network()).orElseThrow();
          operations.update(o.ended(Operation.State.SUCCEEDED, clock.instant()));
          networks.keep(networks.get(first.network()).readyFrom(clock.instant()));
        });
  }
}
