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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final byte[] MESSAGE = "a change".getBytes(StandardCharsets.UTF_8);

  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBwDCCAWWgAwIBAgIUUsWQouXaDn9uVZB7lcb6QaTzUS8wCgYIKoZIzj0EAwIw
      NDENMAsGA1UECgwEYmV0YTEOMAwGA1UECwwFYWRtaW4xEzARBgNVBAMMCmJldGEt
      YWRtaW4wIBcNMjYxMTIyMDUxNDEzWhgPMjEyNjEwMjkwNTE0MTNaMDQxDTALBgNV
      BAoMBGJldGExDjAMBgNVBAsMBWFkbWluMRMwEQYDVQQDDApiZXRhLWFkbWluMFkw
      EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEG9vujNLRpLVow9s/Gey3mef2Wbu44O+R
      ozyVfWR5aZt1KcQhxiZ7unX1IVo+bj2wjnzKBYvWSxr4eDoAGUa6oqNTMFEwHQYD
      VR0OBBYEFFMqK0esrdTzKFkLdz1ny6xBaHGjMB8GA1UdIwQYMBaAFFMqK0esrdTz
      KFkLdz1ny6xBaHGjMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIh
      AJ7dfYzO7DhrPVsTUFrUTYbNCMBrjRJQOmxZ8aWt0RQTAiEAjMM0XnMatZdN4rUK
      AWl64W8QJH6QPsscmBBl6m5lAhU=
      -----END CERTIFICATE-----
      """;

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

  @Test
  void anotherKeyThanTheCertificatesIsToldAsSuchWhateverItsCurve() throws Exception {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      KeyFile key = KeyFile.read(written("-----BEGIN PRIVATE KEY-----", keys(curve)));
      assertThatThrownBy(() -> key.requireOf(CERTIFICATE))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("isn't the key that the administrator's certificate was made for");
    }
    KeyFile key = KeyFile.read(written("-----BEGIN PRIVATE KEY-----", keys()));
    assertThatThrownBy(() -> key.requireOf("none"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("certificate can't be read");
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
    return keys("secp256r1");
  }

  private static KeyPair keys(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }
}
