package io.ridgeway.portal.view;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import java.time.Instant;
import java.util.List;

/** Who is signed in. */
public record MeView(String user, String name, List<RealmRole> roles, List<Mine> tenants) {
  public static MeView of(Actor actor, List<Membership> memberships) {
    return new MeView(
        actor.user().value(),
        actor.name(),
        actor.roles().stream().sorted().toList(),
        memberships.stream().map(Mine::of).toList());
  }

  /** A membership, seen by the member. */
  public record Mine(String tenant, TenantRole role) {
    public static Mine of(Membership m) {
      return new Mine(m.tenant().value(), m.role());
    }
  }

  /** A membership, seen by the organisation. */
  public record Member(String user, String name, TenantRole role, Instant since) {
    public static Member of(Membership m) {
      return new Member(m.user().value(), m.name(), m.role(), m.since());
    }
  }
}
