package io.ridgeway.examples.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.conformance.CloudAdapterContract;
import io.ridgeway.adapter.conformance.TestCityNode;
import io.ridgeway.engine.catalogue.PluginEntry;
import io.ridgeway.reconciler.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kit once more, on the packaged jar: signed with a fresh key, dropped into a directory, loaded
 * by Ridgeway in a class loader of its own, and behind its guard.
 */
class PluginIT extends CloudAdapterContract {
  private static final String JAR = "example-processes.jar";

  @TempDir private static Path directory;
  private static Plugins plugins;

  @BeforeAll
  static void dropIn() throws IOException, GeneralSecurityException {
    byte[] jar = Files.readAllBytes(Path.of(System.getProperty("plugin.jar")));
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(jar);
    Files.write(directory.resolve(JAR), jar);
    Files.write(directory.resolve(JAR + ".sig"), signature.sign());
    Files.writeString(
        directory.resolve("trusted.yaml"),
        "signers:\n  ridgeway: %s\nplugins:\n  %s:\n    sha256: %s\n    signer: ridgeway\n"
            .formatted(
                Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
                JAR,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar))));
    plugins =
        Plugins.load(
            new Plugins.Settings(
                directory, directory.resolve("trusted.yaml"), Duration.ofSeconds(60)),
            Set.of("local"),
            Clock.systemUTC());
  }

  @AfterAll
  static void letGo() {
    plugins.close();
  }

  @Override
  protected TestCityNode newCityNode() throws Exception {
    return new ProcessesTestCityNode(provider());
  }

  private static CloudAdapterProvider provider() {
    assertThat(plugins.all()).extracting(PluginEntry::problem).containsExactly("");
    return plugins.providers().get(0);
  }

  @Test
  void thePackagedJarSaysWhatItIs() {
    assertThat(provider().name()).isEqualTo("example-processes");
    assertThat(provider().configurationSchema())
        .isEqualTo(new ProcessesProvider().configurationSchema());
    assertThat(plugins.all().get(0).version()).isNotBlank();
    assertThat(plugins.all().get(0).spi()).isEqualTo("1");
  }
}
