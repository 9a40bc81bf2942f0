package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeCheckTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final NetworkSpec FROM = spec("3.15", 4, 1, Map.of());

  private static NetworkSpec spec(
      String version, int sealers, int observers, Map<String, String> parameters) {
    return Scenario.local(version, sealers, observers, parameters).spec();
  }

  private static void refused(NetworkSpec from, NetworkSpec to, String field, String why) {
    assertThat(PACK.checkChange(from, to))
        .singleElement()
        .satisfies(
            (Violation violation) -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(why);
            });
  }

  @Test
  void nodesReleasesAndRulesGoUp() {
    assertThat(PACK.checkChange(FROM, spec("3.16", 7, 3, Map.of()))).isEmpty();
    assertThat(PACK.checkChange(FROM, spec("3.15", 4, 0, Map.of("minSealMillis", "100"))))
        .isEmpty();
    NetworkSpec old = spec("3.15", 4, 1, Map.of("compatibilityVersion", "3.12.4"));
    assertThat(PACK.checkChange(old, spec("3.16", 4, 1, Map.of("compatibilityVersion", "3.15.0"))))
        .isEmpty();
    assertThat(PACK.checkChange(old, old)).isEmpty();
  }

  @Test
  void storageGrowsAndTheNodesFilesStayAsTheyAre() {
    // Given
    Scenario before = Scenario.local("3.16", 4, 1, Map.of());
    Scenario after =
        new Scenario(
            before.network(),
            before.version(),
            before.born(),
            before.order(),
            before.parameters(),
            40,
            before.nodes());

    // Then
    assertThat(PACK.checkChange(before.spec(), after.spec())).isEmpty();
    List<Workload> small = before.render(PACK).get(0).workloads();
    List<Workload> large = after.render(PACK).get(0).workloads();
    assertThat(large).hasSize(5);
    for (int i = 0; i < large.size(); i++) {
      assertThat(large.get(i).volumes()).singleElement().matches(v -> v.sizeGib() == 40);
      assertThat(small.get(i).volumes()).singleElement().matches(v -> v.sizeGib() == 10);
      assertThat(large.get(i).resources().storageGib()).isEqualTo(40);
      assertThat(large.get(i).files()).isEqualTo(small.get(i).files());
      assertThat(large.get(i).arguments()).isEqualTo(small.get(i).arguments());
    }
  }

  @Test
  void thereIsNoWayBack() {
    refused(
        FROM, spec("3.14", 4, 1, Map.of()), "framework.version", "no way back from 3.15 to 3.14");
    NetworkSpec young = spec("3.15", 4, 1, Map.of("compatibilityVersion", "3.15.0"));
    refused(
        young,
        spec("3.15", 4, 1, Map.of("compatibilityVersion", "3.14.0")),
        "parameters.compatibilityVersion",
        "never lowered: leave 3.15.0");
    refused(young, FROM, "parameters.compatibilityVersion", "never lowered");
  }

  @Test
  void storageThatIsLaidOutOtherwiseStaysAsItIs() {
    NetworkSpec paged = spec("3.14", 4, 1, Map.of());
    refused(paged, FROM, "framework.version", "can't read theirs: order another network");
    assertThat(PACK.checkChange(spec("3.12", 4, 1, Map.of()), paged)).isEmpty();
  }

  @Test
  void whatStandsInTheGenesisIsForGood() {
    refused(
        FROM,
        spec("3.15", 4, 1, Map.of("cryptography", "guomi")),
        "parameters.cryptography",
        "for good");
    refused(FROM, spec("3.15", 4, 1, Map.of("groupId", "g")), "parameters.groupId", "for good");
  }
}
