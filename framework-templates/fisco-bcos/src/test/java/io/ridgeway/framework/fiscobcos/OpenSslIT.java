package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's certificates and keys as OpenSSL sees them. */
class OpenSslIT {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final String SM2_ID = "distid:1234567812345678";

  @TempDir Path home;
  private NodeDirectory standard;
  private NodeDirectory guomi;

  @BeforeEach
  void writeANodeOfEachSuite() throws IOException {
    standard = node(Cryptography.STANDARD);
    guomi = node(Cryptography.GUOMI);
  }

  private NodeDirectory node(Cryptography cryptography) throws IOException {
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
    TestIdentities identities = scenario.identities(PACK);
    Workload workload = scenario.render(PACK).get(0).workloads().get(0);
    return NodeDirectory.write(
        home.resolve(cryptography.parameter()), workload, identities.secrets(), "127.0.0.1");
  }

  /** What it writes to both outputs; it must end well. */
  private static String openssl(NodeDirectory node, String... arguments) throws Exception {
    return run(node, 0, arguments);
  }

  private static String run(NodeDirectory node, int status, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(node.file("").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(status);
    return output;
  }

  private static String hexOf(String output, String from, String to) {
    int begin = output.indexOf(from) + from.length();
    return output.substring(begin, output.indexOf(to, begin)).replaceAll("[^0-9a-f]", "");
  }

  @Test
  void theStandardChainHolds() throws Exception {
    assertThat(openssl(standard, "verify", "-CAfile", "ca.crt", "ssl.crt")).contains("ssl.crt: OK");
    String certificate = openssl(standard, "x509", "-in", "ssl.crt", "-noout", "-text");
    assertThat(certificate)
        .contains("sha256WithRSAEncryption", "Public-Key: (2048 bit)", "CA:FALSE")
        .containsPattern("Subject: CN ?= ?FISCO-BCOS-[0-9a-f]{8}, O ?= ?fisco-bcos, OU ?= ?agency");
  }

  @Test
  void theStandardKeysAreWhatTheNodeReads() throws Exception {
    // Given
    String modulus = openssl(standard, "x509", "-in", "ssl.crt", "-noout", "-modulus");
    String key = openssl(standard, "pkey", "-in", "node.pem", "-noout", "-text");

    // Then
    assertThat(openssl(standard, "rsa", "-in", "ssl.key", "-noout", "-modulus")).isEqualTo(modulus);
    assertThat(standard.file("ssl.nodeid"))
        .hasContent(modulus.strip().substring("Modulus=".length()).toLowerCase(Locale.ROOT));
    assertThat(key).contains("ASN1 OID: secp256k1");
    assertThat(standard.file("node.nodeid")).hasContent(hexOf(key, "pub:", "ASN1").substring(2));
  }

  @Test
  void theGuomiChainsHold() throws Exception {
    for (String name : List.of("sm_ssl.crt", "sm_enssl.crt")) {
      assertThat(openssl(guomi, "verify", "-vfyopt", SM2_ID, "-CAfile", "sm_ca.crt", name))
          .contains(name + ": OK");
      assertThat(openssl(guomi, "x509", "-in", name, "-noout", "-text"))
          .contains("SM2-with-SM3", "ASN1 OID: SM2", "CA:FALSE");
    }
    assertThat(openssl(guomi, "x509", "-in", "sm_ca.crt", "-noout", "-text"))
        .contains("SM2-with-SM3", "CA:TRUE", "Certificate Sign, CRL Sign");
  }

  @Test
  void theTwoGuomiCertificatesHaveTheirOwnUsesAndKeys() throws Exception {
    // Given
    String signing = openssl(guomi, "x509", "-in", "sm_ssl.crt", "-noout", "-text");
    String encipherment = openssl(guomi, "x509", "-in", "sm_enssl.crt", "-noout", "-text");

    // Then
    assertThat(signing)
        .contains("Digital Signature, Non Repudiation")
        .containsPattern("OU ?= ?ssl");
    assertThat(encipherment)
        .contains("Key Encipherment, Data Encipherment, Key Agreement")
        .containsPattern("OU ?= ?enssl");
    for (String pair : List.of("sm_ssl", "sm_enssl")) {
      assertThat(openssl(guomi, "pkey", "-in", pair + ".key", "-pubout"))
          .isEqualTo(openssl(guomi, "x509", "-in", pair + ".crt", "-noout", "-pubkey"));
    }
    assertThat(openssl(guomi, "x509", "-in", "sm_ssl.crt", "-noout", "-pubkey"))
        .isNotEqualTo(openssl(guomi, "x509", "-in", "sm_enssl.crt", "-noout", "-pubkey"));
  }

  @Test
  void theGuomiIdsAreThoseOfTheKeys() throws Exception {
    String node = openssl(guomi, "pkey", "-in", "node.pem", "-noout", "-text");
    String signing = openssl(guomi, "pkey", "-in", "sm_ssl.key", "-noout", "-text");
    assertThat(node).contains("ASN1 OID: SM2");
    assertThat(guomi.file("node.nodeid")).hasContent(hexOf(node, "pub:", "ASN1").substring(2));
    assertThat(guomi.file("sm_ssl.nodeid")).hasContent(hexOf(signing, "pub:", "ASN1").substring(2));
  }

  @Test
  void anotherAuthoritysCertificateIsNotTaken() throws Exception {
    // Given
    TestAuthority other = TestAuthority.of(Cryptography.GUOMI, new SeededRandom("another"));
    Files.writeString(guomi.file("sm_ca.crt"), other.pem());

    // Then
    run(guomi, 2, "verify", "-vfyopt", SM2_ID, "-CAfile", "sm_ca.crt", "sm_ssl.crt");
  }
}
