package io.ridgeway.engine.access;

import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param user as the identity provider names them
 * @param name as people know them: user name or service name
 * @param provider whose city nodes they look after, if they have the role {@code PROVIDER}
 * @param email their address as the identity provider has it, if it says one
 */
public record Actor(
    UserId user,
    String name,
    Set<RealmRole> roles,
    Optional<String> provider,
    Optional<String> email) {
  /** Of no provider, without an address. */
  public Actor(UserId user, String name, Set<RealmRole> roles) {
    this(user, name, roles, Optional.empty(), Optional.empty());
  }

  /** Without an address. */
  public Actor(UserId user, String name, Set<RealmRole> roles, Optional<String> provider) {
    this(user, name, roles, provider, Optional.empty());
  }

  public Actor {
    roles = Set.copyOf(roles);
  }

  /** Refuses, unless the identity provider gives that role. */
  public void require(RealmRole needed) {
    if (!roles.contains(needed)) {
      throw new Refusal(
          ProblemType.FORBIDDEN, "This needs the role " + needed + "; ask somebody who has it.");
    }
  }

  /** Ridgeway itself: scheduled work. */
  public static final Actor SYSTEM = new Actor(new UserId("ridgeway"), "ridgeway", Set.of());
}
