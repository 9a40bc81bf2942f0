package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.renderer.golden.DeploymentFiles;
import io.ridgeway.framework.renderer.golden.GoldenCases;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  private final FiscoBcosPack pack = new FiscoBcosPack();
  private final GoldenCases cases = GoldenCases.in(Path.of("src/test/golden"));

  @TestFactory
  Stream<DynamicTest> rendersTheWholeOfEachCase() {
    return cases.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> cases.check(name, in -> files(Scenario.parse(in)))));
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
                      assertThat(scenario.render(pack)).isEqualTo(scenario.render(pack));
                    }));
  }

  /** Of a certificate what a person can review. */
  private Map<String, String> files(Scenario scenario) {
    Map<String, String> files = new TreeMap<>(DeploymentFiles.of(scenario.render(pack)));
    files.replaceAll((path, text) -> path.endsWith(".crt") ? summary(text) : text);
    return files;
  }

  private static String summary(String pem) {
    X509 certificate = X509.parse(pem).orElseThrow();
    return "subject: %s\nissuer: %s\nkey: %s\n"
        .formatted(
            certificate.certificate().getSubjectX500Principal(),
            certificate.certificate().getIssuerX500Principal(),
            certificate.peerId());
  }
}
