package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import java.util.List;
import java.util.Optional;

/** {@link Tenants} in memory; of the files it keeps each tenant's newest. */
public final class InMemoryTenants implements Tenants {
  private final Table<TenantId, Tenant> rows;
  private final Table<TenantId, VerificationFile> files;

  InMemoryTenants(InMemoryStore store) {
    this.rows = store.table(t -> Optional.of(t.id()));
    this.files = store.table(f -> Optional.of(f.tenant()));
  }

  @Override
  public void insert(Tenant tenant) {
    rows.insert(tenant.id(), tenant);
  }

  @Override
  public void update(Tenant tenant) {
    rows.update(tenant.id(), tenant);
  }

  @Override
  public Optional<Tenant> find(TenantId tenant) {
    return rows.get(tenant);
  }

  @Override
  public Page<Tenant> list(Page.Request page) {
    return rows.page(page);
  }

  @Override
  public void submit(VerificationFile file) {
    files.put(file.tenant(), file);
  }

  @Override
  public void decide(VerificationFile file) {
    files.update(file.tenant(), file);
  }

  @Override
  public Optional<VerificationFile> file(TenantId tenant) {
    return files.get(tenant);
  }

  @Override
  public List<VerificationFile> waiting() {
    return files.all(f -> f.decision().isEmpty());
  }
}
