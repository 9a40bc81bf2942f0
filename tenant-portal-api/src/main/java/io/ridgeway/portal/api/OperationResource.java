package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.OperationId;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Operations by their own identifier. */
@Path("/v1/operations")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "networks")
public final class OperationResource {
  private final TenantChoice choice;
  private final NetworkDesk networks;

  public OperationResource(TenantChoice choice, NetworkDesk networks) {
    this.choice = choice;
    this.networks = networks;
  }

  @GET
  @Path("/{operation}")
  @Operation(operationId = "getOperation", summary = "An operation with its steps")
  public OperationView get(OperationId operation) {
    return OperationView.of(networks.operation(choice.actor(), choice.tenant(), operation));
  }
}
