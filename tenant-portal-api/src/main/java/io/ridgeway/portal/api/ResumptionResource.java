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

/** A network that is to come back. */
@Path("/v1/networks/{network}/resumptions")
@Tag(name = "networks")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public final class ResumptionResource {
  private final TenantChoice choice;
  private final SuspensionDesk suspensions;

  public ResumptionResource(TenantChoice choice, SuspensionDesk suspensions) {
    this.choice = choice;
    this.suspensions = suspensions;
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "resumeNetwork",
      summary = "Start the nodes of a suspended network again",
      description =
          "Certificates that came due meanwhile are renewed first. What an operator suspended, only an"
              + " operator resumes.")
  public OperationView resume(NetworkId network) {
    return OperationView.of(suspensions.resume(choice.actor(), choice.tenant(), network));
  }
}
