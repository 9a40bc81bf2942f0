package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.junit.jupiter.api.Test;

/** The window in which a channel goes from Raft to BFT, step by step and with nodes away. */
class WindowTest {
  private static final long BLOCK = 7;
  private static final NodeName FIRST = new NodeName("orderer-1");
  private static final NodeName SECOND = new NodeName("orderer-2");
  private static final NodeName PEER = new NodeName("peer-alpha-1");

  private final TestNetwork lab =
      TestNetwork.of(
          new FabricPack(),
          TestNetwork.spec(
              "3.1",
              Map.of("orderer", 3, "peer", 2),
              Map.of("channel", "trade", "organisations", "alpha,beta")),
          node -> node + ".test");
  private final Map<NodeName, Consenter> orderers = orderers();
  private final Map<NodeName, ChannelMetrics> seen = new HashMap<>();
  private ConfigGroup configuration =
      Blocks.config(Born.of(lab.input().birth()).genesis()).getChannelGroup();

  WindowTest() {
    orderers.keySet().forEach(node -> seen.put(node, at(BLOCK + 1)));
    seen.put(PEER, at(BLOCK));
  }

  @Test
  void goesThroughMaintenanceAndEachChangeIsOneThatOrderersTake() {
    // To stand still is a change of nothing else, or orderers refuse it.
    changes(Set.of(), "the channel stands still, for its orderers to agree by BFT");
    assertThat(edit().isMaintained()).isTrue();

    changes(Set.of(), "orderers are to agree by BFT");
    assertThat(edit().isBft()).isTrue();
    assertThat(edit().isMaintained()).isTrue();
    assertThat(edit().consenters()).containsExactlyElementsOf(orderers.values());

    assertThat(next(Set.of()))
        .isEqualTo(new Next.Settle("orderers are started again, to agree by BFT", Born.BFT_ORDERS));

    Set<String> settled = Set.of(Born.BFT_ORDERS);
    changes(settled, "the channel goes on, by BFT");
    assertThat(edit().isMaintained()).isFalse();

    waits(settled, "peer-alpha-1 must read that orderers agree by BFT");
    seen.put(PEER, at(BLOCK + 1));
    assertThat(next(settled))
        .isEqualTo(
            new Next.Settle("peers are started again, to take blocks by BFT", Born.BFT_DELIVERS));
    assertThat(next(Set.of(Born.BFT_ORDERS, Born.BFT_DELIVERS))).isInstanceOf(Next.Done.class);
  }

  @Test
  void beginsOnlyWhileAllOrderersRunAndHaveAllBlocks() {
    seen.remove(SECOND);
    waits(Set.of(), "the change to BFT begins once orderer-2 runs as well");

    seen.put(SECOND, at(BLOCK));
    waits(Set.of(), "the change to BFT begins once orderer-2 runs as well");

    seen.put(SECOND, new ChannelMetrics(OptionalLong.of(BLOCK + 1), false));
    waits(Set.of(), "the change to BFT begins once orderer-2 runs as well");
  }

  @Test
  void goesOnByRaftIfAnOrdererGoesDownBeforeTheyAreToldOfBft() {
    take(Set.of());
    seen.remove(FIRST);

    changes(Set.of(), "the channel goes on by Raft, as orderer-1 is away");
    assertThat(edit().isMaintained()).isFalse();
    assertThat(edit().isBft()).isFalse();
  }

  @Test
  void noOrdererIsStartedAgainBeforeAllHaveReadWhy() {
    take(Set.of());
    take(Set.of());
    seen.put(SECOND, at(BLOCK));

    waits(Set.of(), "orderer-2 must read that orderers agree by BFT");
  }

  @Test
  void theChannelStandsStillUntilAllOrderersAreBack() {
    take(Set.of());
    take(Set.of());
    seen.remove(FIRST);

    waits(Set.of(Born.BFT_ORDERS), "orderer-1 is started again, to agree by BFT");
  }

  @Test
  void aPeerThatIsDownHoldsNothingUp() {
    take(Set.of());
    take(Set.of());
    take(Set.of(Born.BFT_ORDERS));
    seen.remove(PEER);

    assertThat(next(Set.of(Born.BFT_ORDERS))).isInstanceOf(Next.Settle.class);
  }

  @Test
  void aBirthRecordIsAddedToAndNeverChanged() {
    assertThat(lab.input().birth().with(Born.BFT_ORDERS, "true").get(Born.BFT_ORDERS))
        .isEqualTo("true");
    assertThatThrownBy(() -> lab.input().birth().with("channel", "other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trade");
  }

  private static ChannelMetrics at(long blocks) {
    return new ChannelMetrics(OptionalLong.of(blocks), false, true, OptionalLong.of(3));
  }

  private ConfigEdit edit() {
    return new ConfigEdit("trade", Config.newBuilder().setChannelGroup(configuration).build());
  }

  private Next next(Set<String> settled) {
    return new Window(edit(), BLOCK, orderers, Set.of(PEER), seen, settled).next();
  }

  /** Carries out the change that is next. */
  private String take(Set<String> settled) {
    assertThat(next(settled)).isInstanceOf(Next.Change.class);
    Next.Change change = (Next.Change) next(settled);
    ConfigEdit changed = change.edit().apply(edit());
    try {
      changed.update();
    } catch (Refusal e) {
      throw new AssertionError("it changes nothing", e);
    }
    configuration = changed.after();
    return change.what();
  }

  private void changes(Set<String> settled, String what) {
    assertThat(take(settled)).isEqualTo(what);
  }

  private void waits(Set<String> settled, String what) {
    assertThat(next(settled)).isEqualTo(new Next.Waits(what));
  }

  private Map<NodeName, Consenter> orderers() {
    List<Consenter> raft = Born.of(lab.input().birth()).configuration().consenters();
    Map<NodeName, Consenter> all = new TreeMap<>();
    for (int i = 1; i <= raft.size(); i++) {
      NodeName node = new NodeName("orderer-" + i);
      NodeIdentity identity =
          FabricIdentities.node(node, Topology.ORDERING, lab.input().identities());
      all.put(
          node,
          new Consenter(
              i,
              raft.get(i - 1).address(),
              Topology.ORDERING,
              identity.enrolment(),
              identity.tls(),
              identity.tls()));
    }
    return all;
  }
}
