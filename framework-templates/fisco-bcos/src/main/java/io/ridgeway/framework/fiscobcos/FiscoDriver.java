package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Watches a chain through its nodes' doors of applications. Those ask for a certificate, so each
 * look takes one signature a node.
 *
 * <p>Sealers make no empty blocks (the nodes' {@code SealingManager} proposes nothing while no
 * transaction waits), so an idle chain stands still, and works if its sealers agree: all answer,
 * have the same block, are in one view and hear a quorum.
 */
final class FiscoDriver implements FrameworkDriver {
  /** All of them must end within 2 s. */
  private static final Duration LOOK = Duration.ofMillis(1_300);

  /** A call that changes members waits for its block. */
  private static final Duration CHANGE = Duration.ofSeconds(6);

  private static final Duration COMPARISON = Duration.ofMillis(500);

  private final Clock clock;
  private final Supplier<String> nonces;

  /**
   * A driver.
   *
   * @param nonces gives another text of digits at each call
   */
  FiscoDriver(Clock clock, Supplier<String> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  /** {@inheritDoc} Nobody is answered without a name, so nothing is heard. */
  @Override
  public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    return LedgerHealth.UNHEARD;
  }

  @Override
  public LedgerHealth observe(
      LedgerEndpoints nodes, LedgerHealth before, Administrators administrators) {
    Chain chain = Chain.of(nodes.birth());
    Map<NodeName, NodeDoor> doors = doors(nodes, chain, administrators, LOOK);
    Map<NodeName, NodeSight> sights =
        AtOnce.all(doors, LOOK, (node, door) -> NodeSight.look(door, chain.groupId()));
    doors.keySet().retainAll(sights.keySet());
    doors.keySet().retainAll(nodes.voters());
    long lowest = Findings.lowest(nodes, sights);
    Map<NodeName, String> hashes =
        AtOnce.all(
            doors,
            COMPARISON,
            (node, door) -> {
              NodeSight sight = sights.get(node);
              return sight != null && sight.height() == lowest
                  ? sight.hash()
                  : NodeSight.hashAt(door, chain.groupId(), lowest);
            });
    return new Findings(nodes, sights, hashes).health(before, Instant.now(clock));
  }

  /**
   * {@inheritDoc} One change of the chain a call: members first, then the rules. Nobody is let in
   * or out while a node that stays has a key or a certificate that is unfit.
   */
  @Override
  public Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    Chain chain = Chain.of(nodes.birth());
    Optional<String> unfit = unfit(chain, administrators);
    if (unfit.isPresent()) {
      return unfit;
    }
    Map<NodeName, NodeDoor> doors = doors(nodes, chain, administrators, CHANGE);
    Map<NodeName, NodeSight> sights =
        AtOnce.all(doors, LOOK, (node, door) -> NodeSight.look(door, chain.groupId()));
    return new Membership(nodes, chain, administrators, nonces)
        .next(sights, doors)
        .or(() -> new Rules(nodes, chain, administrators, nonces).next(sights, doors));
  }

  private Optional<String> unfit(Chain chain, Administrators administrators) {
    return IdentityCheck.members(
            chain.cryptography(),
            administrators.lineup().nodes(),
            administrators.identities(),
            Instant.now(clock))
        .stream()
        .findFirst()
        .map(violation -> violation.field() + ": " + violation.message());
  }

  @Override
  public Set<String> replaceableRoles() {
    return Set.of(FiscoBcosPack.SEALER, FiscoBcosPack.OBSERVER);
  }

  private static Map<NodeName, NodeDoor> doors(
      LedgerEndpoints nodes, Chain chain, Administrators administrators, Duration patience) {
    Map<NodeName, NodeDoor> doors = new TreeMap<>();
    NodeDoor.all(nodes, chain, administrators, patience)
        .forEach(door -> doors.put(door.node(), door));
    return doors;
  }

  @Override
  public boolean growsWhenIdle() {
    return false;
  }
}
