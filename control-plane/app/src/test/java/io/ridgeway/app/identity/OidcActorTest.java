package io.ridgeway.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OidcActorTest {
  private record Token(Map<String, Object> claims) implements JsonWebToken {
    @Override
    public String getName() {
      return "ann";
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getClaim(String name) {
      return (T) claims.get(name);
    }
  }

  @Test
  void anAddressCountsAsItIsUnlessOnlyVerifiedOnesDo() {
    for (Object verified : new Object[] {true, "true"}) {
      assertThat(OidcActor.email(token("ann@example.com", verified), true))
          .contains("ann@example.com");
    }
    for (Object verified : new Object[] {false, "false", "yes"}) {
      assertThat(OidcActor.email(token("ann@example.com", verified), true)).isEmpty();
      assertThat(OidcActor.email(token("ann@example.com", verified), false))
          .contains("ann@example.com");
    }
    assertThat(OidcActor.email(new Token(Map.of("email", "ann@example.com")), true)).isEmpty();
    assertThat(OidcActor.email(token(" ", true), true)).isEmpty();
    assertThat(OidcActor.email(new Token(Map.of()), false)).isEmpty();
  }

  private static Token token(String email, Object verified) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("email", email);
    claims.put("email_verified", verified);
    return new Token(claims);
  }
}
