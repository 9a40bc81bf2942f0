package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.renderer.golden.DeploymentFiles;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  private final GoldenCases cases = GoldenCases.in(Path.of("src/test/golden"));

  /** A case's {@code in.yaml}; certificates are texts that say whose they are. */
  record Scenario(
      String version,
      Map<String, Integer> nodes,
      Map<String, String> parameters,
      Map<String, Seat> seats) {

    /** Where a node is, and under which host each viewpoint reaches it. */
    record Seat(String cityNode, Map<Viewpoint, String> hosts) {}

    static Scenario parse(String yaml) {
      try {
        return new YAMLMapper().readValue(yaml, Scenario.class);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    FabricNetwork network() {
      Topology topology = Topology.of(TestNetwork.spec(version, nodes, parameters));
      Map<NodeName, CityNodeId> places = new TreeMap<>();
      Map<NodeName, NodeIdentity> identities = new TreeMap<>();
      List<Address> addresses = new ArrayList<>();
      for (PlannedNode node : topology.plan().nodes()) {
        Seat seat = seats.get(node.name().value());
        places.put(node.name(), new CityNodeId(seat.cityNode()));
        node.ports().forEach(port -> addresses.add(address(node.name(), port, seat)));
        identities.put(node.name(), identity(node.name(), 2 * identities.size()));
      }
      Map<String, Msp> organisations = new TreeMap<>();
      organisations.put(Topology.ORDERING, msp(Topology.ORDERING));
      topology.organisations().forEach(o -> organisations.put(o.name(), msp(o.name())));
      return new FabricNetwork(
          new NetworkId("n00000000gold"),
          topology,
          new Placement(places, List.of(), false),
          new Addresses(addresses),
          organisations,
          identities);
    }

    private static Msp msp(String organisation) {
      return new Msp(
          organisation,
          List.of("root of " + organisation + "\n"),
          List.of("intermediate of " + organisation + "\n"),
          List.of("first TLS root of " + organisation + "\n", "second one\n"),
          List.of(),
          List.of());
    }

    private static NodeIdentity identity(NodeName node, int keys) {
      return new NodeIdentity(
          "enrolment of " + node + "\n",
          new KeyId("k%012d".formatted(keys + 1)),
          "TLS of " + node + "\n",
          new KeyId("k%012d".formatted(keys + 2)));
    }

    private static Address address(NodeName node, Port port, Seat seat) {
      Map<Viewpoint, HostPort> from = new TreeMap<>();
      if (port.exposure() == Port.Exposure.PEERS) {
        seat.hosts()
            .forEach((viewpoint, host) -> from.put(viewpoint, new HostPort(host, port.number())));
      }
      return new Address(node, port.name(), from);
    }
  }

  @TestFactory
  Stream<DynamicTest> rendersTheWholeOfEachCase() {
    return cases.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        cases.check(
                            name,
                            in ->
                                DeploymentFiles.of(
                                    new FabricNodes().render(Scenario.parse(in).network())))));
  }
}
