package io.ridgeway.store.network;

import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "credential")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class CredentialEntity extends TenantRow {
  @Column(name = "network_id", updatable = false)
  String network;

  String name;
  String digest;
  String hint;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  static CredentialEntity of(GatewayCredential credential) {
    CredentialEntity row = new CredentialEntity();
    row.id = credential.id().value();
    row.tenant = credential.tenant().value();
    row.network = credential.network().value();
    row.name = credential.name();
    row.digest = credential.digest();
    row.hint = credential.hint();
    row.createdAt = credential.createdAt();
    row.revokedAt = credential.revokedAt().orElse(null);
    return row;
  }

  GatewayCredential credential() {
    return new GatewayCredential(
        new CredentialId(id),
        new TenantId(tenant),
        new NetworkId(network),
        name,
        digest,
        hint,
        createdAt,
        Optional.ofNullable(revokedAt));
  }
}
