package io.ridgeway.store.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.account.CreditCheck;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.engine.order.OrderPolicy;
import io.ridgeway.engine.order.Terms;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Samples;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One transaction holds all that an order brings into being, db-scheduler's rows included. */
@QuarkusTest
class PlaceAnOrderIT extends OrderCase {
  private static final List<String> BORN =
      List.of(
          "customer_order", "subscription", "network", "operation", "audit_event", "idempotency");

  @Inject NetworkDesk networkDesk;
  @Inject Access access;
  @Inject Catalogue catalogue;
  @Inject AuditLog audit;
  @Inject Schedule schedule;
  @Inject OrderPolicy policy;
  @Inject CreditCheck credit;
  @Inject ChangeDesk changes;
  @Inject Terms terms;

  @Test
  void anOrderWritesAllOfIt() {
    // When
    Order order = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");

    // Then
    for (String table : BORN) {
      assertThat(rowsOf(table)).as(table).isEqualTo(1);
    }
    assertThat(scheduled(order.network())).containsExactlyInAnyOrder("reconcile", "invoice");
    assertThat(transactions.inTenant(tenant, () -> networks.get(order.network())).state().name())
        .isEqualTo("Requested");
    assertThat(desk.get(actor, tenant, order.id())).isEqualTo(order);
  }

  @Test
  void whatIsRolledBackLeavesNothingOfIt() {
    // Given: all is written, and then something throws before the commit
    List<String> before = really("select task_name || task_instance from scheduled_tasks");
    List<String> seenWithin = new ArrayList<>();
    OrderDesk failing =
        deskWith(
            new Idempotency() {
              @Override
              public Optional<Outcome> claim(TenantId of, String key, String digest) {
                return idempotency.claim(of, key, digest);
              }

              @Override
              public int forgetOld(int most) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void settle(TenantId of, String key, String resource) {
                idempotency.settle(of, key, resource);
                for (String table : BORN) {
                  seenWithin.addAll(
                      sql.query(
                          row -> table,
                          "select 1 from " + table + " where tenant_id = ?",
                          of.value()));
                }
                seenWithin.addAll(
                    sql.query(
                        row -> row.getString("task_name"),
                        "select * from scheduled_tasks t where exists (select 1 from customer_order"
                            + " o where o.tenant_id = ? and t.task_instance like any"
                            + " (array[o.network_id, o.subscription_id || '@%']))",
                        of.value()));
                throw new IllegalArgumentException("at the last moment");
              }
            });

    // When
    assertThatThrownBy(() -> failing.place(actor, tenant, quote.id(), true, "key-1", "digest"))
        .hasMessage("at the last moment");

    // Then
    assertThat(seenWithin)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(BORN.stream(), Stream.of("reconcile", "invoice")).toList());
    for (String table : BORN) {
      assertThat(rowsOf(table)).as(table).isZero();
    }
    assertThat(really("select task_name || task_instance from scheduled_tasks"))
        .containsExactlyInAnyOrderElementsOf(before);

