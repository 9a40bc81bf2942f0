package io.ridgeway.engine.fake;

import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Credentials} in memory. */
public final class InMemoryCredentials implements Credentials {
  private final InMemoryStore store;
  private final Table<CredentialId, GatewayCredential> rows;

  InMemoryCredentials(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(c -> Optional.of(c.tenant()));
  }

  @Override
  public void insert(GatewayCredential credential) {
    rows.insert(credential.id(), credential);
    store.touch(credential.network());
  }

  @Override
  public Optional<GatewayCredential> find(CredentialId id) {
    return rows.get(id);
  }

  @Override
  public List<GatewayCredential> of(NetworkId network) {
    return rows.newest(c -> c.network().equals(network));
  }

  @Override
  public List<GatewayCredential> issuedTo(TenantId tenant, UserId user) {
    return rows.newest(
        c ->
            c.tenant().equals(tenant)
                && c.revokedAt().isEmpty()
                && c.issuedTo().equals(Optional.of(user)));
  }

  @Override
  public void revoke(CredentialId id, Instant at) {
    rows.get(id)
        .filter(c -> c.revokedAt().isEmpty())
        .ifPresent(
            c -> {
              rows.update(id, c.revoked(at));
              store.touch(c.network());
            });
  }

  @Override
  public void limit(CredentialId id, CallLimits limits) {
    rows.get(id)
        .ifPresent(
            c -> {
              rows.update(id, c.with(limits));
              store.touch(c.network());
            });
  }

  @Override
  public void revokeAll(NetworkId network, Instant at) {
    of(network).forEach(c -> revoke(c.id(), at));
  }
}
