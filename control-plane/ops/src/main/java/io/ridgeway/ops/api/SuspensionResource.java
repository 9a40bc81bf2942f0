package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.OverviewResource.OperationRow;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Networks that operators suspend, and resume. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class SuspensionResource {
  private final CurrentActor actor;
  private final SuspensionDesk desk;

  public SuspensionResource(CurrentActor actor, SuspensionDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /** Why. */
  @Schema(name = "SuspensionReason")
  public record Reason(
      @Schema(
              examples = "Invoice 2026-000017 is 60 days overdue.",
              description = "For the network's tenant, in 1 to 500 characters")
          @Nullable String reason) {}

  @POST
  @Path("/networks/{network}/suspensions")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsSuspendNetwork",
      summary = "Stop the nodes of a tenant's network, which only an operator can then resume")
  public OperationRow suspend(NetworkId network, @Nullable Reason body) {
    if (body == null || body.reason() == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "Say the reason, which the tenant reads.");
    }
    return OperationRow.of(desk.hold(actor.get(), network, body.reason()));
  }

  @POST
  @Path("/networks/{network}/resumptions")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsResumeNetwork",
      summary = "Start the nodes of a network again that an operator suspended")
  public OperationRow resume(NetworkId network) {
    return OperationRow.of(desk.release(actor.get(), network));
  }
}
