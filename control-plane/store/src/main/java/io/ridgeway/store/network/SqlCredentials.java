package io.ridgeway.store.network;

import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gateway credentials. */
@Singleton
public class SqlCredentials extends Rows<CredentialEntity, GatewayCredential>
    implements Credentials {
  private final Bell bell;

  SqlCredentials(Bell bell) {
    this.bell = bell;
  }

  @Override
  public void insert(GatewayCredential credential) {
    add(CredentialEntity.of(credential));
    bell.ring(credential.network());
  }

  @Override
  public Optional<GatewayCredential> find(CredentialId id) {
    return record(find("id", id.value()));
  }

  @Override
  public List<GatewayCredential> of(NetworkId network) {
    return records(find("network = ?1 order by createdAt desc, id desc", network.value()));
  }

  @Override
  public List<GatewayCredential> issuedTo(TenantId tenant, UserId user) {
    return records(
        find(
            "tenant = ?1 and issuedTo = ?2 and revokedAt is null order by createdAt desc, id desc",
            tenant.value(),
            user.value()));
  }

  @Override
  public void revoke(CredentialId id, Instant at) {
    findByIdOptional(id.value())
        .filter(row -> row.revokedAt == null)
        .ifPresent(
            row -> {
              row.revokedAt = at;
              changed(row);
              bell.ring(new NetworkId(row.network));
            });
  }

  @Override
  public void limit(CredentialId id, CallLimits limits) {
    findByIdOptional(id.value())
        .ifPresent(
            row -> {
              row.limit(limits);
              changed(row);
              bell.ring(new NetworkId(row.network));
            });
  }

  @Override
  public void revokeAll(NetworkId network, Instant at) {
    update("revokedAt = ?1 where network = ?2 and revokedAt is null", at, network.value());
    bell.ring(network);
  }

  /** Those in force, of every network. */
  List<GatewayCredential> inForce() {
    return records(find("revokedAt is null"));
  }

  /** Those in force, of one network. */
  List<GatewayCredential> inForce(NetworkId network) {
    return records(find("network = ?1 and revokedAt is null", network.value()));
  }

  @Override
  protected GatewayCredential record(CredentialEntity row) {
    return row.credential();
  }
}
