package io.ridgeway.store.sql;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.TenantId;

/** A row of a tenant's private table: Hibernate adds whose it must be to whatever is asked. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by whoever makes a new one
public abstract class TenantRow extends Row {
  @TenantId
  @Column(name = "tenant_id")
  protected String tenant;
}
