package io.ridgeway.store;

import io.ridgeway.model.TenantId;

/** Whose rows a transaction sees. */
sealed interface Scope {
  /** As {@code ridgeway.scope} has it, on which the policies of the tables look. */
  String name();

  /** As {@code ridgeway.tenant} has it; empty if it is no tenant's. */
  String tenant();

  /** One tenant's rows. */
  record OfTenant(TenantId id) implements Scope {
    @Override
    public String name() {
      return "tenant";
    }

    @Override
    public String tenant() {
      return id.value();
    }
  }

  /** All rows. */
  record OfSystem() implements Scope {
    @Override
    public String name() {
      return "system";
    }

    @Override
    public String tenant() {
      return "";
    }
  }
}
