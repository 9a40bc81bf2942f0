package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Clearing;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerClearingTest {
  private static final NetworkId GUEST = new NetworkId("nfirm00000000");

  private final FabricPack pack = new FabricPack();
  private final Clearing clearing = pack.hosting().orElseThrow().clearing().orElseThrow();

  @Test
  void aPeersOwnProgramLeavesTheChannelWithThePeersOwnFiles() {
    // Given
    NetworkSpec spec = spec(Map.of("orderer", 1, "peer", 2), Map.of("organisations", "alpha,beta"));
    Workload peer =
        pack.render(TestNetwork.of(pack, spec, node -> "127.0.0.9").input()).stream()
            .flatMap(deployment -> deployment.workloads().stream())
            .filter(workload -> workload.name().value().equals("peer-alpha-1"))
            .findFirst()
            .orElseThrow();
    // When
    Task task = clearing.task(peer, GUEST);
    // Then
    assertThat(task.name()).isEqualTo("unjoin-nfirm00000000");
    assertThat(task.software()).isEqualTo(peer.software());
    assertThat(task.arguments()).containsExactly("node", "unjoin", "-c", "nfirm00000000");
    assertThat(task.environment()).isEqualTo(peer.environment());
    assertThat(task.files()).isEqualTo(peer.files());
    assertThat(task.secrets()).isEqualTo(peer.secrets());
    assertThat(task.node()).contains(peer.name());
    assertThat(clearing.roles()).contains(peer.role()).doesNotContain(Roles.ORDERER);
  }

  @Test
  void onlyAChannelThatIsNotThereWasGone() {
    assertThat(
            clearing.wasGone(
                List.of(
                    "Error: unjoin channel [nfirm00000000]: cannot update ledger status, ledger"
                        + " [nfirm00000000] does not exist")))
        .isTrue();
    assertThat(clearing.wasGone(List.of("Error: lock is already acquired on file"))).isFalse();
    assertThat(clearing.wasGone(List.of("no such file: core.yaml does not exist"))).isFalse();
    assertThat(clearing.wasGone(List.of())).isFalse();
  }

  @Test
  void saysWhenTransactionsFindTooFewEndorsers() {
    // Two members of one peer each: both must endorse.
    assertThat(interruption("alpha,beta", 1)).contains("the only peer of alpha or beta is stopped");
    assertThat(interruption("alpha,beta", 2)).isEmpty();
    assertThat(interruption("alpha", 1)).contains("the only peer of alpha is stopped");
    // Of three, two are enough.
    assertThat(interruption("alpha,beta,gamma", 1)).isEmpty();
    assertThat(interruption("alpha,beta,gamma,delta", 1)).isEmpty();
  }

  @Test
  void refusesPeersWhoseStateIsElsewhere() {
    assertThat(clearing.obstacle(spec(Map.of(), Map.of("organisations", "alpha,beta")))).isEmpty();
    assertThat(
            clearing.obstacle(
                spec(Map.of(), Map.of("organisations", "a,b", "stateDatabase", "couchdb"))))
        .hasValueSatisfying(why -> assertThat(why).contains("CouchDB"));
    assertThat(clearing.obstacle(GuestSpecTest.guest(Map.of("organisations", "firm"))))
        .contains("It has no nodes of its own.");
  }

  @Test
  void orderersStorageBearsSoManyChannels() {
    // TestNetwork's nodes have so many GiB; a channel takes 128 MiB of each orderer's at once.
    NetworkSpec spec = spec(Map.of(), Map.of("organisations", "alpha,beta"));
    int room = pack.hosting().orElseThrow().room(spec);

    assertThat(room).isBetween(spec.storageGib() * 7 - 1, spec.storageGib() * 8 - 1);
  }

  private String interruption(String members, int peers) {
    return clearing
        .interruption(
            spec(
                Map.of("orderer", 1, "peer", peers * members.split(",", -1).length),
                Map.of("organisations", members)))
        .orElse("");
  }

  private static NetworkSpec spec(Map<String, Integer> nodes, Map<String, String> parameters) {
    return TestNetwork.spec(
        "3.1", nodes.isEmpty() ? Map.of("orderer", 1, "peer", 2) : nodes, parameters);
  }
}
