package io.ridgeway.app.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The actor of a request: from its bearer token, or from the session of a page. */
@RequestScoped
public class OidcActor implements CurrentActor {
  private final SecurityIdentity identity;

  public OidcActor(SecurityIdentity identity) {
    this.identity = identity;
  }

  @Override
  public Actor get() {
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw new Refusal(ProblemType.UNAUTHENTICATED, "Sign in first.");
    }
    return new Actor(
        new UserId(token.getSubject()),
        Optional.<String>ofNullable(token.getClaim("preferred_username")).orElse(token.getName()),
        Arrays.stream(RealmRole.values())
            .filter(role -> identity.hasRole(role.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        Optional.<Object>ofNullable(token.getClaim("ridgeway_provider"))
            .map(Object::toString)
            .filter(provider -> !provider.isBlank()),
        Optional.<String>ofNullable(token.getClaim("email")).filter(email -> !email.isBlank()));
  }
}
