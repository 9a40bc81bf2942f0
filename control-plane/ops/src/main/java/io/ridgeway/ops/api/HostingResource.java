package io.ridgeway.ops.api;

import io.ridgeway.billing.CostBook.Margin;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.host.Waiting;
import io.ridgeway.engine.host.WindowDesk;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.ops.api.OverviewResource.OperationRow;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
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
  private final WindowDesk windows;

  public HostingResource(CurrentActor actor, HostingDesk desk, WindowDesk windows) {
    this.actor = actor;
    this.desk = desk;
    this.windows = windows;
  }

  /** An operator's word. */
  @Schema(name = "HostingWord")
  public record Word(
      @Schema(examples = "50", description = "How many guests it carries at most, 0 to 1000")
          @Nullable Integer places,
      @Schema(description = "Whether it takes new ones; those that it has stay")
          @Nullable Boolean open,
      @Schema(
              defaultValue = "true",
              description = "Whether guests may bring contracts of their own; those that run stay")
          @Nullable Boolean contracts) {}

  /** What an operator removed in a window. */
  @Schema(name = "HostingCleared")
  public record Gone(
      @Schema(description = "The deleted guests of which nothing is left on the host's nodes")
          @Nullable List<String> guests) {}

  /** When windows are opened by themselves. */
  @Schema(name = "HostingWindowTime")
  public record WeeklyView(
      @Schema(examples = "SUNDAY", description = "MONDAY to SUNDAY") @Nullable String day,
      @Schema(examples = "03:30", description = "By the clocks of the zone") @Nullable String at,
      @Schema(examples = "Europe/Berlin", description = "A time zone's name") @Nullable String zone,
      @Schema(examples = "120", description = "How long it is, 15 to 720")
          @Nullable Integer minutes) {
    static WeeklyView of(Weekly weekly) {
      return new WeeklyView(
          weekly.day().name(), weekly.at().toString(), weekly.zone().getId(), weekly.minutes());
    }

    Weekly weekly() {
      if (day == null || at == null || zone == null || minutes == null) {
        throw new Refusal(ProblemType.BAD_REQUEST, "Say all four: day, at, zone and minutes.");
      }
      return WindowTimes.of(day, at, zone, minutes);
    }
  }

  /**
   * A network that lives on the host's nodes.
   *
   * @param contracts how many contracts of its own it may run
   * @param pricePerMonth what its tenant pays; absent where its cost isn't known
   * @param costPerMonth what it costs if it uses all that it bought, by the cost book
   */
  @Schema(name = "HostedNetwork")
  public record GuestView(
      String id,
      String tenant,
      String name,
      String state,
      int tps,
      int storageGib,
      int contracts,
      long height,
      @Nullable String currency,
      @Nullable String pricePerMonth,
      @Nullable String costPerMonth) {
    static GuestView of(Network network, @Nullable Margin margin) {
      return new GuestView(
          network.id().value(),
          network.tenant().value(),
          network.spec().name(),
          network.state().name(),
          network.spec().tps(),
          network.spec().storageGib(),
          network.spec().ownContracts(),
          network.height(),
          margin == null ? null : margin.price().currency(),
          margin == null ? null : margin.price().rounded().value().toPlainString(),
          margin == null ? null : margin.cost().rounded().value().toPlainString());
    }
  }

  /**
   * A network that lived there.
   *
   * @param since when its deletion was over
   * @param bytes how much its blocks take at all nodes together, as it was last seen; absent where
   *     the city nodes don't tell
   */
  @Schema(name = "HostingRemoval")
  public record WaitingView(
      String id, String tenant, String name, Instant since, @Nullable Long bytes) {
    static WaitingView of(Waiting waiting) {
      return new WaitingView(
          waiting.guest().id().value(),
          waiting.guest().tenant().value(),
          waiting.guest().spec().name(),
          waiting.since(),
          waiting.bytes().isPresent() ? waiting.bytes().getAsLong() : null);
    }
  }

  /**
   * Windows.
   *
   * @param weekly when one is opened by itself if something waits; absent for by hand alone
   * @param obstacle why none can be opened; absent if one can
   * @param interruption what can't be used in one; absent if all is used on throughout
   * @param operations those that there were, the newest first
   */
  @Schema(name = "HostingWindows")
  public record WindowsView(
      @Nullable WeeklyView weekly,
      @Nullable String obstacle,
      @Nullable String interruption,
      List<OperationRow> operations) {}

  /**
   * A host.
   *
   * @param tps what its guests have bought together
   * @param contracts whether guests may bring contracts of their own
   * @param obstacle why it can't take guests; absent if it can
   * @param waiting deleted guests whose data waits for a window in which the host's nodes are
   *     stopped, the oldest first
   */
  @Schema(name = "Hosting")
  public record HostingView(
      String network,
      String name,
      String state,
      int places,
      int taken,
      int tps,
      boolean open,
      boolean contracts,
      @Nullable String obstacle,
      List<GuestView> guests,
      List<WaitingView> waiting,
      WindowsView windows) {
    static HostingView of(HostingDesk.Guests all) {
      return new HostingView(
          all.host().id().value(),
          all.host().spec().name(),
          all.host().state().name(),
          all.hosting().places(),
          all.taken(),
          all.tps(),
          all.hosting().open(),
          !all.hosting().noContracts(),
          all.obstacle().orElse(null),
          all.living().stream().map(n -> GuestView.of(n, all.margins().get(n.id()))).toList(),
          all.waiting().stream().map(WaitingView::of).toList(),
          new WindowsView(
              all.hosting().window().map(WeeklyView::of).orElse(null),
              all.window().obstacle().orElse(null),
              all.window().interruption().orElse(null),
              all.window().operations().stream().map(OperationRow::of).toList()));
    }
  }

  @GET
  @Path("/hosts")
  @Operation(
      operationId = "opsListHosts",
      summary = "List the networks that carry others, have carried some, or may")
  public List<HostingView> list() {
    return desk.list(actor.get()).stream().map(HostingView::of).toList();
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
    boolean contracts = body.contracts() == null || body.contracts();
    Hosting word = new Hosting(body.places(), body.open()).takingContracts(contracts);
    return HostingView.of(desk.set(actor.get(), network, word));
  }

  @POST
  @Path(PATH + "/windows")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsOpenWindow",
      summary = "Stop the host's nodes one after another and remove what deleted guests left there")
  public OperationRow open(NetworkId network) {
    return OperationRow.of(windows.open(actor.get(), network));
  }

  @PUT
  @Path(PATH + "/window-time")
  @Operation(
      operationId = "opsSetWindowTime",
      summary = "Say at what time of the week windows are opened by themselves")
  public HostingView schedule(NetworkId network, @Nullable WeeklyView body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "Say all four: day, at, zone and minutes.");
    }
    windows.schedule(actor.get(), network, Optional.of(body.weekly()));
    return get(network);
  }

  @DELETE
  @Path(PATH + "/window-time")
  @Operation(operationId = "opsForgetWindowTime", summary = "Have windows opened by hand alone")
  public HostingView unschedule(NetworkId network) {
    windows.schedule(actor.get(), network, Optional.empty());
    return get(network);
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
