package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is rendered while nodes come and go. */
class ReplacedNodesTest {
  private static final UnaryOperator<String> HOST = name -> name + ".example";
  private static final NodeName FIRST = new NodeName("peer-alpha-1");
  private static final NodeName SECOND = new NodeName("peer-alpha-2");
  private static final NodeName THIRD = new NodeName("peer-alpha-3");

  private final FabricPack pack = new FabricPack();
  private final NetworkSpec spec =
      TestNetwork.spec(
          "3.1", Map.of("orderer", 1, "peer", 4), Map.of("organisations", "alpha,beta"));
  private final TestNetwork born = TestNetwork.of(pack, spec, HOST);

  @Test
  void whoRunsIsNotTouchedByThoseThatCome() {
    // Given
    Map<NodeName, Workload> before = workloads(born.input());
    Roster moving = Roster.UNCHANGED.replacing(FIRST, 2).replacing(new NodeName("orderer-1"), 1);

    // When
    Map<NodeName, Workload> during = workloads(born.changed(pack, moving, HOST).input());
    Map<NodeName, Workload> after = workloads(born.changed(pack, moving.settled(), HOST).input());

    // Then
    assertThat(during).containsAllEntriesOf(before);
    assertThat(during.keySet()).hasSize(before.size() + 2).contains(THIRD);
    assertThat(core(during, THIRD)).contains("bootstrap: \"peer-alpha-2.example:7051\"");
    // Who came stays as it is; the organisation's other peer is told of it.
    assertThat(core(after, THIRD).replaceAll("(?s)  deliveryclient:.*?\n  d", "  d"))
        .isEqualTo(core(during, THIRD));
    assertThat(core(after, SECOND)).contains("bootstrap: \"peer-alpha-3.example:7051\"");
  }

  @Test
  void whoCameLaterFindsOrderersThatTheFirstBlockDoesNotName() {
    // Given
    Roster roster = Roster.UNCHANGED.replacing(FIRST, 2).settled();
    Map<NodeName, Workload> one = workloads(born.changed(pack, roster, HOST).input());

    // When
    Roster moved = roster.replacing(new NodeName("orderer-1"), 1).settled();
    Map<NodeName, Workload> other = workloads(born.changed(pack, moved, HOST).input());

    // Then
    assertThat(core(one, THIRD)).doesNotContain("addressOverrides");
    assertThat(core(other, THIRD))
        .contains("- from: \"orderer-1.example:7050\"", "to: \"orderer-2.example:7050\"");
    assertThat(file(other, THIRD, "orderers/ca.crt"))
        .isEqualTo(born.input().identities().root("orderer-tlsca").pem());
    // Those that were there have long read where orderers are.
    assertThat(core(other, SECOND)).isEqualTo(core(one, SECOND)).doesNotContain("addressOverrides");
  }

  @Test
  void addressesStayThoseThatItWasBornWith() {
    // Given
    Map<String, String> values = new TreeMap<>(born.input().birth().values());
    assertThat(values).containsEntry("from", "INSIDE");
    values.put("from", "OTHER_CITY_NODE");
    Map<NodeName, CityNodeId> places = new TreeMap<>(born.input().placement().nodes());
    RenderInput input = born.input();
    RenderInput drained =
        new RenderInput(
            input.network(),
            input.spec(),
            input.plan(),
            new Placement(places, List.of(), false),
            input.addresses(),
            input.identities(),
            new BirthRecord(values),
            input.software());

    // Then
    assertThat(Born.from(drained.birth(), drained.placement()).name()).isEqualTo("OTHER_CITY_NODE");
    assertThat(workloads(drained)).hasSameSizeAs(places);
  }

  private Map<NodeName, Workload> workloads(RenderInput input) {
    Map<NodeName, Workload> all = new TreeMap<>();
    pack.render(input).forEach(d -> d.workloads().forEach(w -> all.put(w.name(), w)));
    return all;
  }

  private static String core(Map<NodeName, Workload> workloads, NodeName node) {
    return file(workloads, node, "core.yaml");
  }

  private static String file(Map<NodeName, Workload> workloads, NodeName node, String name) {
    return workloads.get(node).files().stream()
        .filter(file -> file.name().equals(name))
        .map(ConfigFile::text)
        .findFirst()
        .orElseThrow();
  }
}
