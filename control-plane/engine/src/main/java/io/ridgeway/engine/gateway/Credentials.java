package io.ridgeway.engine.gateway;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps gateway credentials. Each change tells the listeners of {@code Changes} of its network. */
public interface Credentials {
  void insert(GatewayCredential credential);

  Optional<GatewayCredential> find(CredentialId id);

  /** The network's credentials, newest first, revoked ones included. */
  List<GatewayCredential> of(NetworkId network);

  /** Those in force that were issued to that person in that tenant. */
  List<GatewayCredential> issuedTo(TenantId tenant, UserId user);

  /** Revokes it; one that is revoked stays as it is. */
  void revoke(CredentialId id, Instant at);

  /** Sets what it may do at most. */
  void limit(CredentialId id, CallLimits limits);

  void revokeAll(NetworkId network, Instant at);
}
