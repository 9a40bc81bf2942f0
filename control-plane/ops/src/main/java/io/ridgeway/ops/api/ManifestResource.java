package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.network.ManifestDesk;
import io.ridgeway.engine.network.Manifests.CityNodeManifests;
import io.ridgeway.engine.network.Manifests.Document;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What would be applied for a network, for whoever keeps manifests elsewhere. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class ManifestResource {
  private final CurrentActor actor;
  private final ManifestDesk desk;

  public ManifestResource(CurrentActor actor, ManifestDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /**
   * One city node's part.
   *
   * @param problem why there is nothing to show; empty if there is
   * @param documents in the order in which they are written
   */
  public record ManifestsView(String cityNode, Optional<String> problem, List<Document> documents) {
    static ManifestsView of(CityNodeManifests m) {
      return new ManifestsView(m.cityNode().value(), m.problem(), m.documents());
    }
  }

  @GET
  @Path("/networks/{network}/manifests")
  @Operation(
      operationId = "opsNetworkManifests",
      summary = "What would be applied for a network, by city node; references for secret values",
      description =
          "A city node whose adapter has no manifests, or that can't be heard, says so in its"
              + " 'problem', and the others show theirs.")
  public Listed<ManifestsView> manifests(
      NetworkId network,
      @Parameter(description = "Only this one's.") @QueryParam("cityNode")
          Optional<String> cityNode) {
    Optional<CityNodeId> only = cityNode.filter(c -> !c.isEmpty()).map(CityNodeId::new);
    return Listed.of(
        desk.show(actor.get(), network, only).stream().map(ManifestsView::of).toList());
  }
}
