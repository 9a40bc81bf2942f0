package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.renderer.golden.DeploymentFiles;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import io.ridgeway.model.deploy.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  private final EthereumPack pack = new EthereumPack();
  private final GoldenCases cases = GoldenCases.in(Path.of("src/test/golden"));

  @TestFactory
  Stream<DynamicTest> rendersTheWholeOfEachCase() {
    return cases.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> cases.check(name, in -> DeploymentFiles.of(render(Scenario.parse(in))))));
  }

  @TestFactory
  Stream<DynamicTest> rendersTheSameTwice() {
    return cases.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Scenario scenario = Scenario.parse(cases.input(name));
                      assertThat(render(scenario)).isEqualTo(render(scenario));
                    }));
  }

  private List<Deployment> render(Scenario scenario) {
    return pack.render(scenario.input(pack));
  }
}
