package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fabric.Next.Change;
import io.ridgeway.framework.fabric.Next.Done;
import io.ridgeway.framework.fabric.Next.Waits;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VotersTest {
  private static final Set<Integer> NONE = Set.of();

  @Test
  void nothingIsDoneWhereThoseVoteThatShould() {
    assertThat(raft(of(1, 2, 3), of(1, 2, 3), of(1, 2, 3), NONE)).isInstanceOf(Done.class);
    // One that is down is no matter of membership.
    assertThat(raft(of(1, 2, 3), of(1, 2, 3), of(1, 3), NONE)).isInstanceOf(Done.class);
  }

  @Test
  void whoComesToRaftIsTakenInBeforeSomebodyWhoRunsGoes() {
    changes(raft(of(1, 2, 3), of(1, 3, 4), of(1, 2, 3), of(4)), "orderer-4 comes to order");
    changes(raft(of(1, 2, 3, 4), of(1, 3, 4), of(1, 2, 3, 4), NONE), "orderer-2 goes");
    waits(
        raft(of(1, 2, 3), of(1, 3, 4), of(1, 2, 3), NONE),
        "orderer-4 doesn't have the channel yet");
  }

  @Test
  void whoLeavesAndDoesNotRunGoesFirst() {
    changes(raft(of(1, 2, 3), of(1, 3, 4), of(1, 3), of(4)), "orderer-2 goes");
    changes(raft(of(1, 3), of(1, 3, 4), of(1, 3), of(4)), "orderer-4 comes to order");
    changes(raft(of(1, 2, 3, 4, 5), of(1, 2, 3, 6, 7), of(1, 2, 3), of(6)), "orderer-4 goes");
  }

  @Test
  void aSingleOrdererHandsItsChannelOn() {
    changes(raft(of(1), of(2), of(1), of(2)), "orderer-2 comes to order");
    // The newcomer must vote before the other goes.
    waits(
        raft(of(1, 2), of(2), of(1), NONE),
        "only 1 of 2 orderers run, too few to agree on a change");
    changes(raft(of(1, 2), of(2), of(1, 2), NONE), "orderer-1 goes");
  }

  @Test
  void nothingIsBegunThatTooFewCouldAgreeTo() {
    waits(
        raft(of(1, 2, 3), of(1, 3, 4), of(1), of(4)),
        "only 1 of 3 orderers run, too few to agree on a change");
    waits(
        raft(of(1), of(2), NONE, of(2)), "only 0 of 1 orderers run, too few to agree on a change");
    // A fourth would make it two of four: the one that is down is not the one that leaves.
    waits(
        raft(of(1, 2, 3), of(1, 2, 4), of(1, 3), of(4)),
        "only 2 orderers run, too few to take in orderer-4");
    // Who was taken in must vote before somebody who runs goes.
    waits(
        raft(of(1, 2, 3, 4), of(1, 2, 4), of(1, 2, 3), NONE), "orderer-3 goes once all others run");
    waits(
        raft(of(1, 2), of(1), of(2), NONE),
        "only 1 of 2 orderers run, too few to agree on a change");
  }

  @Test
  void byBftOneTakesTheOthersPlace() {
    changes(
        bft(of(1, 2, 3, 4), of(1, 2, 3, 5), of(1, 2, 3), of(5)),
        "orderer-5 comes to order in place of orderer-4");
    changes(
        bft(of(1, 2, 3, 4), of(1, 2, 3, 5), of(1, 2, 3, 4), of(5)),
        "orderer-5 comes to order in place of orderer-4");
    waits(
        bft(of(1, 2, 3, 4), of(1, 2, 3, 5), of(1, 2), of(5)),
        "only 2 of 4 orderers run, too few to agree on a change");
  }

  @Test
  void renewedCertificatesAreToldOneByOneWhileAllRun() {
    // Given
    Map<NodeName, Consenter> renewed = new TreeMap<>(wanted(of(1, 2, 3)));
    renewed.put(orderer(2), consenter(2, "renewed"));
    renewed.put(orderer(3), consenter(3, "renewed"));

    // Then
    changes(
        step(false, of(1, 2, 3), renewed, of(1, 2, 3), NONE),
        "the channel is told the certificate of orderer-2");
    waits(
        step(false, of(1, 2, 3), renewed, of(1, 2), NONE),
        "the certificate of orderer-2 waits for all orderers to run");
  }

  @Test
  void aSingleRaftOrdererKeepsItsEntry() {
    assertThat(step(false, of(1), Map.of(orderer(1), consenter(1, "renewed")), of(1), NONE))
        .isInstanceOf(Done.class);
  }

  private static void changes(Next step, String what) {
    assertThat(step)
        .isInstanceOfSatisfying(Change.class, c -> assertThat(c.what()).isEqualTo(what));
  }

  private static void waits(Next step, String what) {
    assertThat(step).isEqualTo(new Waits(what));
  }

  private static Next raft(
      Set<Integer> present, Set<Integer> wanted, Set<Integer> run, Set<Integer> follow) {
    return step(false, present, wanted(wanted), run, follow);
  }

  private static Next bft(
      Set<Integer> present, Set<Integer> wanted, Set<Integer> run, Set<Integer> follow) {
    return step(true, present, wanted(wanted), run, follow);
  }

  private static Next step(
      boolean bft,
      Set<Integer> present,
      Map<NodeName, Consenter> wanted,
      Set<Integer> run,
      Set<Integer> follow) {
    Map<HostPort, NodeName> names = new HashMap<>();
    IntStream.rangeClosed(1, 9).forEach(i -> names.put(at(i), orderer(i)));
    List<Consenter> voting = present.stream().sorted().map(i -> consenter(i, "first")).toList();
    return new Voters(
            bft,
            voting,
            wanted,
            names,
            address -> run.stream().map(VotersTest::at).anyMatch(address::equals),
            node -> follow.contains(node.number()))
        .next();
  }

  private static Map<NodeName, Consenter> wanted(Set<Integer> numbers) {
    Map<NodeName, Consenter> wanted = new TreeMap<>();
    numbers.forEach(i -> wanted.put(orderer(i), consenter(i, "first")));
    return wanted;
  }

  private static Set<Integer> of(Integer... numbers) {
    return Set.of(numbers);
  }

  private static NodeName orderer(int i) {
    return NodeName.of("orderer", i);
  }

  private static HostPort at(int i) {
    return new HostPort("orderer-" + i + ".example", 7050);
  }

  private static Consenter consenter(int i, String certificate) {
    return new Consenter(i, at(i), "orderer", certificate, certificate, certificate);
  }
}
