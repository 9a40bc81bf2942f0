package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.golden.DeploymentFiles;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  private final GoldenCases cases = GoldenCases.in(Path.of("src/test/golden"));

  private static final TenantId TENANT = new TenantId("t00000000gold");
  private static final NetworkId NETWORK = new NetworkId("n00000000gold");

  private final FabricPack pack = new FabricPack();

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

    RenderInput input(FabricPack pack) {
      NetworkSpec spec = TestNetwork.spec(version, nodes, parameters);
      NetworkPlan plan = pack.plan(spec);
      Map<NodeName, CityNodeId> places = new TreeMap<>();
      List<Address> addresses = new ArrayList<>();
      for (PlannedNode node : plan.nodes()) {
        Seat seat = seats.get(node.name().value());
        places.put(node.name(), new CityNodeId(seat.cityNode()));
        node.ports().forEach(port -> addresses.add(address(node.name(), port, seat)));
      }
      return new RenderInput(
          NETWORK,
          spec,
          plan,
          new Placement(places, List.of(), false),
          new Addresses(addresses),
          identities(plan.identities()),
          new BirthRecord(Map.of()),
          pack.software(spec).get(0));
    }

    private static Identities identities(IdentityPlan plan) {
      List<ManagedKey> keys = new ArrayList<>();
      List<Certificate> certificates = new ArrayList<>();
      for (PlannedKey key : plan.keys()) {
        keys.add(
            new ManagedKey(
                new KeyId("k%012d".formatted(keys.size() + 1)),
                TENANT,
                NETWORK,
                key.name(),
                key.curve(),
                key.purpose(),
                "00".repeat(64),
                Instant.EPOCH));
      }
      plan.authorities().forEach(a -> certificates.add(certificate(a.name(), a.name())));
      plan.certificates().forEach(c -> certificates.add(certificate(c.authority(), c.name())));
      return Identities.of(keys, certificates);
    }

    private static Certificate certificate(String authority, String name) {
      return new Certificate(
          TENANT,
          NETWORK,
          authority,
          name,
          1,
          "0".repeat(32),
          Instant.EPOCH,
          Instant.EPOCH,
          name + " by " + authority + "\n");
    }

    private static Address address(NodeName node, Port port, Seat seat) {
      Map<Viewpoint, HostPort> from = new TreeMap<>();
      if (port.exposure().toPeers()) {
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
                                DeploymentFiles.of(pack.render(Scenario.parse(in).input(pack))))));
  }
}
