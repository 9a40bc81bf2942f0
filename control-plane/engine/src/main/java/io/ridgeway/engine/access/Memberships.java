package io.ridgeway.engine.access;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.util.List;
import java.util.Optional;

/** Keeps memberships. Called as system: it is what decides which tenant's rows may be seen. */
public interface Memberships {
  void insert(Membership membership);

  Optional<Membership> find(TenantId tenant, UserId user);

  /** The tenants of a person, oldest membership first. */
  List<Membership> of(UserId user);

  /** The members of a tenant, by name. */
  List<Membership> of(TenantId tenant);
}
