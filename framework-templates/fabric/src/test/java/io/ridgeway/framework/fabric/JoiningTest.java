package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.lab.TlsServer;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JoiningTest {
  private static final NodeName ORDERER = new NodeName("orderer-1");
  private static final NodeName PEER = new NodeName("peer-alpha-1");
  private static final ChannelMetrics OUTSIDE = new ChannelMetrics(OptionalLong.empty(), false);
  private static final ChannelMetrics INSIDE = new ChannelMetrics(OptionalLong.of(1), false);

  private final TestNetwork network =
      TestNetwork.of(
          new FabricPack(),
          TestNetwork.spec(
              "3.1", Map.of("orderer", 1, "peer", 1), Map.of("organisations", "alpha")),
          name -> "127.0.0.1");
  private final Map<NodeName, Map<String, HostPort>> nodes =
      new HashMap<>(Map.of(ORDERER, Map.of(), PEER, Map.of()));

  @Test
  void whoeverHoldsTheChannelIsLeftAlone() {
    assertThat(go(network.custody(), Map.of(ORDERER, INSIDE, PEER, INSIDE))).isEmpty();
    assertThat(network.custody().signed()).isEmpty();
  }

  @Test
  void nobodySignsForANodeThatDoesNotAnswer() {
    assertThat(go(network.custody(), Map.of(PEER, INSIDE))).isEqualTo("orderer-1 does not answer");
    assertThat(go(network.custody(), Map.of(PEER, OUTSIDE)))
        .isEqualTo("orderer-1 does not answer; peer-alpha-1 does not answer");
    assertThat(network.custody().signed()).isEmpty();
  }

  @Test
  void whyCustodyDoesNotSignIsToldAndNotThatAHandshakeFailed() throws Exception {
    // Given
    Refusal away = new Refusal(ProblemType.UNAVAILABLE, "The journal is full.");
    Administrators unwilling =
        new Administrators() {
          @Override
          public Identities identities() {
            return network.custody().identities();
          }

          @Override
          public Signature sign(String key, ToSign what, String reason) {
            throw away;
          }
        };
    try (TlsServer orderer = network.custody().serve("orderer-1-tls", "orderer-tlsca")) {
      nodes.put(ORDERER, Map.of(Roles.ADMIN, new HostPort("127.0.0.1", orderer.port())));

      // Then
      assertThatThrownBy(() -> go(unwilling, Map.of(ORDERER, OUTSIDE, PEER, INSIDE)))
          .isSameAs(away);
    }
  }

  private String go(Administrators administrators, Map<NodeName, ChannelMetrics> seen) {
    LedgerEndpoints endpoints =
        new LedgerEndpoints(
            network.input().network(), nodes, List.of(ORDERER), network.input().birth());
    try (Reach reach =
        new Reach(endpoints, administrators, () -> new byte[24], Clock.systemUTC())) {
      return new Joining(reach, Born.of(network.input().birth())).go(seen).orElse("");
    }
  }
}
