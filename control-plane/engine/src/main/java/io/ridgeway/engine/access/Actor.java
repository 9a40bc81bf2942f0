package io.ridgeway.engine.access;

import io.ridgeway.model.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param user as the identity provider names them
 * @param name as people know them: user name or service name
 * @param provider whose city nodes they look after, if they have the role {@code PROVIDER}
 */
public record Actor(UserId user, String name, Set<RealmRole> roles, Optional<String> provider) {
  /** Of no provider. */
  public Actor(UserId user, String name, Set<RealmRole> roles) {
    this(user, name, roles, Optional.empty());
  }

  public Actor {
    roles = Set.copyOf(roles);
  }

  /** Ridgeway itself: scheduled work. */
  public static final Actor SYSTEM = new Actor(new UserId("ridgeway"), "ridgeway", Set.of());
}
