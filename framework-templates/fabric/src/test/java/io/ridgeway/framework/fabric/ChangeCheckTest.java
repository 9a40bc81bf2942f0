package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeCheckTest {
  private final FrameworkPack pack = new FabricPack();

  @Test
  void organisationsPeersAndOrderersComeAndGo() {
    fine(raft("3.1", 1, 2, "alpha,beta"), raft("3.1", 3, 3, "alpha,beta,gamma"));
    fine(raft("3.1", 3, 2, "alpha,beta"), raft("3.1", 5, 4, "alpha,beta"));
    fine(raft("3.1", 5, 4, "alpha,beta"), raft("3.1", 3, 2, "beta,gamma"));
    fine(watched("alpha", "regulator"), watched("alpha", "auditor"));
  }

  @ParameterizedTest
  @CsvSource({"3", "5"})
  void orderersAreNotReducedToOne(int had) {
    refused(
        raft("3.1", had, 2, "alpha,beta"),
        raft("3.1", 1, 2, "alpha,beta"),
        "nodes.orderer",
        "Orderers can't be reduced to 1: it would bear no loss, and on the way there are two, of"
            + " which either one could halt the channel. Keep 3.");
  }

  @Test
  void orderersGoFromRaftToBftAndNeverBack() {
    fine(raft("3.1", 3, 2, "alpha,beta"), bft(4));
    fine(raft("3.1", 5, 2, "alpha,beta"), bft(4));
    refused(
        bft(4),
        raft("3.1", 3, 2, "alpha,beta"),
        "parameters.ordering",
        "There is no way back from BFT to Raft: Fabric knows none.");
    refused(
        raft("2.5", 3, 2, "alpha,beta"),
        bft(4),
        "parameters.ordering",
        "Only a network that runs Fabric 3.1 can go to BFT: order the newer version first, and BFT"
            + " when it runs.");
    refused(
        bft(4),
        bft(7),
        "nodes.orderer",
        "BFT orderers stay as many as they are: with 5 or 6 of them, which there would be on the"
            + " way between 4 and 7, more must agree and no more may fail.");
  }

  @Test
  void releasesGoUp() {
    fine(raft("2.5", 3, 2, "alpha,beta"), raft("3.1", 3, 2, "alpha,beta"));
    refused(
        raft("3.1", 3, 2, "alpha,beta"),
        raft("2.5", 3, 2, "alpha,beta"),
        "framework.version",
        "There is no way back to Fabric 2.5: the channel asks of its nodes what only newer ones can"
            + " do.");
  }

  @Test
  void somebodyStays() {
    refused(
        raft("3.1", 3, 2, "alpha,beta"),
        raft("3.1", 3, 2, "gamma,delta"),
        "parameters.organisations",
        "None of alpha, beta would stay: somebody must be left who has the ledger and decides on"
            + " the others. Keep one of them.");
  }

  @Test
  void nobodyBecomesAnObserverOrAMember() {
    refused(
        watched("alpha,beta", "regulator"),
        watched("alpha", "beta"),
        "parameters.observers",
        "'beta' is a member and can't become an observer: its nodes' names say what they are. Let"
            + " it go, and take it in by another name.");
    refused(
        watched("alpha", "beta"),
        watched("alpha,beta", "regulator"),
        "parameters.organisations",
        "'beta' is an observer and can't become a member: its nodes' names say what they are. Let"
            + " it go, and take it in by another name.");
  }

  @Test
  void theChannelIsForGood() {
    // Given
    NetworkSpec spec = raft("3.1", 3, 2, "alpha,beta");
    Map<String, String> parameters = new TreeMap<>(spec.parameters());
    parameters.put("channel", "another");

    // Then
    refused(
        spec,
        TestNetwork.spec("3.1", spec.nodes(), parameters),
        "parameters.channel",
        "Parameter channel is for good: the network was born with it.");
  }

  private void fine(NetworkSpec from, NetworkSpec to) {
    assertThat(pack.check(from)).isEmpty();
    assertThat(pack.check(to)).isEmpty();
    assertThat(pack.checkChange(from, to)).isEmpty();
  }

  private void refused(NetworkSpec from, NetworkSpec to, String field, String message) {
    assertThat(pack.check(from)).isEmpty();
    assertThat(pack.check(to)).isEmpty();
    assertThat(pack.checkChange(from, to)).containsExactly(new Violation(field, message));
  }

  private static NetworkSpec raft(String version, int orderers, int peers, String organisations) {
    return TestNetwork.spec(
        version,
        Map.of("orderer", orderers, "peer", peers),
        Map.of("organisations", organisations));
  }

  private static NetworkSpec bft(int orderers) {
    return TestNetwork.spec(
        "3.1",
        Map.of("orderer", orderers, "peer", 2),
        Map.of("organisations", "alpha,beta", "ordering", "bft"));
  }

  private static NetworkSpec watched(String members, String observers) {
    return TestNetwork.spec(
        "3.1",
        Map.of(
            "orderer", 1,
            "peer", members.split(",").length,
            "observer", observers.split(",").length),
        Map.of("organisations", members, "observers", observers));
  }
}