    // And the same request is good for an order afterwards
    desk.place(actor, tenant, quote.id(), true, "key-1", "digest");
    assertThat(rowsOf("customer_order")).isEqualTo(1);
  }

  @Test
  void racingTwinsWithOneKeyGetOneOrder() throws Exception {
    // Given
    int twins = 6;
    CyclicBarrier start = new CyclicBarrier(twins);
    ExecutorService threads = Executors.newFixedThreadPool(twins);

    // When
    List<Future<Order>> placed = new ArrayList<>();
    for (int i = 0; i < twins; i++) {
      placed.add(
          threads.submit(
              () -> {
                start.await();
                return desk.place(actor, tenant, quote.id(), true, "twin", "digest");
              }));
    }
    Set<Order> different = new HashSet<>();
    for (Future<Order> one : placed) {
      different.add(one.get());
    }
    threads.shutdown();

    // Then
    assertThat(different).hasSize(1);
    for (String table : BORN) {
      assertThat(rowsOf(table)).as(table).isEqualTo(1);
    }
  }

  @Test
  void ofOrdersThatRaceForTheLastOfTheCreditOnePasses() throws Exception {
    // Given: two and no third are within the limit of 1000.00 USD, and one was ordered
    desk.place(actor, tenant, quote.id(), true, "first", "digest");
    int racers = 4;
    List<Quote> quotes = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      quotes.add(Samples.quote(tenant, Samples.spec("race-" + i), clock.instant()));
    }
    transactions.runInTenant(tenant, () -> quotes.forEach(orders::insert));
    CyclicBarrier start = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);

    // When
    List<Future<Boolean>> placed = new ArrayList<>();
    for (Quote racer : quotes) {
      placed.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  desk.place(actor, tenant, racer.id(), true, "key " + racer.id(), "digest");
                  return true;
                } catch (Refusal no) {
                  assertThat(no.type()).isEqualTo(ProblemType.CREDIT_LIMIT_EXCEEDED);
                  return false;
                }
              }));
    }
    int passed = 0;
    for (Future<Boolean> one : placed) {
      passed += one.get() ? 1 : 0;
    }
    threads.shutdown();

    // Then
    assertThat(passed).isEqualTo(1);
    assertThat(rowsOf("customer_order")).isEqualTo(2);
    assertThat(rowsOf("idempotency")).isEqualTo(2);
  }

  @Test
  void aQuoteIsOrderedOnce() {
    // Given
    Order first = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");
    Network other = network(tenant);

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    tenant,
                    () ->
                        orders.insert(
                            new Order(
                                OrderId.next(),
                                tenant,
                                quote.id(),
                                SubscriptionId.next(),
                                other.id(),
                                first.operation(),
                                "mei",
                                clock.instant()))))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.CONFLICT));
    assertThat(rowsOf("customer_order")).isEqualTo(1);
  }

  @Test
  void keepsQuotesAndSubscriptionsAsTheyAre() {
    // When
    Order order = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");

    // Then
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(orders.quote(quote.id())).contains(quote);
          var subscription = orders.subscriptionOf(order.network()).orElseThrow();
          assertThat(subscription.offer()).isEqualTo(quote.offer());
          assertThat(orders.subscription(order.subscription())).contains(subscription);
          orders.update(subscription.ended());
          assertThat(orders.subscription(order.subscription())).contains(subscription.ended());
        });
  }

  @Test
  void aNetworkThatIsStillWantedIsFoundOnceItsTermIsOver() {
    // Given
    Order order = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");
    Subscription subscription =
        transactions.inTenant(tenant, () -> orders.subscriptionOf(order.network()).orElseThrow());

    // Then
    assertThat(runningOver(subscription.to().minusMillis(1))).isEmpty();
    assertThat(runningOver(subscription.to())).containsExactly(subscription);

    // When
    networkDesk.delete(actor, tenant, order.network());

    // Then
    assertThat(runningOver(subscription.to())).isEmpty();
  }

  /** This tenant's, by pages of one. */
  private List<Subscription> runningOver(Instant now) {
    List<Subscription> found = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page.Request request = new Page.Request(next, 1);
      Page<Subscription> page = transactions.asSystem(() -> orders.runningOver(now, request));
      page.items().stream().filter(s -> s.tenant().equals(tenant)).forEach(found::add);
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  private OrderDesk deskWith(Idempotency keys) {
    return new OrderDesk(
        transactions,
        access,
        catalogue,
        cityNodes,
        tenants,
        credit,
        orders,
        keys,
        networks,
        operations,
        audit,
        schedule,
        policy,
        changes,
        terms,
        clock);
  }

  private List<String> scheduled(NetworkId network) {
    return really(
        "select task_name from scheduled_tasks t where task_instance = '"
            + network
            + "' or task_instance like (select subscription_id from customer_order where network_id"
            + " = '"
            + network
            + "') || '@%' order by 1");
  }
}
