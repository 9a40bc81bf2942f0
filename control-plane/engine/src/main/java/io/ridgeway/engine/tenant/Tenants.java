package io.ridgeway.engine.tenant;

import io.ridgeway.engine.Page;
import io.ridgeway.model.TenantId;
import java.util.List;
import java.util.Optional;

/** Keeps tenants and their verification files. */
public interface Tenants {
  void insert(Tenant tenant);

  void update(Tenant tenant);

  Optional<Tenant> find(TenantId tenant);

  Page<Tenant> list(Page.Request page);

  /**
   * Keeps the file; a later one of the same tenant stands beside the earlier, which stay for the
   * record.
   */
  void submit(VerificationFile file);

  /** Replaces the tenant's newest file by the same one with its decision. */
  void decide(VerificationFile file);

  /** The tenant's newest file. */
  Optional<VerificationFile> file(TenantId tenant);

  /** The files that wait for an operator, oldest first, at most 100. */
  List<VerificationFile> waiting();
}
