package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.deploy.SecretFile.Format;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.fisco.bcos.sdk.v3.config.Config;
import org.fisco.bcos.sdk.v3.config.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What applications are handed, read by the official SDK's own parser. */
class SdkFilesTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final Map<NodeName, Map<String, HostPort>> DOORS =
      Map.of(
          new NodeName("sealer-1"), Map.of("rpc", new HostPort("198.51.100.7", 20200)),
          new NodeName("sealer-2"), Map.of("rpc", new HostPort("198.51.100.8", 20201)));

  @TempDir Path home;

  private static Scenario scenario(Cryptography cryptography) {
    return Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
  }

  private static ConnectionProfile profile(
      Cryptography cryptography, Map<NodeName, Map<String, HostPort>> doors) {
    Scenario scenario = scenario(cryptography);
    Identities made = scenario.identities(PACK).identities();
    RenderInput input = scenario.input(PACK, made);
    String authority = FiscoIdentities.doorAuthority(cryptography);
    return PACK.connectionProfile(
            scenario.spec(),
            new LedgerEndpoints(
                input.network(),
                doors,
                List.of(),
                input.birth(),
                Map.of(authority, made.root(authority).pem())),
            Optional.empty())
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theSdkReadsItsFile(Cryptography cryptography) throws Exception {
    // Given
    ConnectionProfile profile = profile(cryptography, DOORS);
    JsonNode json = new ObjectMapper().readTree(profile.json());
    TestIdentities made = scenario(cryptography).identities(PACK);
    String authority = FiscoIdentities.doorAuthority(cryptography);
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(conf.resolve("ca.crt"), json.path("files").path("conf/ca.crt").asText());
    Files.writeString(
        conf.resolve("sdk.crt"),
        made.identities().certificate(authority, FiscoIdentities.GATEWAY).pem());
    Files.write(
        conf.resolve("sdk.key"),
        Format.RSA_PEM.encode(
            made.secrets().get(made.identities().key(FiscoIdentities.GATEWAY).id())));
    // The SDK looks for certPath where it is started, which a test can't choose.
    Path config = home.resolve("config.toml");
    Files.writeString(
        config,
        profile.toml().orElseThrow().replace("certPath = \"conf\"", "certPath = \"" + conf + "\""));

    // When
    ConfigOption read = Config.load(config.toString());

    // Then
    assertThat(read.getNetworkConfig().getPeers())
        .containsExactly("198.51.100.7:20200", "198.51.100.8:20201");
    assertThat(read.getNetworkConfig().getDefaultGroup()).isEqualTo("group0");
    assertThat(read.getCryptoMaterialConfig().getUseSmCrypto()).isFalse();
    assertThat(read.getCryptoMaterialConfig().getDisableSsl()).isFalse();
    assertThat(read.getCryptoMaterialConfig().getCaCert()).contains("BEGIN CERTIFICATE");
    assertThat(read.getCryptoMaterialConfig().getSdkPrivateKey()).contains("PRIVATE KEY");
    assertThat(json.path("cryptography").asText()).isEqualTo(cryptography.parameter());
    assertThat(profile.json() + profile.yaml() + profile.toml()).doesNotContain("PRIVATE KEY-");
  }

  @Test
  void aKeyOfItsOwnIsCertifiedByTheDoorsAuthority() {
    for (Cryptography cryptography : Cryptography.values()) {
      Scenario scenario = scenario(cryptography);
      Enrolment enrolment =
          PACK.clientEnrolment(scenario.spec(), "till", Optional.empty()).orElseThrow();
      assertThat(PACK.plan(scenario.spec()).identities().authorities())
          .contains(enrolment.authority());
      assertThat(enrolment.authority().curve()).isEqualTo(Curve.RSA2048);
      assertThat(enrolment.use()).isEqualTo(CertificateUse.TLS);
      assertThat(PACK.enrolment(scenario.spec(), "till", Optional.empty())).isEmpty();
    }
  }

  @Test
  void wherePeopleCanNotComeInIsSaid() {
    assertThatThrownBy(() -> profile(Cryptography.STANDARD, Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the gateway's native door");
    Scenario scenario = scenario(Cryptography.STANDARD);
    assertThatThrownBy(() -> PACK.clientEnrolment(scenario.spec(), "till", Optional.of("alpha")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("knows no organisations");
  }

  /** With the official SDK; it needs a node to run. */
  @Test
  void theSampleOfAnApplicationCompiles() {
    Path sample =
        Path.of("../../examples/fisco-bcos/clients/java/src/main/java")
            .resolve("io/ridgeway/example/fisco/Client.java");
    assertThat(sample).isRegularFile();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                Path.of(Config.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                    .toString(),
                "-d",
                home.toString(),
                sample.toString());
    assertThat(result).isZero();
  }
}
