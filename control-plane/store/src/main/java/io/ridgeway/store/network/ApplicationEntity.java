package io.ridgeway.store.network;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "bsn_application")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class ApplicationEntity extends TenantRow {
  private static final TypeReference<Map<String, NamedContract>> CONTRACTS =
      new TypeReference<>() {};

  @Column(name = "network_id", updatable = false)
  String network;

  String name;

  @Enumerated(EnumType.STRING)
  MacAlgorithm algorithm;

  @Column(name = "public_key", updatable = false)
  String publicKey;

  @Column(name = "answer_key", updatable = false)
  String answerKey;

  String organisation;

  @Enumerated(EnumType.STRING)
  @Column(name = "ca_type", updatable = false)
  CaType caType;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String contracts;

  @Column(name = "empty_mac")
  boolean emptyMac;

  boolean frozen;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  static ApplicationEntity of(BsnApplication application, Json json) {
    ApplicationEntity row = new ApplicationEntity();
    row.id = application.id().value();
    row.tenant = application.tenant().value();
    row.network = application.network().value();
    row.name = application.name();
    row.algorithm = application.algorithm();
    row.publicKey = application.publicKey();
    row.answerKey = application.answerKey().value();
    row.organisation = application.organisation();
    row.caType = application.caType();
    row.createdAt = application.createdAt();
    row.take(application, json);
    return row;
  }

  /** What changes. */
  void take(BsnApplication application, Json json) {
    contracts = json.write(application.contracts());
    emptyMac = application.emptyMac();
    frozen = application.frozen();
    revokedAt = application.revokedAt().orElse(null);
  }

  BsnApplication application(Json json) {
    return new BsnApplication(
        new ApplicationId(id),
        new TenantId(tenant),
        new NetworkId(network),
        name,
        algorithm,
        publicKey,
        new KeyId(answerKey),
        organisation,
        caType,
        json.read(contracts, CONTRACTS),
        emptyMac,
        frozen,
        createdAt,
        Optional.ofNullable(revokedAt));
  }
}
