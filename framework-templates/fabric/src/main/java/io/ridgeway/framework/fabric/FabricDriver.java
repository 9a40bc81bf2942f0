package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.admin.Operations;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Watches a Fabric network by its nodes' metrics, and has its nodes join the network's channel.
 *
 * <p>A channel grows only when it is used, so it works if its orderers agree: all of them hold it,
 * one leads, and none is far behind. Looking takes no signature.
 */
final class FabricDriver implements FrameworkDriver {
  private static final Duration LOOK = Duration.ofMillis(1800);

  private final Operations operations = new Operations();
  private final Clock clock;
  private final Supplier<byte[]> nonces;

  FabricDriver(Clock clock, Supplier<byte[]> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  @Override
  public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    String channel = Born.channel(nodes.birth());
    return new Findings(nodes, channel, look(nodes, channel)).health(before, Instant.now(clock));
  }

  /**
   * {@inheritDoc}
   *
   * @throws LedgerException.Refused if a node will not join
   */
  @Override
  public Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    Born born = Born.of(nodes.birth());
    try (Reach reach = new Reach(nodes, administrators, nonces, clock)) {
      Map<NodeName, ChannelMetrics> seen = look(nodes, born.channel());
      return administrators.revokesAlone()
          ? new Membership(reach, born, new Heard(seen)).revoke()
          : new Joining(reach, born).go(seen);
    }
  }

  @Override
  public Set<String> replaceableRoles() {
    return Set.of(Roles.ORDERER, Roles.PEER, Roles.OBSERVER);
  }

  @Override
  public Set<String> rolesWithoutLedger() {
    return Set.of(Roles.CONTRACT);
  }

  @Override
  public boolean growsWhenIdle() {
    return false;
  }

  private Map<NodeName, ChannelMetrics> look(LedgerEndpoints nodes, String channel) {
    Map<NodeName, HostPort> ports = new TreeMap<>();
    nodes
        .nodes()
        .forEach(
            (node, at) -> {
              if (at.containsKey(Roles.OPERATIONS)) {
                ports.put(node, at.get(Roles.OPERATIONS));
              }
            });
    return operations.ask(ports, channel, LOOK);
  }
}
