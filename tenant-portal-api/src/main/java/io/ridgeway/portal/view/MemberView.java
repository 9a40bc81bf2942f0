package io.ridgeway.portal.view;

import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import java.time.Instant;

/**
 * A member of an organisation.
 *
 * @param user as the identity provider names them
 * @param email the address with which they came; empty if it isn't known
 */
public record MemberView(String user, String name, String email, TenantRole role, Instant since) {
  public static MemberView of(Membership m) {
    return new MemberView(m.user().value(), m.name(), m.email(), m.role(), m.since());
  }
}
