package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDatabaseTest {
  private final FabricPack pack = new FabricPack();
  private final NetworkSpec spec =
      TestNetwork.spec(
          "3.1",
          Map.of("orderer", 1, "peer", 2, "observer", 1),
          Map.of(
              "organisations", "alpha,beta", "observers", "regulator", "stateDatabase", "couchdb"));

  @Test
  void onlyPeersHaveOneAndItIsCountedWithThem() {
    // When
    NetworkPlan plan = pack.plan(spec);
    // Then
    assertThat(plan.nodes())
        .filteredOn(node -> !node.role().equals("orderer"))
        .hasSize(3)
        .extracting(PlannedNode::resources)
        .containsOnly(new Resources(500, 1_024, 5));
    assertThat(plan.nodes())
        .filteredOn(node -> node.role().equals("orderer"))
        .extracting(PlannedNode::resources)
        .containsOnly(new Resources(250, 256, 5));
    assertThat(plan.identities().keys())
        .filteredOn(key -> key.name().endsWith("-state"))
        .extracting(PlannedKey::name, PlannedKey::purpose)
        .containsExactlyInAnyOrder(
            tuple("peer-alpha-1-state", Purpose.NODE),
            tuple("peer-beta-1-state", Purpose.NODE),
            tuple("observer-regulator-1-state", Purpose.NODE));
  }

  @Test
  void itsPasswordStandsInSecretFilesOnly() {
    // When
    Workload peer = peer();
    Sidecar couch = peer.sidecars().get(0);
    // Then
    assertThat(peer.files()).noneMatch(file -> file.name().equals("core.yaml"));
    assertThat(peer.secrets())
        .filteredOn(file -> file.text().isPresent())
        .singleElement()
        .satisfies(
            core -> {
              assertThat(core.name()).isEqualTo("core.yaml");
              assertThat(core.format()).isEqualTo(SecretFile.Format.HEX);
              assertThat(core.text().orElseThrow())
                  .contains("stateDatabase: CouchDB", "password: \"{{value}}\"")
                  .contains("couchDBAddress: \"{{beside}}:5984\"");
            });
    assertThat(peer.environment()).containsEntry("FABRIC_CFG_PATH", "{{secrets}}");
    assertThat(couch.secrets())
        .singleElement()
        .satisfies(
            ini -> {
              assertThat(ini.key()).isEqualTo(peer.secrets().get(2).key());
              assertThat(ini.format()).isEqualTo(SecretFile.Format.PASSWORD_HASH);
              assertThat(ini.text().orElseThrow())
                  .contains("[admins]\npeer = {{value}}\n", "bind_address = {{bind}}\n")
                  .containsPattern("uuid = [0-9a-f]{32}\n");
            });
  }

  @Test
  void nobodyButThePeerReachesIt() {
    // When
    Workload peer = peer();
    // Then
    assertThat(peer.ports()).noneMatch(port -> port.number() == 5984);
    assertThat(peer.sidecars().get(0).ports())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.number()).isEqualTo(5984);
              assertThat(port.exposure()).isEqualTo(Port.Exposure.NONE);
            });
  }

  @Test
  void ledgerAndStateShareThePeersStorage() {
    // When
    Workload peer = peer();
    // Then
    assertThat(peer.volumes()).extracting(v -> v.sizeGib()).containsExactly(3);
    assertThat(peer.sidecars().get(0).volumes()).extracting(v -> v.sizeGib()).containsExactly(2);
    assertThat(peer.total()).isEqualTo(new Resources(500, 1_024, 5));
  }

  @Test
  void aPeerWithoutRoomForBothIsRefused() {
    // Given
    NetworkSpec small =
        new NetworkSpec(
            spec.name(),
            spec.framework(),
            spec.tier(),
            spec.nodes(),
            spec.parameters(),
            spec.cityNodes(),
            spec.tps(),
            1);
    // Then
    assertThat(pack.check(small)).extracting(Violation::field).containsExactly("storageGib");
  }

  @Test
  void aNetworkThatRunsKeepsItsDatabase() {
    // Given
    Map<String, String> other = new HashMap<>(spec.parameters());
    other.remove("stateDatabase");
    NetworkSpec plain =
        new NetworkSpec(
            spec.name(),
            spec.framework(),
            spec.tier(),
            spec.nodes(),
            other,
            spec.cityNodes(),
            spec.tps(),
            spec.storageGib());
    // Then
    assertThat(List.of(pack.checkChange(plain, spec), pack.checkChange(spec, plain)))
        .allSatisfy(
            violations ->
                assertThat(violations)
                    .singleElement()
                    .satisfies(
                        v -> {
                          assertThat(v.field()).isEqualTo("parameters.stateDatabase");
                          assertThat(v.message()).contains("is for good");
                        }));
    assertThat(pack.checkChange(plain, saying("leveldb"))).isEmpty();
  }

  private NetworkSpec saying(String database) {
    Map<String, String> parameters = new HashMap<>(spec.parameters());
    parameters.put("stateDatabase", database);
    return new NetworkSpec(
        spec.name(),
        spec.framework(),
        spec.tier(),
        spec.nodes(),
        parameters,
        spec.cityNodes(),
        spec.tps(),
        spec.storageGib());
  }

  private Workload peer() {
    TestNetwork network = TestNetwork.of(pack, spec, node -> "127.80.0.1");
    return pack.render(network.input()).get(0).workloads().stream()
        .filter(w -> w.name().value().equals("peer-alpha-1"))
        .findFirst()
        .orElseThrow();
  }
}
