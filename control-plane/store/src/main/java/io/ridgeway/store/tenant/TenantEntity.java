package io.ridgeway.store.tenant;

import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

@Entity
@Table(name = "tenant")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class TenantEntity extends Row {
  String name;
  String country;

  @Enumerated(EnumType.STRING)
  Tenant.Verification verification;

  static TenantEntity of(Tenant tenant) {
    TenantEntity row = new TenantEntity();
    row.id = tenant.id().value();
    row.createdAt = tenant.createdAt();
    row.take(tenant);
    return row;
  }

  void take(Tenant tenant) {
    name = tenant.name();
    country = tenant.country();
    verification = tenant.verification();
  }

  Tenant tenant() {
    return new Tenant(new TenantId(id), name, country, verification, createdAt);
  }
}
