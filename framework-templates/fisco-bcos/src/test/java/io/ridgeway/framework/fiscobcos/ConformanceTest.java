package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fiscobcos.conformance.NodeReading;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What nodes of each release would make of what we render. */
class ConformanceTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final GoldenCases CASES = GoldenCases.in(Path.of("src/test/golden"));
  private static final FiscoBcosPack PACK = new FiscoBcosPack();

  @TempDir Path home;

  static List<String> cases() {
    return CASES.names();
  }

  /** Every release, with each suite. */
  static List<Scenario> releases() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String version : PACK.descriptor().versions()) {
      for (Cryptography cryptography : Cryptography.values()) {
        scenarios.add(
            Scenario.local(version, 4, 1, Map.of("cryptography", cryptography.parameter())));
      }
    }
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyNodeOfAGoldenCaseIsReadWithoutAFinding(String name) throws IOException {
    everyNodeIsReadWithoutAFinding(Scenario.parse(CASES.input(name)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyNodeOfEachReleaseIsReadWithoutAFinding(Scenario scenario) throws IOException {
    everyNodeIsReadWithoutAFinding(scenario);
  }

  private void everyNodeIsReadWithoutAFinding(Scenario scenario) throws IOException {
    // Given
    TestIdentities identities = scenario.identities(PACK);
    Set<String> genesis = new HashSet<>();
    Set<String> ids = new HashSet<>();

    for (Deployment deployment : scenario.render(PACK)) {
      for (Workload workload : deployment.workloads()) {
        // When
        NodeDirectory directory = write(workload, identities.secrets());
        NodeReading reading = directory.read(scenario.version(), NOW);

        // Then
        assertThat(reading.findings()).as("%s", workload.name()).isEmpty();
        String id = identities.identities().key(workload.name()).publicKey();
        assertThat(reading.nodeId()).contains(id);
        assertThat(directory.file("node.nodeid")).hasContent(id);
        assertThat(reading.peers()).hasSize(scenario.nodes().size());
        assertThat(genesis.add(directory.workload().files().get(1).text()))
            .isEqualTo(ids.isEmpty());
        ids.add(id);
        boolean listed =
            reading.values().values().stream().anyMatch(value -> value.equals(id + ":1"));
        assertThat(listed).isEqualTo(workload.consensusGroup().isPresent());
        ports(workload, reading);
      }
    }
    assertThat(ids).hasSameSizeAs(scenario.nodes().keySet());
    assertThat(genesis).hasSize(1);
  }

  private static void ports(Workload workload, NodeReading reading) {
    for (String port : List.of("p2p", "rpc")) {
      assertThat(reading.value("config.ini", port, "listen_port"))
          .isEqualTo(String.valueOf(workload.port(port).number()));
      assertThat(reading.value("config.ini", port, "listen_ip")).isEqualTo("127.0.0.1");
    }
    assertThat(workload.ports()).hasSize(2);
  }

  private NodeDirectory write(Workload workload, Map<KeyId, byte[]> secrets) throws IOException {
    return NodeDirectory.write(
        home.resolve(workload.name().value()), workload, secrets, "127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void noPrivateKeyIsRendered(Cryptography cryptography) {
    // Given
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));

    // When
    String everything = scenario.render(PACK).toString();

    // Then
    assertThat(everything).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE KEY");
    for (byte[] secret : scenario.identities(PACK).secrets().values()) {
      assertThat(everything)
          .doesNotContain(HexFormat.of().formatHex(secret))
          .doesNotContain(Base64.getEncoder().encodeToString(secret).substring(0, 40));
    }
  }
}
