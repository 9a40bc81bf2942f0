package io.ridgeway.portal.view;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A network.
 *
 * @param state {@code Requested, Placed, Provisioning, Ready, Degraded, Changing, Suspended,
 *     Deleting, Deleted, Failed, Unknown}
 * @param stateMessage why it failed, or since when it isn't heard; empty otherwise
 * @param unheardSince since when one of its city nodes isn't heard, in state {@code Unknown}
 * @param height the ledger's height when last seen, -1 before the first block
 * @param software what its nodes run; absent before it is placed
 * @param why why its nodes are where they are
 * @param suspension that it stands still, or has not come back from that yet; absent otherwise
 */
public record NetworkView(
    String id,
    SpecView spec,
    String state,
    String stateMessage,
    Optional<Instant> unheardSince,
    long height,
    Optional<String> software,
    List<NodeView> nodes,
    List<Condition> conditions,
    List<String> why,
    Endpoints endpoints,
    Instant createdAt,
    Optional<Instant> readyAt,
    Optional<SuspensionView> suspension) {

  public static NetworkView of(Network n, GatewayAddress gateway) {
    return new NetworkView(
        n.id().value(),
        SpecView.of(n.spec()),
        n.state().name(),
        message(n.state()),
        n.state() instanceof NetworkState.Unknown unknown
            ? Optional.of(unknown.since())
            : Optional.empty(),
        n.height(),
        n.made().software().map(Object::toString),
        n.nodes().stream().map(NodeView::of).toList(),
        n.conditions(),
        n.made().placement().map(p -> p.reasons()).orElse(List.of()),
        new Endpoints(gateway.api(n).toString(), gateway.jsonRpc(n).map(URI::toString)),
        n.createdAt(),
        n.readyAt(),
        n.suspension().map(s -> new SuspensionView(s.since(), s.hold())));
  }

  private static String message(NetworkState state) {
    if (state instanceof NetworkState.Failed failed) {
      return failed.reason();
    }
    return state instanceof NetworkState.Unknown unknown
        ? "not heard since " + unknown.since()
        : "";
  }

  /**
   * Where applications reach it, with an API key.
   *
   * @param api before {@code /transactions}, {@code /queries}, {@code /blocks}, {@code /events}
   * @param jsonRpc of an Ethereum network; absent for others
   */
  public record Endpoints(String api, Optional<String> jsonRpc) {}

  /**
   * Since when it stands still.
   *
   * @param reason why an operator suspended it; absent where its own organisation did
   */
  public record SuspensionView(Instant since, Optional<String> reason) {}

  /** A node. */
  public record NodeView(
      String name,
      String role,
      String cityNode,
      String phase,
      int restarts,
      long height,
      long storageBytes,
      String message) {
    static NodeView of(NodeStatus s) {
      return new NodeView(
          s.name().value(),
          s.role(),
          s.cityNode().value(),
          s.phase(),
          s.restarts(),
          s.height(),
          s.storageBytes(),
          s.message());
    }
  }
}
