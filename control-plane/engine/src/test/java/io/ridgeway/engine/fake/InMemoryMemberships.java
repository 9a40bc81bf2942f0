package io.ridgeway.engine.fake;

import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link Memberships} in memory. */
public final class InMemoryMemberships implements Memberships {
  private final Table<List<Object>, Membership> rows;

  InMemoryMemberships(InMemoryStore store) {
    this.rows = store.table(m -> Optional.of(m.tenant()));
  }

  @Override
  public void insert(Membership membership) {
    rows.insert(List.of(membership.tenant(), membership.user()), membership);
  }

  @Override
  public Optional<Membership> find(TenantId tenant, UserId user) {
    return rows.get(List.of(tenant, user));
  }

  @Override
  public List<Membership> of(UserId user) {
    return rows.all(m -> m.user().equals(user)).stream()
        .sorted(Comparator.comparing(Membership::since))
        .toList();
  }

  @Override
  public List<Membership> of(TenantId tenant) {
    return rows.all(m -> m.tenant().equals(tenant)).stream()
        .sorted(Comparator.comparing(Membership::name))
        .toList();
  }

  @Override
  public List<Membership> lock(TenantId tenant) {
    return of(tenant);
  }

  /** Transactions come one after another here. */
  @Override
  public void lockPerson(UserId user) {}

  @Override
  public List<Membership> withEmail(String email) {
    return rows.all(m -> m.email().equals(email));
  }

  @Override
  public void change(TenantId tenant, UserId user, TenantRole role) {
    rows.update(List.of(tenant, user), find(tenant, user).orElseThrow().with(role));
  }

  @Override
  public void remove(TenantId tenant, UserId user) {
    rows.remove(List.of(tenant, user));
  }
}
