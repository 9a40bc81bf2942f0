package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A network that is to stand still. */
@Path("/v1/networks/{network}/suspensions")
@Tag(name = "networks")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public final class SuspensionResource {
  private final TenantChoice choice;
  private final SuspensionDesk suspensions;

  public SuspensionResource(TenantChoice choice, SuspensionDesk suspensions) {
    this.choice = choice;
    this.suspensions = suspensions;
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "suspendNetwork",
      summary = "Stop the nodes of a network and keep all that they have",
      description =
          "Calls are refused, and no node-hours count, until it is resumed; storage counts, and the term"
              + " that was bought goes on.")
  public OperationView suspend(NetworkId network) {
    return OperationView.of(suspensions.suspend(choice.actor(), choice.tenant(), network));
  }
}
