package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which networks carry those of the shared tier, and what these leave behind. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class HostingResource {
  private static final int MOST = 1000;
  private static final String PATH = "/networks/{network}/hosting";

  private final CurrentActor actor;
  private final HostingDesk desk;

  public HostingResource(CurrentActor actor, HostingDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /** An operator's word. */
  @Schema(name = "HostingWord")
  public record Word(
      @Schema(examples = "50", description = "How many guests it carries at most, 0 to 1000")
          @Nullable Integer places,
      @Schema(description = "Whether it takes new ones; those that it has stay")
          @Nullable Boolean open) {}

  /** What an operator removed in a window. */
  @Schema(name = "HostingCleared")
  public record Gone(
      @Schema(description = "The deleted guests of which nothing is left on the host's nodes")
          @Nullable List<String> guests) {}

  /** A network that lives, or lived, on the host's nodes. */
  @Schema(name = "HostedNetwork")
  public record GuestView(
      String id, String tenant, String name, String state, int tps, long height) {
    static GuestView of(Network network) {
      return new GuestView(
          network.id().value(),
          network.tenant().value(),
          network.spec().name(),
          network.state().name(),
          network.spec().tps(),
          network.height());
    }
  }

  /**
   * A host.
   *
   * @param obstacle why it can't take guests; absent if it can
   * @param waiting deleted guests whose data waits for a window in which the host's nodes are
   *     stopped
   */
  @Schema(name = "Hosting")
  public record HostingView(
      String network,
      int places,
      boolean open,
      @Nullable String obstacle,
      List<GuestView> guests,
      List<GuestView> waiting) {
    static HostingView of(HostingDesk.Guests all) {
      return new HostingView(
          all.host().id().value(),
          all.hosting().places(),
          all.hosting().open(),
          all.obstacle().orElse(null),
          all.living().stream().map(GuestView::of).toList(),
          all.waiting().stream().map(w -> GuestView.of(w.guest())).toList());
    }
  }

  @GET
  @Path(PATH)
  @Operation(
      operationId = "opsGetHosting",
      summary = "Show which networks live on this one's nodes, and whose data waits for a window")
  public HostingView get(NetworkId network) {
    return HostingView.of(desk.show(actor.get(), network));
  }

  @PUT
  @Path(PATH)
  @Operation(
      operationId = "opsSetHosting",
      summary =
          "Say how many networks of the shared tier a network carries, and whether it takes"
              + " more")
  public HostingView set(NetworkId network, @Nullable Word body) {
    if (body == null || body.places() == null || body.open() == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "Say both: places and open.");
    }
    if (body.places() < 0 || body.places() > MOST) {
      throw wrong("places", "Say 0 to " + MOST + ".");
    }
    return HostingView.of(desk.set(actor.get(), network, new Hosting(body.places(), body.open())));
  }

  @POST
  @Path(PATH + "/cleared")
  @Operation(
      operationId = "opsClearHosting",
      summary = "Note that the data of deleted guests was removed from the host's nodes")
  public HostingView cleared(NetworkId network, @Nullable Gone body) {
    if (body == null || body.guests() == null || body.guests().size() > MOST) {
      throw new Refusal(ProblemType.BAD_REQUEST, "Name the guests that are gone.");
    }
    return HostingView.of(desk.cleared(actor.get(), network, ids(body.guests())));
  }

  private static List<NetworkId> ids(List<String> texts) {
    try {
      return texts.stream().map(NetworkId::new).toList();
    } catch (IllegalArgumentException e) {
      throw wrong("guests", String.valueOf(e.getMessage()));
    }
  }

  private static Refusal wrong(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
