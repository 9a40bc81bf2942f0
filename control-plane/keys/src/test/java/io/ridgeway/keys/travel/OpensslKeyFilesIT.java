package io.ridgeway.keys.travel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key files that OpenSSL writes are read, and what is sealed here OpenSSL opens. */
class OpensslKeyFilesIT {
  private static final String PASSWORD = "correct horse";
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"SECP256K1,secp256k1", "P256,prime256v1", "SM2,SM2"})
  void readsEveryFormOfAKey(Curve curve, String name) throws Exception {
    // Given
    openssl("ecparam", "-name", name, "-genkey", "-out", "sec1.pem");
    openssl("ec", "-in", "sec1.pem", "-outform", "DER", "-out", "sec1.der");
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-out", "p8.pem");
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-outform", "DER", "-out", "p8.der");
    encrypted("pbkdf2.pem", "-v2", "aes-256-cbc");
    encrypted("sha512.pem", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512", "-iter", "100000");
    encrypted("scrypt.pem", "-scrypt");
    encrypted("scrypt.der", "-scrypt", "-outform", "DER");
    openssl("ec", "-in", "sec1.pem", "-pubout", "-outform", "DER", "-out", "public.der");
    byte[] publicKey = curve.decode(bytes("public.der")).orElseThrow();

    // Then
    for (String plain : List.of("sec1.pem", "sec1.der", "p8.pem", "p8.der")) {
      assertThat(publicKey(curve, plain, "")).as(plain).isEqualTo(publicKey);
    }
    for (String closed : List.of("pbkdf2.pem", "sha512.pem", "scrypt.pem", "scrypt.der")) {
      assertThat(publicKey(curve, closed, PASSWORD)).as(closed).isEqualTo(publicKey);
    }
  }

  @Test
  void readsEd25519() throws Exception {
    openssl("genpkey", "-algorithm", "ed25519", "-out", "p8.pem");
    openssl("pkey", "-in", "p8.pem", "-pubout", "-outform", "DER", "-out", "public.der");
    assertThat(publicKey(Curve.ED25519, "p8.pem", ""))
        .isEqualTo(Curve.ED25519.decode(bytes("public.der")).orElseThrow());
  }

  @Test
  void opensWhatIsSealed() throws Exception {
    // Given
    openssl("genrsa", "-out", "recipient.pem", "3072");
    openssl("rsa", "-in", "recipient.pem", "-pubout", "-out", "recipient.pub");
    byte[] privateKey = new byte[32];
    Arrays.fill(privateKey, (byte) 7);
    byte[] publicKey = KeyAlgorithms.fastest().of(Curve.SECP256K1).publicKey(privateKey);

    // When
    Files.writeString(
        directory.resolve("sealed.pem"),
        SealedKey.seal(
            Curve.SECP256K1,
            privateKey,
            publicKey,
            Files.readString(directory.resolve("recipient.pub"))));
    openssl(
        "cms",
        "-decrypt",
        "-inform",
        "PEM",
        "-in",
        "sealed.pem",
        "-inkey",
        "recipient.pem",
        "-out",
        "opened.pem");

    // Then
    openssl("pkey", "-in", "opened.pem", "-check", "-noout");
    assertThat(publicKey(Curve.SECP256K1, "opened.pem", "")).isEqualTo(publicKey);
    assertThat(Pem.read("PRIVATE KEY", Files.readString(directory.resolve("opened.pem"))))
        .isPresent();
  }

  private void encrypted(String into, String... how) throws Exception {
    String[] all =
        new String[] {
          "pkcs8", "-topk8", "-in", "sec1.pem", "-passout", "pass:" + PASSWORD, "-out", into
        };
    String[] arguments = Arrays.copyOf(all, all.length + how.length);
    System.arraycopy(how, 0, arguments, all.length, how.length);
    openssl(arguments);
  }

  private byte[] publicKey(Curve curve, String file, String password) throws IOException {
    byte[] key = KeyFiles.read(curve, new KeyFile(bytes(file), password.toCharArray()));
    return KeyAlgorithms.fastest().of(curve).publicKey(key);
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(directory.resolve(file));
  }

  private void openssl(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + ": " + said).isZero();
  }
}
