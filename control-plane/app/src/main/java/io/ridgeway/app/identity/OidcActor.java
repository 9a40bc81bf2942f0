package io.ridgeway.app.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.ridgeway.app.RidgewayConfig;
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
  private final RidgewayConfig config;

  public OidcActor(SecurityIdentity identity, RidgewayConfig config) {
    this.identity = identity;
    this.config = config;
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
        email(token, config.keycloak().verifiedEmailOnly()));
  }

  /** The account's address; none if only verified ones count and it isn't one. */
  static Optional<String> email(JsonWebToken token, boolean verifiedOnly) {
    boolean counts =
        !verifiedOnly
            || Optional.<Object>ofNullable(token.getClaim("email_verified"))
                .filter(verified -> verified.toString().equals("true"))
                .isPresent();
    return Optional.<String>ofNullable(token.getClaim("email"))
        .filter(email -> counts && !email.isBlank());
  }
}
