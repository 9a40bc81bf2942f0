package io.ridgeway.engine.fake;

import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.Invitations;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Invitations} in memory. */
public final class InMemoryInvitations implements Invitations {
  private final Table<InvitationId, Invitation> rows;

  InMemoryInvitations(InMemoryStore store) {
    this.rows = store.table(i -> Optional.of(i.tenant()));
  }

  @Override
  public void insert(Invitation invitation) {
    rows.insert(invitation.id(), invitation);
  }

  @Override
  public Optional<Invitation> withDigest(String digest) {
    return rows.all(i -> i.digest().equals(digest)).stream().findFirst();
  }

  @Override
  public Optional<Invitation> lock(InvitationId id) {
    return rows.get(id);
  }

  @Override
  public void update(Invitation invitation) {
    rows.update(invitation.id(), invitation);
  }

  @Override
  public List<Invitation> since(TenantId tenant, Instant from) {
    return rows.newest(i -> i.tenant().equals(tenant) && !i.madeAt().isBefore(from));
  }
}
