package io.ridgeway.reconciler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  // Key, signature and checksum by the commands of the adapter author's guide, with OpenSSL 3.0.
  private static final byte[] CONTENT = "not a jar, but bytes".getBytes(StandardCharsets.UTF_8);
  private static final String KEY = "MCowBQYDK2VwAyEATV2Q2MIFLNVpryJaTA6PnF1igA/LxBXvSpmEeOzGhR0=";
  private static final String SHA256 =
      "4872700eae0d3c7a111e7bf2390bb3854498245508559db0acf65852c80ec0f5";
  private static final byte[] SIGNATURE =
      HexFormat.of()
          .parseHex(
              "8d5243b0e75f5e81def2a47f003df25fd55184edab372fff59e9b5f1f13bd61a"
                  + "1059fb9d70ee6b6cc6a8ebe2ca461b35030a12b982ea450cc0ad97f155f7e707");

  @TempDir private Path directory;

  private Trust trust(String text) throws IOException {
    return Trust.read(Files.writeString(directory.resolve("trusted.yaml"), text));
  }

  private static String list(String key, String sha256, String signer) {
    return """
        signers:
          acme: %s
        plugins:
          a.jar:
            sha256: %s
            signer: %s
        """
        .formatted(key, sha256, signer);
  }

  @Test
  void whatOpensslSignedIsTrusted() throws IOException {
    Trust trust = trust(list(KEY, SHA256, "acme"));
    assertThat(trust.check("a.jar", CONTENT, Optional.of(SIGNATURE)).signer()).isEqualTo("acme");
    assertThatThrownBy(() -> trust.check("b.jar", CONTENT, Optional.of(SIGNATURE)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(SHA256);
  }

  @Test
  void aListThatSaysTooLittleOrTooMuchIsRefused() {
    assertThatThrownBy(() -> trust(list("AAAA", SHA256, "acme")))
        .hasMessageContaining("the key of signer acme must be an Ed25519 public key");
    assertThatThrownBy(() -> trust(list(KEY, "abc", "acme")))
        .hasMessageContaining("the sha256 of a.jar must be 64 lower-case hex digits");
    assertThatThrownBy(() -> trust(list(KEY, SHA256, "other")))
        .hasMessageContaining("the signer of a.jar is not among the signers");
    assertThatThrownBy(() -> trust(list(KEY, SHA256, "acme") + "    unsigned: true\n"))
        .hasMessageContaining("unsigned");
    assertThatThrownBy(() -> trust(list(KEY, SHA256, "acme") + "plugins:\n"))
        .hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> trust(list(KEY, SHA256, "acme").replace("a.jar", "../a.jar")))
        .hasMessageContaining("the plain name of a jar is wanted");
    assertThatThrownBy(() -> trust("plugins:\n  a.jar:\n"))
        .hasMessageContaining("the sha256 of a.jar");
  }

  @Test
  void anEmptyListTrustsNothing() throws IOException {
    assertThat(trust("").pins()).isEmpty();
    assertThat(trust("plugins:\n").pins()).isEmpty();
    assertThat(Trust.read(directory.resolve("none.yaml")).pins()).isEmpty();
  }
}
