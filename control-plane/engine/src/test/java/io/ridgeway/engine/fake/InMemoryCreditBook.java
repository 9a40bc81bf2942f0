package io.ridgeway.engine.fake;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.CreditBook;
import io.ridgeway.engine.account.Invoices;
import io.ridgeway.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link CreditBook} in memory, over the invoices and orders beside it. */
public final class InMemoryCreditBook implements CreditBook {
  private static final Page.Request ALL = new Page.Request(Optional.empty(), 100);

  private final InMemoryStore store;
  private final Table<List<String>, Row> limits;

  InMemoryCreditBook(InMemoryStore store) {
    this.store = store;
    this.limits = store.table(row -> Optional.of(row.tenant));
  }

  private record Row(TenantId tenant, Amount limit) {}

  /** There is one transaction at a time. */
  @Override
  public void hold(TenantId tenant) {
    store.requireTransaction();
  }

  @Override
  public Owed owed(TenantId tenant) {
    return new Owed(
        store.invoices.unpaid(ALL).items().stream()
            .map(Bill::invoice)
            .filter(i -> i.tenant().equals(tenant))
            .map(i -> new Claim.Invoiced(i.number(), i.total(), i.dueOn()))
            .toList(),
        store.orders.subscriptions(ALL).items().stream()
            .filter(s -> s.tenant().equals(tenant))
            .flatMap(this::uninvoiced)
            .toList());
  }

  private Stream<Offer> uninvoiced(Subscription s) {
    return Stream.concat(
        store.invoices.exists(s.id(), Invoices.Kind.ADVANCE, s.from())
            ? Stream.empty()
            : Stream.of(s.offer()),
        store.orders.supplements(s.id()).stream()
            .filter(c -> !store.invoices.exists(s.id(), Invoices.Kind.SUPPLEMENT, c.from()))
            .map(Supplement::offer));
  }

  @Override
  public CreditLimits limits(TenantId tenant) {
    return CreditLimits.of(
        limits.all(row -> row.tenant.equals(tenant)).stream().map(Row::limit).toList());
  }

  @Override
  public void setLimit(TenantId tenant, Amount limit) {
    store.requireSystem();
    limits.put(List.of(tenant.value(), limit.currency()), new Row(tenant, limit));
  }

  @Override
  public boolean clearLimit(TenantId tenant, String currency) {
    store.requireSystem();
    List<String> key = List.of(tenant.value(), currency);
    boolean there = limits.get(key).isPresent();
    limits.remove(key);
    return there;
  }
}
