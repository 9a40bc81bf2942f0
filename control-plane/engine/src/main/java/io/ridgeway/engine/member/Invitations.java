package io.ridgeway.engine.member;

import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps invitations. Called as system: who accepts one is no member yet. */
public interface Invitations {
  void insert(Invitation invitation);

  /** The one whose code has that digest. */
  Optional<Invitation> withDigest(String digest);

  /** The one of that id; whoever else locks it waits until this transaction ends. */
  Optional<Invitation> lock(InvitationId id);

  /** Keeps how it ended. */
  void update(Invitation invitation);

  /** A tenant's that were made since then, newest first. */
  List<Invitation> since(TenantId tenant, Instant from);
}
