package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.RotationDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A network's certificates, renewed before they are due. */
@Path("/v1/networks/{network}/rotations")
@Tag(name = "networks")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public final class RotationResource {
  private final TenantChoice choice;
  private final RotationDesk rotations;

  public RotationResource(TenantChoice choice, RotationDesk rotations) {
    this.choice = choice;
    this.rotations = rotations;
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "rotateCertificates",
      summary = "Renew all certificates of a network that runs, for the keys that it has",
      description =
          "Nodes are restarted with theirs one after another, and the ledger is told. For other"
              + " keys have nodes replaced.")
  public OperationView rotate(NetworkId network) {
    return OperationView.of(rotations.rotate(choice.actor(), choice.tenant(), network));
  }

  @DELETE
  @Operation(
      operationId = "stopRotation",
      summary = "Stop a renewal of all certificates that is under way",
      description =
          "Nodes that have their new ones keep them; the others keep those that they have, which"
              + " hold as long as they did, and aren't restarted. It can be asked for again.")
  public OperationView stop(NetworkId network) {
    return OperationView.of(rotations.stop(choice.actor(), choice.tenant(), network));
  }
}
