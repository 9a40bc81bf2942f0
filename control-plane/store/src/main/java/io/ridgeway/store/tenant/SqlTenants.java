package io.ridgeway.store.tenant;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Tenants. */
@Singleton
public class SqlTenants extends Rows<TenantEntity, Tenant> implements Tenants {
  private final VerificationFiles files;

  SqlTenants(VerificationFiles files) {
    this.files = files;
  }

  @Override
  public void insert(Tenant tenant) {
    add(TenantEntity.of(tenant));
  }

  @Override
  public void update(Tenant tenant) {
    TenantEntity row =
        findByIdOptional(tenant.id().value())
            .orElseThrow(() -> new IllegalStateException("there is no tenant " + tenant.id()));
    row.take(tenant);
    changed(row);
  }

  @Override
  public Optional<Tenant> find(TenantId tenant) {
    return record(find("id", tenant.value()));
  }

  @Override
  public Page<Tenant> list(Page.Request page) {
    return newest(page);
  }

  @Override
  public void submit(VerificationFile file) {
    files.add(file);
  }

  @Override
  public void decide(VerificationFile file) {
    files.decide(file);
  }

  @Override
  public Optional<VerificationFile> file(TenantId tenant) {
    return files.newest(tenant);
  }

  @Override
  public List<VerificationFile> waiting() {
    return files.waiting();
  }

  @Override
  protected Tenant record(TenantEntity row) {
    return row.tenant();
  }
}
