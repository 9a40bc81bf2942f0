package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.portal.view.GatewayAddress;
import io.ridgeway.portal.view.NetworkEvent;
import io.ridgeway.portal.view.NetworkView;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A network's progress as server-sent events. */
@Path("/v1/networks/{network}/events")
@Authenticated
@Tag(name = "networks")
public final class NetworkEventsResource {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final TenantChoice choice;
  private final NetworkDesk networks;
  private final Changes changes;
  private final GatewayAddress gateway;

  public NetworkEventsResource(
      TenantChoice choice, NetworkDesk networks, Changes changes, GatewayAddress gateway) {
    this.choice = choice;
    this.networks = networks;
    this.changes = changes;
    this.gateway = gateway;
  }

  /**
   * The network as it is now, then again after each change. What a slow reader misses is not made
   * up: it gets the newest state.
   */
  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followNetwork",
      summary =
          "Follow a network: an event `network` now and after each change, until it is deleted")
  public Multi<OutboundSseEvent> follow(NetworkId network, Sse sse) {
    Actor actor = choice.actor();
    TenantId tenant = choice.tenant();
    // Refused as a problem, before the stream begins.
    event(actor, tenant, network);
    // A change while nobody reads is dropped for the newer one; a tick shows the state again, in
    // case it was the last.
    Multi<Long> looks =
        Multi.createBy()
            .merging()
            .streams(
                Multi.createFrom().<Long>emitter(emitter -> listen(network, emitter)),
                Multi.createFrom().ticks().every(EVERY))
            .onOverflow()
            .dropPreviousItems();
    return looks
        .emitOn(Infrastructure.getDefaultExecutor(), 1)
        .map(look -> event(actor, tenant, network))
        .onItem()
        .transformToMultiAndConcatenate(
            e ->
                e.last()
                    ? Multi.createFrom().items(Optional.of(e), Optional.<NetworkEvent>empty())
                    : Multi.createFrom().item(Optional.of(e)))
        .select()
        .first(Optional::isPresent)
        .map(
            e ->
                sse.newEventBuilder()
                    .name("network")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(e.orElseThrow())
                    .build());
  }

  private void listen(NetworkId network, MultiEmitter<? super Long> emitter) {
    Changes.Listening listening =
        changes.listen(
            changed -> {
              if (changed.equals(network)) {
                emitter.emit(0L);
              }
            });
    emitter.onTermination(listening::close);
    // The first look, after the listening began: so no change is missed between the two.
    emitter.emit(0L);
  }

  private NetworkEvent event(Actor actor, TenantId tenant, NetworkId id) {
    Network network = networks.get(actor, tenant, id);
    var followed =
        io.ridgeway.model.network.Operation.followed(networks.operations(actor, tenant, id));
    return new NetworkEvent(
        NetworkView.of(network, gateway),
        followed.map(OperationView::of).orElse(null),
        network.state() instanceof NetworkState.Deleted);
  }
}
