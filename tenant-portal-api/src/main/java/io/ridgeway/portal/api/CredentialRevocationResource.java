package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.model.CredentialId;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes API keys out of force. */
@Path("/v1/gateway-credentials")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class CredentialRevocationResource {
  private final TenantChoice choice;
  private final CredentialDesk credentials;

  public CredentialRevocationResource(TenantChoice choice, CredentialDesk credentials) {
    this.choice = choice;
    this.credentials = credentials;
  }

  @DELETE
  @Path("/{credential}")
  @Operation(operationId = "revokeCredential", summary = "Take an API key out of force at once")
  public void revoke(CredentialId credential) {
    credentials.revoke(choice.actor(), choice.tenant(), credential);
  }
}
