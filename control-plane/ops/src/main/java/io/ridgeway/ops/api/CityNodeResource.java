package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.catalogue.Adapters.Trial;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeRegistry;
import io.ridgeway.engine.catalogue.CityNodeRegistry.Registration;
import io.ridgeway.engine.change.DrainDesk;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.CityNodeView.MovedView;
import io.ridgeway.ops.api.CityNodeView.StayingView;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * City nodes: for operators, and for a provider's people those of their provider, which operators
 * register.
 */
@Path("/ops/v1/city-nodes")
@RolesAllowed({"operator", "provider"})
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "city nodes")
public final class CityNodeResource {
  private final CurrentActor actor;
  private final CityNodeDesk desk;
  private final DrainDesk drains;
  private final CityNodeRegistry registry;

  public CityNodeResource(
      CurrentActor actor, CityNodeDesk desk, DrainDesk drains, CityNodeRegistry registry) {
    this.actor = actor;
    this.desk = desk;
    this.drains = drains;
    this.registry = registry;
  }

  /** What a test found. */
  public record TrialView(
      boolean passed, List<String> problems, Optional<Capacity> capacity, List<String> software) {
    static TrialView of(Trial t) {
      return new TrialView(
          t.passed(),
          t.problems(),
          t.capacity(),
          t.software().stream().map(Object::toString).sorted().toList());
    }
  }

  /** A secret; it is never shown again. */
  public record Secret(@Nullable String value) {
    @Override
    public String toString() {
      return "Secret[…]";
    }
  }

  @GET
  @Operation(operationId = "opsCityNodes", summary = "City nodes, with what was last heard of them")
  public Listed<CityNodeView> list() {
    return Listed.of(desk.list(actor.get()).stream().map(CityNodeView::of).toList());
  }

  @POST
  @RolesAllowed("operator")
  @Operation(
      operationId = "opsRegisterCityNode",
      summary = "Register a city node",
      description =
          "For operators only. The same registration again changes nothing and is answered with"
              + " 200.")
  @APIResponse(
      responseCode = "201",
      description = "Registered",
      content = @Content(schema = @Schema(implementation = CityNodeView.class)))
  public Response register(@Nullable CityNodeInput body) {
    CityNodeInput input = required(body);
    Registration registration = input.toRegistration(input.id() == null ? "" : input.id());
    boolean fresh = registry.register(actor.get(), registration);
    return Response.status(fresh ? 201 : 200)
        .entity(CityNodeView.of(desk.get(actor.get(), registration.node().id())))
        .build();
  }

  @GET
  @Path("/{cityNode}")
  @Operation(
      operationId = "opsCityNode",
      summary = "A city node with its configuration; of secrets only since when they are set")
  public CityNodeView get(CityNodeId cityNode) {
    return CityNodeView.of(desk.get(actor.get(), cityNode));
  }

  @PUT
  @Path("/{cityNode}")
  @RolesAllowed("operator")
  @Operation(
      operationId = "opsChangeCityNode",
      summary = "Change a city node's registration; secrets that aren't given stay",
      description = "For operators only.")
  public CityNodeView change(CityNodeId cityNode, @Nullable CityNodeInput body) {
    CityNodeInput input = required(body);
    if (input.id() != null && !input.id().equals(cityNode.value())) {
      throw new Refusal(ProblemType.INVALID, "A city node's name can't be changed.");
    }
    registry.change(actor.get(), input.toRegistration(cityNode.value()));
    return CityNodeView.of(desk.get(actor.get(), cityNode));
  }

  @DELETE
  @Path("/{cityNode}")
  @Operation(
      operationId = "opsRemoveCityNode",
      summary = "Remove a city node that is drained or disabled and holds no network")
  @APIResponse(responseCode = "204", description = "Removed")
  public void remove(CityNodeId cityNode) {
    desk.remove(actor.get(), cityNode);
  }

  @PUT
  @Path("/{cityNode}/credentials/{property}")
  @Operation(
      operationId = "opsSetCityNodeCredential",
      summary = "Set or rotate a secret; the adapter uses it from its next call on",
      description =
          "For operators only where the city node is registered with allowExec or allowInsecure.")
  public Kept credential(CityNodeId cityNode, String property, @Nullable Secret body) {
    String value = required(body).value();
    if (value == null || value.isBlank()) {
      throw new Refusal(ProblemType.INVALID, "value is missing: {\"value\": \"…\"}.");
    }
    return registry.setCredential(actor.get(), cityNode, property, value);
  }

  @POST
  @Path("/{cityNode}/test")
  @Operation(
      operationId = "opsTestCityNode",
      summary = "Reach a city node now, and say exactly what is wrong")
  public TrialView test(CityNodeId cityNode) {
    return TrialView.of(desk.test(actor.get(), cityNode));
  }

  @GET
  @Path("/{cityNode}/networks")
  @Operation(
      operationId = "opsCityNodeNetworks",
      summary = "The networks that have nodes there, or wait to be placed there")
  public Listed<StayingView> networks(CityNodeId cityNode) {
    return Listed.of(desk.networks(actor.get(), cityNode).stream().map(StayingView::of).toList());
  }

  @POST
  @Path("/{cityNode}/drain")
  @Operation(
      operationId = "opsDrainCityNode",
      summary =
          "Empty it: place no new nodes there, and have those that are there replaced elsewhere",
      description =
          "Each network says by which operation its nodes are moved, or why they stay for now. Asked"
              + " again, it takes up what could not be moved before.")
  public MovedView drain(CityNodeId cityNode) {
    return MovedView.of(drains.drain(actor.get(), cityNode));
  }

  @POST
  @Path("/{cityNode}/activate")
  @Operation(operationId = "opsActivateCityNode", summary = "Let nodes be placed there")
  public MovedView activate(CityNodeId cityNode) {
    return MovedView.of(desk.activate(actor.get(), cityNode));
  }

  @POST
  @Path("/{cityNode}/disable")
  @Operation(
      operationId = "opsDisableCityNode",
      summary = "Place nothing there until further notice; what is there goes on being watched")
  public MovedView disable(CityNodeId cityNode) {
    return MovedView.of(desk.disable(actor.get(), cityNode));
  }

  private static <T> T required(@Nullable T body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "The request has no body.");
    }
    return body;
  }
}
