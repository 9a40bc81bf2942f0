package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.CredentialView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** API keys for the gateway. */
@Path("/v1/networks/{network}/gateway-credentials")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class CredentialResource {
  private static final int CREATED = 201;

  private final TenantChoice choice;
  private final CredentialDesk credentials;

  public CredentialResource(TenantChoice choice, CredentialDesk credentials) {
    this.choice = choice;
    this.credentials = credentials;
  }

  @POST
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CredentialView.class)))
  @Operation(
      operationId = "createCredential",
      summary = "Make an API key; its secret is shown this once")
  public Response create(NetworkId network, KeyResource.@Nullable Named body) {
    CredentialDesk.Issued issued =
        credentials.issue(choice.actor(), choice.tenant(), network, KeyResource.Named.of(body));
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return Response.status(CREATED).cacheControl(never).entity(CredentialView.of(issued)).build();
  }

  @GET
  @Operation(
      operationId = "listCredentials",
      summary = "The network's API keys, revoked ones included")
  public ListView<CredentialView> list(NetworkId network) {
    return ListView.of(
        credentials.list(choice.actor(), choice.tenant(), network).stream()
            .map(CredentialView::of)
            .toList());
  }
}
