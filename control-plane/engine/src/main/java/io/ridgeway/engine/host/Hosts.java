package io.ridgeway.engine.host;

import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On whose nodes a network of the shared tier may live. Every method is called in the system's
 * scope.
 */
@Singleton
public final class Hosts {
  /** So many guests has a network of its tenant's own, without an operator's word. */
  private static final Hosting OWN = new Hosting(20, true);

  private static final String MORE_MEMBERS =
      " more members than your contracts were priced for: delete this network and order anew.";

  private final Networks networks;
  private final Frameworks frameworks;

  public Hosts(Networks networks, Frameworks frameworks) {
    this.networks = networks;
    this.frameworks = frameworks;
  }

  /** What was found. */
  public sealed interface Choice {}

  /** That network fits, and has room. */
  public record Chosen(Network host) implements Choice {}

  /**
   * None.
   *
   * @param why for people; names nothing that isn't the tenant's own
   * @param passes whether room or time can help
   */
  public record None(String why, boolean passes) implements Choice {}

  /**
   * The first that fits and has room.
   *
   * @param tenant who orders the guest
   */
  public Choice choose(TenantId tenant, NetworkSpec guest) {
    Optional<NetworkId> named = frameworks.hostOf(guest);
    if (named.isPresent()) {
      return own(tenant, guest, named.get());
    }
    List<Network> fit =
        networks.hosts().stream()
            .filter(host -> host.made().placement().filter(p -> isWithin(p, guest)).isPresent())
            .filter(host -> frameworks.hostingObstacle(guest, host.spec()).isEmpty())
            .toList();
    if (!fit.isEmpty() && fit.stream().noneMatch(host -> takes(host, guest))) {
      return new None(
          "The networks that take guests at the chosen city nodes take no contracts of theirs:"
              + " choose others, leave nodes.contract out, or choose the dedicated tier.",
          false);
    }
    return fit.stream()
        .filter(host -> takes(host, guest))
        .filter(host -> isWithinPrice(host, guest))
        .filter(this::isFree)
        .findFirst()
        .<Choice>map(Chosen::new)
        .orElseGet(() -> none(fit, guest));
  }

  /** Why none of these is given; each would do but for its room and what contracts cost there. */
  private None none(List<Network> fit, NetworkSpec guest) {
    if (fit.isEmpty()) {
      return new None(
          "No network that takes guests is like that at the chosen city nodes: choose others,"
              + " another version, another organisation's name or contract, or the dedicated tier.",
          false);
    }
    List<Network> takers = fit.stream().filter(host -> takes(host, guest)).toList();
    if (takers.stream().noneMatch(host -> isWithinPrice(host, guest))) {
      return new None(
          "The networks that take guests at the chosen city nodes have" + MORE_MEMBERS, false);
    }
    return takers.stream().anyMatch(this::isFree)
        ? new None(
            "The networks at the chosen city nodes that have room for a guest have" + MORE_MEMBERS,
            true)
        : new None(
            "The networks that take guests at the chosen city nodes have no room now.", true);
  }

  private Choice own(TenantId tenant, NetworkSpec guest, NetworkId named) {
    Optional<Network> host =
        networks
            .find(named)
            .filter(n -> n.tenant().equals(tenant))
            .filter(n -> n.desire() == Desire.RUNNING);
    if (host.isEmpty()) {
      return new None("You have no network " + named + ".", false);
    }
    Optional<String> obstacle = frameworks.hostingObstacle(guest, host.get().spec());
    if (obstacle.isPresent()) {
      return new None("Network " + named + " can't be the host. " + obstacle.get(), false);
    }
    if (!takes(host.get(), guest)) {
      return new None("Network " + named + " takes no contracts of its guests.", false);
    }
    if (!isWithinPrice(host.get(), guest)) {
      return new None("Network " + named + " has" + MORE_MEMBERS, false);
    }
    if (host.get().made().placement().filter(p -> isWithin(p, guest)).isEmpty()) {
      return new None(
          "Network " + named + " has nodes at city nodes that you didn't choose: choose those too.",
          false);
    }
    if (!isFree(host.get())) {
      return new None("Network " + named + " isn't ready, or has no room for another.", true);
    }
    return new Chosen(host.get());
  }

  /** Whether it takes as many contracts of its guests' own as are asked for. */
  private static boolean takes(Network host, NetworkSpec guest) {
    return guest.ownContracts() == 0 || takesContracts(host);
  }

  /** Whether guests may bring contracts there; the operator's word. */
  public static boolean takesContracts(Network host) {
    return host.made().hosting().filter(Hosting::noContracts).isEmpty();
  }

  /** At how many of its members each contract of a guest runs as a service. */
  public int members(Network host) {
    return frameworks.endorsers(host.spec()).size();
  }

  /** Whether a guest's contracts cost no more there than was quoted, if anything was. */
  private boolean isWithinPrice(Network host, NetworkSpec guest) {
    return guest.hostMembers() == 0 || members(host) <= guest.hostMembers();
  }

  /** All of its data is where the guest's tenant chose. */
  private static boolean isWithin(Placement host, NetworkSpec guest) {
    return Set.<CityNodeId>copyOf(guest.cityNodes()).containsAll(host.cityNodes());
  }

  /** Whether it works, and nodes neither come nor go. */
  private static boolean isUsable(Network host) {
    return host.desire() == Desire.RUNNING
        && (host.state() instanceof Ready || host.state() instanceof Degraded)
        && !host.made().roster().moves();
  }

  /** Whether it could take another guest this moment. */
  private boolean isFree(Network host) {
    return isUsable(host) && hasRoom(host);
  }

  private boolean hasRoom(Network host) {
    return networks.guests(host.id()).size() < host.made().hosting().orElse(OWN).places();
  }
}
