package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants' channels on one real network: they use its contract, and see nothing of each other.
 */
class GuestChannelsIT {
  private static final String HASH = "ab".repeat(32);
  private static final NetworkId FIRM = new NetworkId("nfirm00000000");
  private static final NetworkId TRADER = new NetworkId("ntrader000000");
  private static final NodeName ORDERER = new NodeName("orderer-2");
  private static final NodeName PEER = new NodeName("peer-alpha-1");

  @TempDir Path home;

  @Test
  void tenantsHaveChannelsOfTheirOwnOnNodesOfOthers() {
    try (RealChannel host = RealGuest.host(home, 3, RealChannel.subnet(99))) {
      host.bringUp();
      RealGuest firm = RealGuest.of(host, FIRM, "firm");
      RealGuest trader = RealGuest.of(host, TRADER, "trader");

      // When
      firm.bringUp();
      trader.bringUp();

      // Then their applications use the host's contract, each on a ledger of its own
      Signatory clerk = firm.application("clerk");
      Signatory agent = trader.application("agent");
      try (LedgerClient ofFirm = firm.client();
          LedgerClient ofTrader = trader.client()) {
        Receipt deposited = firm.done(ofFirm, clerk, "depositary", "deposit", HASH, "a lease");
        assertThat(deposited.result().text()).contains("\"depositor\":\"firm\"");
        assertThat(trader.done(ofTrader, agent, "depositary", "deposit", HASH, "mine").status())
            .isEqualTo(LedgerTransaction.Status.COMMITTED);
        assertThat(ofTrader.transaction(deposited.transaction(), Optional.of(agent))).isEmpty();

        // Then nobody gets into another's, by whatever door
        assertThatThrownBy(() -> ofFirm.evaluate(find(agent)))
            .isInstanceOf(LedgerException.Refused.class);
        assertThatThrownBy(() -> ofFirm.submit(deposit(agent)))
            .isInstanceOf(LedgerException.Refused.class);
        assertThatThrownBy(() -> ofFirm.block(OptionalLong.empty(), Optional.of(agent)))
            .isInstanceOf(LedgerException.Refused.class);
        assertThatThrownBy(() -> ofTrader.evaluate(find(clerk)))
            .isInstanceOf(LedgerException.Refused.class);

        // When an orderer of the host has another certificate
        host.renew(ORDERER);
        host.eventually("the orderers agree", host::observe, LedgerHealth::agreed);
        host.eventually("the guest's channel is told", firm::join, Optional.empty()::equals);

        // Then the guest's channel names it
        assertThat(consenters(host)).contains(host.certificate(ORDERER));

        // When one goes
        firm.leave();
        firm.leave();

        // Then its channel takes nothing more, and waits at the peers for a window
        assertThat(firm.observe().heights()).containsKey(PEER);
        assertThatThrownBy(() -> ofFirm.submit(deposit(clerk)))
            .isInstanceOf(LedgerException.Refused.class)
            .hasMessageContaining("channel does not exist");
        assertThat(
                trader
                    .done(ofTrader, agent, "depositary", "deposit", "cd".repeat(32), "more")
                    .code())
            .isEqualTo("VALID");
        assertThat(host.observe().agreed()).isTrue();

        // When a window comes, in which one peer after the other is stopped
        assertThat(held(host)).hasSize(2).containsEntry(PEER, Set.of(FIRM, TRADER));
        for (NodeName peer : held(host).keySet()) {
          Path chains = host.nodes.data(peer).resolve("ledgersData/chains/chains");
          assertThat(chains.resolve(FIRM.value())).isDirectory();
          unjoin(host, peer);
          assertThat(chains.resolve(FIRM.value())).doesNotExist();
          assertThat(chains.resolve(TRADER.value())).isDirectory();
        }

        // Then nothing is left of it, and the other one goes on
        assertThat(firm.observe().heights()).doesNotContainKey(PEER);
        assertThat(
                trader.done(ofTrader, agent, "depositary", "deposit", "ef".repeat(32), "x").code())
            .isEqualTo("VALID");
        assertThat(ofTrader.evaluate(find(agent)).text()).contains("mine");
      }
    }
  }

  /** The certificates by which the orderers of the firm's channel tell each other. */
  private static List<String> consenters(RealChannel host) {
    Block newest = host.nodes.peer("alpha", PEER).config(FIRM.value());
    return new ConfigEdit(FIRM.value(), Blocks.config(newest))
        .consenters().stream().map(Consenter::serverTls).toList();
  }

  private static Map<NodeName, Set<NetworkId>> held(RealChannel host) {
    return clearing(host).held(host.nodes.endpoints(), Set.of(FIRM, TRADER));
  }

  private static Clearing clearing(RealChannel host) {
    return host.pack.hosting().orElseThrow().clearing().orElseThrow();
  }

  /** As a window does, and once more, as one does that was interrupted. */
  private static void unjoin(RealChannel host, NodeName peer) {
    Task task = clearing(host).task(host.nodes.workload(peer), FIRM);
    host.nodes.kill(peer);
    var first = host.nodes.run(task);
    assertThat(first.getKey()).as(String.join("\n", first.getValue())).isZero();
    var second = host.nodes.run(task);
    assertThat(second.getKey()).isNotZero();
    assertThat(clearing(host).wasGone(second.getValue())).isTrue();
    host.nodes.start(peer);
    host.eventually(
        peer + " is back without it",
        () -> held(host).get(peer),
        now -> Set.of(TRADER).equals(now));
  }

  private static Call find(Signatory by) {
    return Call.of("depositary", "find", List.of(HASH), Optional.of(by));
  }

  private static Call deposit(Signatory by) {
    return Call.of("depositary", "deposit", List.of("ef".repeat(32), "x"), Optional.of(by));
  }
}
