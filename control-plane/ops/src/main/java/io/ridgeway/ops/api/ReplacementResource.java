package io.ridgeway.ops.api;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.change.ReplaceDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Nodes of any network that an operator gives up for lost, or wants elsewhere. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class ReplacementResource {
  private static final int MOST = 100;

  private final CurrentActor actor;
  private final ReplaceDesk desk;

  public ReplacementResource(CurrentActor actor, ReplaceDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /**
   * Which nodes.
   *
   * @param nodes their names, at least one
   */
  public record NodesInput(@Nullable List<String> nodes) {}

  /** The operation that was begun. */
  public record Begun(String id, String network, String kind, String state) {}

  @POST
  @Path("/networks/{network}/replacements")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsReplaceNodes",
      summary = "Replace nodes of any network by others of their role, placed where there is room")
  public Begun replace(NetworkId network, @Nullable NodesInput body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "The request has no body.");
    }
    var operation = desk.replaceOfAll(actor.get(), network, names(body.nodes()));
    return new Begun(
        operation.id().value(), network.value(), operation.kind().name(), operation.state().name());
  }

  private static Set<NodeName> names(@Nullable List<String> nodes) {
    if (nodes == null || nodes.isEmpty() || nodes.size() > MOST) {
      throw wrong("Name 1 to " + MOST + " nodes.");
    }
    try {
      return nodes.stream().map(NodeName::new).collect(toSet());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Refusal wrong(String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation("nodes", message)));
  }
}
