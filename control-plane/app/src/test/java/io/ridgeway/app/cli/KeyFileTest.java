package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final byte[] MESSAGE = "a change".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void theKeyOfAFileSigns() throws Exception {
    // Given
    KeyPair keys = keys();
    Path file = written("-----BEGIN PRIVATE KEY-----", keys);

    // When
    byte[] signed = KeyFile.read(file).sign(MESSAGE);

    // Then
    Signature check = Signature.getInstance("SHA256withECDSA");
    check.initVerify(keys.getPublic());
    check.update(MESSAGE);
    assertThat(check.verify(signed)).isTrue();
  }

  @Test
  void whatIsNoSuchKeyIsRefusedByTheFilesNameAlone() throws Exception {
    Path other = written("-----BEGIN EC PRIVATE KEY-----", keys());
    assertThatThrownBy(() -> KeyFile.read(other))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("administrator.key holds no private key on P-256 in PKCS#8")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> KeyFile.read(folder.resolve("none.key")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none.key can't be read");
  }

  private Path written(String begin, KeyPair keys) throws Exception {
    String end = begin.replace("BEGIN", "END");
    return Files.writeString(
        folder.resolve("administrator.key"),
        begin
            + "\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded())
            + "\n"
            + end
            + "\n");
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
