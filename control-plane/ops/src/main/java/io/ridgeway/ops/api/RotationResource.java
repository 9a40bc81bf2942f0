package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.change.RotationDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.ops.api.OverviewResource.OperationRow;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Renewals of certificates that operators stop. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class RotationResource {
  private final CurrentActor actor;
  private final RotationDesk desk;

  public RotationResource(CurrentActor actor, RotationDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  @DELETE
  @Path("/networks/{network}/rotations")
  @Operation(
      operationId = "opsStopRotation",
      summary = "Stop a renewal of all certificates of any network that is under way")
  public OperationRow stop(NetworkId network) {
    return OperationRow.of(desk.stop(actor.get(), network));
  }
}
