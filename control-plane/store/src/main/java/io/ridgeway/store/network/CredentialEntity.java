package io.ridgeway.store.network;

import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

  @Column(name = "issued_to", updatable = false)
  @Nullable String issuedTo;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  @Column(name = "max_tps")
  @Nullable Integer maxTps;

  @Column(name = "max_daily")
  @Nullable Long maxDaily;

  @Column(name = "max_concurrent")
  @Nullable Integer maxConcurrent;

  @Column(name = "max_bytes")
  @Nullable Integer maxBytes;

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
    row.issuedTo = credential.issuedTo().map(UserId::value).orElse(null);
    row.limit(credential.limits());
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
        Optional.ofNullable(revokedAt),
        new CallLimits(
            maybe(maxTps),
            maxDaily == null ? OptionalLong.empty() : OptionalLong.of(maxDaily),
            maybe(maxConcurrent),
            maybe(maxBytes)),
        Optional.ofNullable(issuedTo).map(UserId::new));
  }

  void limit(CallLimits limits) {
    maxTps = boxed(limits.tps());
    maxDaily = limits.daily().isPresent() ? Long.valueOf(limits.daily().getAsLong()) : null;
    maxConcurrent = boxed(limits.concurrent());
    maxBytes = boxed(limits.bytes());
  }

  private static OptionalInt maybe(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
  }
}
