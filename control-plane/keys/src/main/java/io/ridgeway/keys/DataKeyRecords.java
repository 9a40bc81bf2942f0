package io.ridgeway.keys;

import io.ridgeway.model.TenantId;
import java.util.Optional;

/**
 * Where the tenants' wrapped data keys are kept: one a tenant. The transactions are as in {@link
 * KeyRecords}; so are the laws of {@link #insertIfAbsent} and {@link #findCommitted}.
 */
public interface DataKeyRecords extends WrappedRecords<WrappedDataKey> {
  /** Inserts it unless the tenant has one; returns what stands, also between racing processes. */
  WrappedDataKey insertIfAbsent(WrappedDataKey dataKey);

  /** The tenant's data key. */
  Optional<WrappedDataKey> find(TenantId tenant);

  /** As {@link #find}, but outside of the caller's transaction: what it returns may be cached. */
  Optional<WrappedDataKey> findCommitted(TenantId tenant);
}
