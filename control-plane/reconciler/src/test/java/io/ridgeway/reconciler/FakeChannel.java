package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that makes no block while nobody uses it. Its administrator makes the channel first, and
 * joins the nodes to it afterwards; what was done stays, whoever dies.
 */
final class FakeChannel implements FrameworkDriver {
  /** The roles whose nodes may come and go. */
  Set<String> replaceable = Set.of();

  private final FakeLedger ledger;
  private boolean made;
  volatile int joins;

  /** The nodes that are in the channel. */
  final Set<NodeName> members = new ConcurrentSkipListSet<>();

  /** What each network's ledger was last told to run, and by which services of a guest's own. */
  final Map<NetworkId, String> running = new ConcurrentHashMap<>();

  /** How often it was told who is revoked, and of nothing else. */
  volatile int alone;

  /** Which authorities' lists of who is revoked each network's ledger was last told. */
  final Map<NetworkId, Set<String>> lists = new ConcurrentHashMap<>();

  /** Whether voters that answer have different blocks. */
  volatile boolean split;

  /** Who leads; blocks need nobody while it is null. */
  volatile @Nullable NodeName leader;

  /** The voters that answer and don't take part. */
  volatile Set<NodeName> apart = Set.of();

  /** Whether nobody leads. */
  volatile boolean leaderless;

  /** What {@link #join} fails with. */
  volatile @Nullable Supplier<RuntimeException> trouble;

  /** Whose signature is asked for. */
  volatile String administrator = FakeIdentities.ADMIN;

  FakeChannel(FakeLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    LedgerHealth health = ledger.observe(nodes, before);
    Map<NodeName, Long> heights =
        health.heights().entrySet().stream()
            .filter(e -> members.contains(e.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    NodeName first = leader;
    boolean led = !leaderless && (first == null || heights.containsKey(first));
    boolean agreed = health.agreed() && !split && led && members.containsAll(nodes.voters());
    return new LedgerHealth(
            heights.isEmpty() ? -1 : health.height(),
            heights,
            agreed,
            health.progressedAt(),
            agreed ? "" : "Not all voters agree.",
            led)
        .without(apart);
  }

  @Override
  public synchronized Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    joins++;
    if (trouble != null) {
      throw trouble.get();
    }
    nodes.nodes().forEach((node, ports) -> assertThat(ports).containsKeys("admin", "peer", "rpc"));
    assertThat(administrators.identities().root(FakeIdentities.CA).isRoot()).isTrue();
    if (!made) {
      administrators.sign(
          administrator,
          new ToSign.Message("channel".getBytes(StandardCharsets.UTF_8)),
          "makes the channel");
      made = true;
      return Optional.of("the channel is made, and no node is in it yet");
    }
    if (administrators.revokesAlone()) {
      alone++;
      lists.put(nodes.network(), Set.copyOf(administrators.revocations().keySet()));
      return Optional.empty();
    }
    members.addAll(nodes.nodes().keySet());
    lists.put(nodes.network(), Set.copyOf(administrators.revocations().keySet()));
    running.put(
        nodes.network(),
        administrators.contracts().stream().map(Contract::title).toList()
            + " by "
            + administrators.beside().nodes().stream()
                .filter(PlannedNode::stays)
                .map(PlannedNode::name)
                .toList());
    return Optional.empty();
  }

  @Override
  public Set<String> rolesWithoutLedger() {
    return Set.of(Contract.STEM);
  }

  @Override
  public boolean growsWhenIdle() {
    return false;
  }

  @Override
  public Duration patience(BirthRecord birth) {
    return Duration.ofMinutes(1);
  }

  @Override
  public Set<String> replaceableRoles() {
    return replaceable;
  }
}
