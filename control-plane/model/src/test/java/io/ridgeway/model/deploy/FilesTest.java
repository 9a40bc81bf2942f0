package io.ridgeway.model.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  @Test
  void aFileMayBeInFolders() {
    assertThat(new ConfigFile("msp/cacerts/ca.pem", "").name()).isEqualTo("msp/cacerts/ca.pem");
    assertThat(Symbols.fill("x {{file.msp/config.yaml}}", symbol -> "<" + symbol + ">"))
        .isEqualTo("x <file.msp/config.yaml>");
    assertThat(Symbols.fill(Symbols.FILES + " " + Symbols.SECRETS, symbol -> "<" + symbol + ">"))
        .isEqualTo("<files> <secrets>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../a", "/a", "a/", "a//b", "a/../b", "a/./b", "a/.b", "a/b/c/d/e", "", "a\\b"})
  void noFileLeavesItsFolder(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ConfigFile(name, ""));
  }

  @Test
  void aKeyInPemIsReadByOthers() throws Exception {
    // Given
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();

    // When
    byte[] pem =
        SecretFile.Format.P256_PEM.encode(scalar(((ECPrivateKey) pair.getPrivate()).getS()));

    // Then
    String text = new String(pem, StandardCharsets.US_ASCII);
    assertThat(text).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("-----\n");
    byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
    signer.update((byte) 1);
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update((byte) 1);
    assertThat(verifier.verify(signer.sign())).isTrue();
  }

  @Test
  void aKeyInHexHasItsLeadingNoughts() {
    byte[] hex = SecretFile.Format.HEX.encode(scalar(BigInteger.valueOf(0xabc)));

    assertThat(new String(hex, StandardCharsets.US_ASCII)).isEqualTo("0".repeat(61) + "abc");
  }

  private static byte[] scalar(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] scalar = new byte[32];
    int length = Math.min(32, bytes.length);
    byte[] last = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    System.arraycopy(last, 0, scalar, 32 - length, length);
    return scalar;
  }
}
