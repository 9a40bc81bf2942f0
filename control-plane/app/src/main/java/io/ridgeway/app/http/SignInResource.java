package io.ridgeway.app.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Says where to sign in, so that a command line needs to know this server only (RFC 9728). */
@Path("/.well-known/oauth-protected-resource")
public final class SignInResource {
  private final String issuer;

  public SignInResource(@ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    this.issuer = issuer;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Where to sign in (RFC 9728)")
  public Map<String, Object> metadata(@Context UriInfo uri) {
    return Map.of(
        "resource", uri.getBaseUri().toString(),
        "authorization_servers", List.of(issuer),
        "bearer_methods_supported", List.of("header"));
  }
}
