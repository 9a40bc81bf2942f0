package io.ridgeway.reconciler;

import io.ridgeway.engine.host.Hosts;
import io.ridgeway.engine.host.Hosts.Choice;
import io.ridgeway.engine.host.Hosts.Chosen;
import io.ridgeway.engine.host.Hosts.None;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Requested;
import io.ridgeway.model.place.Placement;
import java.util.List;
import java.util.Map;

/**
 * Decides once on whose nodes a guest lives. The host is locked meanwhile, so that its last place
 * isn't given twice.
 */
final class HostStep implements Step {
  @Override
  public String name() {
    return "host";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.made().host().isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    Ports ports = pass.ports();
    Hosts hosts = new Hosts(ports.networks(), ports.packs());
    Choice choice = choose(pass, hosts);
    if (choice instanceof None none) {
      return new Waiting(none.why(), Pace.SLOW);
    }
    return isTaken(pass, hosts, ((Chosen) choice).host().id())
        ? new Performed()
        : new Waiting("Another network took the place; another one is looked for.", Pace.SOON);
  }

  private static Choice choose(Pass pass, Hosts hosts) {
    return pass.ports()
        .transactions()
        .asSystem(() -> hosts.choose(pass.network().tenant(), pass.network().spec()));
  }

  /** Kept in one transaction with another look, now that nobody else can take the place. */
  private static boolean isTaken(Pass pass, Hosts hosts, NetworkId host) {
    return pass.ports()
        .transactions()
        .asSystem(
            () -> {
              pass.ports().networks().lock(host);
              Choice again = hosts.choose(pass.network().tenant(), pass.network().spec());
              if (!(again instanceof Chosen chosen) || !chosen.host().id().equals(host)) {
                return false;
              }
              pass.change(n -> n.with(n.made().hostedBy(host, at(chosen.host()))));
              pass.change(
                  n -> n.state() instanceof Requested requested ? n.with(requested.placed()) : n);
              pass.keep();
              return true;
            });
  }

  private static Placement at(Network host) {
    Placement there = host.made().placement().orElseThrow();
    return new Placement(
        Map.of(),
        List.of(
            "It lives on nodes that others have too, at city node "
                + String.join(", ", there.cityNodes().stream().map(c -> c.value()).toList())
                + "."),
        there.survivesSiteLoss());
  }
}
