package io.ridgeway.portal.page;

import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.Placement;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a network's page that changes by itself. */
@RequestScoped
public class Live {
  private static final int BUSY_SECONDS = 1;
  private static final int CALM_SECONDS = 5;
  private static final int SEEN_LENGTH = 16;

  private final Portal portal;
  private final NetworkDesk networks;

  public Live(Portal portal, NetworkDesk networks) {
    this.portal = portal;
    this.networks = networks;
  }

  /**
   * The part at one moment.
   *
   * @param html what is shown
   * @param seen names what is shown: who has seen it needs no other
   * @param gone whether the network is deleted, so that nothing changes any more
   */
  public record Part(String html, String seen, boolean gone) {}

  public Part part(NetworkId id) {
    Network network = networks.get(portal.actor(), portal.tenant(), id);
    Map<String, Object> data =
        data(network, networks.operations(portal.actor(), portal.tenant(), id));
    String seen =
        CredentialDesk.digest(portal.part("portal/network-live", data)).substring(0, SEEN_LENGTH);
    data.put("seen", seen);
    return new Part(
        portal.part("portal/network-live", data),
        seen,
        network.state() instanceof NetworkState.Deleted);
  }

  static Map<String, Object> data(Network network, List<Operation> operations) {
    boolean busy = operations.stream().anyMatch(o -> o.state() == Operation.State.RUNNING);
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    Optional<Operation> shown = Operation.followed(operations);
    data.put("operations", shown.stream().toList());
    data.put(
        "aside",
        operations.stream()
            .filter(o -> o.state() == Operation.State.ASIDE && !shown.equals(Optional.of(o)))
            .toList());
    data.put("reasons", network.made().placement().map(Placement::reasons).orElse(List.of()));
    data.put("software", network.made().software().map(Object::toString).orElse(""));
    data.put("reason", network.state() instanceof NetworkState.Failed f ? f.reason() : "");
    data.put("every", busy ? BUSY_SECONDS : CALM_SECONDS);
    data.put("gone", network.state() instanceof NetworkState.Deleted);
    data.put("seen", "");
    return data;
  }
}
