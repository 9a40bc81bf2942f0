package io.ridgeway.portal.view;

import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.InvitationDesk;
import java.time.Instant;

/** An invitation to become a member. */
public record InvitationView(
    String id,
    String email,
    TenantRole role,
    Invitation.State state,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt) {
  public static InvitationView of(InvitationDesk.Standing s) {
    Invitation i = s.invitation();
    return new InvitationView(
        i.id().value(), i.email(), i.role(), s.state(), i.byName(), i.madeAt(), i.expiresAt());
  }

  /**
   * A new one.
   *
   * @param code what the invited shows; it is seen this once
   */
  public record Made(String id, String email, TenantRole role, Instant expiresAt, String code) {
    public static Made of(InvitationDesk.Invited invited) {
      Invitation i = invited.invitation();
      return new Made(i.id().value(), i.email(), i.role(), i.expiresAt(), invited.code());
    }

    @Override
    public String toString() {
      return "Made[" + id + "]";
    }
  }
}
