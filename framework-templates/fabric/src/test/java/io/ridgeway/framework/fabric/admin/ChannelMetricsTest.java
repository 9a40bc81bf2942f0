package io.ridgeway.framework.fabric.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChannelMetricsTest {
  /** As nodes of Fabric 3.1.1 and 2.5.9 say it. */
  private static final String TEXT =
      """
      # HELP consensus_etcdraft_is_leader The leadership status of the current node.
      # TYPE consensus_etcdraft_is_leader gauge
      consensus_etcdraft_is_leader{channel="other"} 1
      consensus_etcdraft_is_leader{channel="trade"} 0
      # TYPE ledger_blockchain_height gauge
      ledger_blockchain_height{channel="other"} 7
      ledger_blockchain_height{channel="trade"} 1.234567e+06
      ledger_blockchain_height_of_another_kind{channel="trade"} 3
      ledger_blockstorage_commit_time_sum{channel="trade"} 0.5
      """;

  @Test
  void onlyTheChannelThatIsAskedForCounts() {
    assertThat(ChannelMetrics.parse(TEXT, "trade"))
        .isEqualTo(new ChannelMetrics(OptionalLong.of(1_234_567), false));
    assertThat(ChannelMetrics.parse(TEXT, "other"))
        .isEqualTo(new ChannelMetrics(OptionalLong.of(7), true));
  }

  @Test
  void whoeverSaysNothingOfAChannelHasNotJoinedIt() {
    assertThat(ChannelMetrics.parse(TEXT, "tr").joined()).isFalse();
    assertThat(ChannelMetrics.parse("", "trade").joined()).isFalse();
    assertThat(
            ChannelMetrics.parse("ledger_blockchain_height{channel=\"trade\"} 0", "trade").joined())
        .isFalse();
  }

  @Test
  void aLeaderIsALeaderByRaftAndByBft() {
    assertThat(
            ChannelMetrics.parse("consensus_BFT_is_leader{channel=\"trade\"} 1", "trade").leader())
        .isTrue();
    assertThat(
            ChannelMetrics.parse("consensus_BFT_is_leader{channel=\"trade\"} 0", "trade").leader())
        .isFalse();
  }

  @Test
  void whatAPeerCouldNotDoCountsAndWhatAContractRefusedDoesNot() {
    String text =
        """
        endorser_proposal_simulation_failures{chaincode="notary",channel="trade"} 3
        endorser_proposal_simulation_failures{chaincode="other",channel="trade"} 1
        endorser_proposal_simulation_failures{chaincode="notary",channel="other"} 50
        endorser_endorsement_failures{chaincode="notary",chaincodeerror="false",channel="trade"} 2
        endorser_endorsement_failures{chaincode="notary",chaincodeerror="true",channel="trade"} 70
        """;

    assertThat(ChannelMetrics.parse(text, "trade").failures()).isEqualTo(6);
    assertThat(ChannelMetrics.parse("", "trade").failures()).isZero();
  }
}
