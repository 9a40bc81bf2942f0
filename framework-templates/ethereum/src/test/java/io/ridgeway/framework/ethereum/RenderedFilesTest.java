package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of the rendered files would make of them. */
class RenderedFilesTest {
  private static final GoldenCases CASES = GoldenCases.in(Path.of("src/test/golden"));

  private final EthereumPack pack = new EthereumPack();

  static List<String> cases() {
    return CASES.names();
  }

  private RenderInput input(String name) {
    return Scenario.parse(CASES.input(name)).input(pack);
  }

  private static List<Workload> workloads(List<Deployment> deployments) {
    return deployments.stream().flatMap(d -> d.workloads().stream()).toList();
  }

  private static String text(Workload workload, String name) {
    return workload.files().stream()
        .filter(f -> f.name().equals(name))
        .map(ConfigFile::text)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyNodeStartsFromTheSameGenesisThatNamesTheValidators(String name) throws Exception {
    // Given
    RenderInput input = input(name);
    List<AccountAddress> validators =
        input.plan().groups().get(0).members().stream()
            .map(node -> AccountAddress.ofPublicKey(Scenario.key(node).publicKey()))
            .sorted()
            .toList();

    // When
    List<Workload> workloads = workloads(pack.render(input));

    // Then
    Set<String> texts = new TreeSet<>();
    workloads.forEach(w -> texts.add(text(w, "genesis.json")));
    assertThat(texts).hasSize(1);
    JsonNode genesis = new ObjectMapper().readTree(texts.iterator().next());
    assertThat(EncodingPropertiesTest.validators(genesis.path("extraData").asText()))
        .isEqualTo(validators);
    assertThat(genesis.path("config").path("chainId").asText())
        .isEqualTo(input.birth().get("chainId"));
    assertThat(genesis.path("timestamp").asText()).isEqualTo("0x695735a5");
    assertThat(Long.decode(genesis.path("gasLimit").asText()))
        .isEqualTo(Long.parseLong(input.birth().get("gasLimit")));
    assertThat(
            genesis.path("config").path("qbft").path("epochLength").asInt()
                + genesis.path("config").path("qbft").path("epochlength").asInt())
        .isEqualTo(30_000);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyNodeKnowsAllOthersAndNotItself(String name) throws Exception {
    // Given
    RenderInput input = input(name);

    // Then
    for (Workload workload : workloads(pack.render(input))) {
      JsonNode config = new TomlMapper().readTree(text(workload, "config.toml"));
      JsonNode peers =
          config.has("static-nodes-file")
              ? new ObjectMapper().readTree(text(workload, "static-nodes.json"))
              : config.path("Node").path("P2P").path("StaticNodes");
      Set<String> keys = new TreeSet<>();
      peers.forEach(peer -> keys.add(peer.asText().substring(8, 8 + 128)));
      Set<String> others = new TreeSet<>();
      input.plan().nodes().stream()
          .filter(node -> !node.name().equals(workload.name()))
          .forEach(node -> others.add(Scenario.key(node.name()).publicKey()));
      assertThat(keys).isEqualTo(others);
      assertThat(peers).hasSize(others.size());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noPrivateKeyIsRendered(String name) {
    // Given
    RenderInput input = input(name);

    // When
    String everything = pack.render(input).toString() + input.birth();

    // Then
    for (PlannedNode node : input.plan().nodes()) {
      assertThat(everything).doesNotContain(Scenario.key(node.name()).privateKey());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBirthRecordDoesNotDependOnTheClient(String name) {
    // Given
    Scenario scenario = Scenario.parse(CASES.input(name));

    // When
    BirthRecord birth = scenario.input(pack).birth();

    // Then
    assertThat(pack.software(scenario.spec()))
        .allSatisfy(
            software -> {
              Scenario other =
                  new Scenario(
                      scenario.network(),
                      software,
                      scenario.born(),
                      scenario.order(),
                      scenario.parameters(),
                      scenario.storageGib(),
                      scenario.nodes());
              assertThat(other.input(pack).birth()).isEqualTo(birth);
              assertThat(workloads(pack.render(other.input(pack))))
                  .extracting(Workload::software)
                  .containsOnly(software);
            });
  }

  /** The options were looked up in Besu's reference; look a new one up before adding it there. */
  @ParameterizedTest
  @MethodSource("cases")
  void besuIsGivenOnlyOptionsThatItHas(String name) throws Exception {
    // Given
    Set<String> known = new TreeSet<>(PackFile.FILES.text("besu-options.txt").lines().toList());

    // Then
    for (Workload workload : workloads(pack.render(input(name)))) {
      if (workload.software().name().equals("besu")) {
        JsonNode config = new TomlMapper().readTree(text(workload, "config.toml"));
        assertThat(config.fieldNames()).toIterable().isNotEmpty().allMatch(known::contains);
      }
    }
  }
}
