package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.Adapters.Trial;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeRegistry;
import io.ridgeway.engine.change.DrainDesk;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** City nodes: the list, one of them, its test, its secrets, and its opening and closing. */
@Path("/ops/city-nodes")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class CityNodePage {
  private static final String ONE = "ops/city-node";
  private static final String MOVE = "ops/city-node-move";
  private static final Set<String> MOVES = Set.of("drain", "activate", "disable", "remove");

  private final OpsVisit visit;
  private final CityNodeDesk desk;
  private final DrainDesk drains;
  private final CityNodeRegistry registry;
  private final Clock clock;

  public CityNodePage(
      OpsVisit visit, CityNodeDesk desk, DrainDesk drains, CityNodeRegistry registry, Clock clock) {
    this.visit = visit;
    this.desk = desk;
    this.drains = drains;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * A secret that the adapter knows.
   *
   * @param kept since when it is set, if it is
   */
  public record Secret(AdapterOffer.Property property, Optional<Kept> kept) {}

  @GET
  @Operation(hidden = true)
  public Response list() {
    return visit.page(
        "ops/city-nodes",
        Map.of(
            "items",
            desk.list(visit.actor()).stream().map(e -> Place.of(e, clock.instant())).toList()));
  }

  @GET
  @Path("/{cityNode}")
  @Operation(hidden = true)
  public Response show(CityNodeId cityNode) {
    return visit.page(ONE, data(cityNode));
  }

  @POST
  @Path("/{cityNode}/test")
  @Operation(hidden = true)
  public Response test(CityNodeId cityNode) {
    Trial trial = desk.test(visit.actor(), cityNode);
    Map<String, Object> data = data(cityNode);
    data.put("trials", List.of(trial));
    return visit.page(ONE, data);
  }

  @GET
  @Path("/{cityNode}/test")
  @Operation(hidden = true)
  public Response tested(CityNodeId cityNode) {
    return visit.goTo("/ops/city-nodes/" + cityNode);
  }

  @GET
  @Path("/{cityNode}/credentials/{property}")
  @Operation(hidden = true)
  public Response back(CityNodeId cityNode, String property) {
    return visit.goTo("/ops/city-nodes/" + cityNode);
  }

  /** Sets a secret; it isn't shown again, not even after a mistake. */
  @POST
  @Path("/{cityNode}/credentials/{property}")
  @Operation(hidden = true)
  public Response credential(CityNodeId cityNode, String property) {
    String secret = visit.form().all("value").stream().findFirst().orElse("");
    try {
      if (secret.isBlank()) {
        throw new Refusal(ProblemType.INVALID, visit.texts().get("form.missing"));
      }
      registry.setCredential(visit.actor(), cityNode, property, secret);
      return visit.goTo("/ops/city-nodes/" + cityNode + "?done=credential-set");
    } catch (Refusal refusal) {
      return visit.refused(refusal, ONE, data(cityNode));
    }
  }

  /** What the change would mean, and the button that makes it. */
  @GET
  @Path("/{cityNode}/{move:drain|activate|disable|remove}")
  @Operation(hidden = true)
  public Response ask(CityNodeId cityNode, String move) {
    return visit.page(MOVE, question(cityNode, move));
  }

  @POST
  @Path("/{cityNode}/{move:drain|activate|disable|remove}")
  @Operation(hidden = true)
  public Response move(CityNodeId cityNode, String move) {
    try {
      switch (move) {
        case "drain" -> {
          // What is moved, and why the rest isn't, is said here only: so this is the answer itself.
          CityNodeDesk.Moved drained = drains.drain(visit.actor(), cityNode);
          Map<String, Object> data = data(cityNode);
          data.put("staying", drained.staying());
          return visit.page(ONE, data);
        }
        case "activate" -> desk.activate(visit.actor(), cityNode);
        case "disable" -> desk.disable(visit.actor(), cityNode);
        case "remove" -> {
          desk.remove(visit.actor(), cityNode);
          return visit.goTo("/ops/city-nodes?done=city-node-removed");
        }
        default -> throw Refusal.notFound("change", move);
      }
      return visit.goTo("/ops/city-nodes/" + cityNode + "?done=city-node-changed");
    } catch (Refusal refusal) {
      return visit.refused(refusal, MOVE, question(cityNode, move));
    }
  }

  private Map<String, Object> question(CityNodeId cityNode, String move) {
    if (!MOVES.contains(move)) {
      throw Refusal.notFound("change", move);
    }
    Map<String, Object> data = data(cityNode);
    data.put("move", move);
    return data;
  }

  private Map<String, Object> data(CityNodeId cityNode) {
    CityNodeDesk.Shown shown = desk.get(visit.actor(), cityNode);
    List<Secret> secrets =
        desk.adapters(visit.actor()).stream()
            .filter(a -> a.name().equals(shown.entry().node().adapter()))
            .flatMap(a -> a.properties().stream())
            .filter(AdapterOffer.Property::secret)
            .map(p -> new Secret(p, kept(shown, p)))
            .toList();
    Map<String, Object> data = new HashMap<>();
    data.put("p", Place.of(shown.entry(), clock.instant()));
    data.put("secrets", secrets);
    data.put("staying", desk.networks(visit.actor(), cityNode));
    data.put("trials", List.of());
    data.put("form", Form.empty());
    return data;
  }

  private static Optional<Kept> kept(CityNodeDesk.Shown shown, AdapterOffer.Property property) {
    return shown.kept().stream().filter(k -> k.property().equals(property.name())).findFirst();
  }
}
