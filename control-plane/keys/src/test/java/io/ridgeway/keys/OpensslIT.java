package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, certificates and requests as OpenSSL reads them, and its own answered here. */
class OpensslIT {
  /** The identity of SM2 signatures; OpenSSL assumes none. */
  private static final String IDENTITY = "distid:1234567812345678";

  @TempDir Path directory;
  private Offices offices;
  private Openssl openssl;

  @BeforeEach
  void offices() {
    offices = new Offices(directory);
    openssl = new Openssl(directory);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void verifiesTheChainAtItsAddressesWhileItHolds(Curve curve) {
    // Given
    Authority authority = offices.authority("root", curve);
    Certificate node =
        offices.issue(authority, "peer0", CertificateUse.TLS, "peer0.example.org", "10.1.2.3");
    openssl.write("root.pem", offices.authorities.root(authority).pem());
    openssl.write("peer0.pem", node.pem());

    // Then
    for (String purpose : List.of("sslserver", "sslclient")) {
      assertThat(
              verify(
                  curve,
                  Duration.ZERO,
                  "-purpose",
                  purpose,
                  "-verify_hostname",
                  "peer0.example.org",
                  "-verify_ip",
                  "10.1.2.3"))
          .isEqualTo(new Openssl.Said(0, "peer0.pem: OK\n"));
    }
    assertThat(verify(curve, Duration.ofDays(366)).text()).contains("certificate has expired");
    assertThat(verify(curve, Duration.ofHours(-1)).text()).contains("not yet valid");
    assertThat(verify(curve, Duration.ZERO, "-verify_hostname", "peer1.example.org").text())
        .contains("hostname mismatch");
    openssl.write("root.pem", offices.authorities.root(offices.authority("stranger", curve)).pem());
    assertThat(verify(curve, Duration.ZERO).exit()).isNotZero();
  }

  @Test
  void readsAFabricIdentityAsItIsMeant() {
    // Given
    Authority authority = offices.authority("org1-ca", Curve.P256);
    Certificate peer = offices.issue(authority, "peer0", CertificateUse.IDENTITY);

    // When
    String text = text(peer);

    // Then
    assertThat(text)
        .contains("Version: 3 (0x2)")
        .contains("Signature Algorithm: ecdsa-with-SHA256")
        .contains("Issuer: O = Org1, CN = org1-ca.example.org")
        .contains("Subject: O = Org1, OU = peer, CN = peer0.example.org")
        .contains("Not Before: Mar  1 10:10:30 2026 GMT")
        .contains("Not After : Mar  1 10:15:30 2027 GMT")
        .contains("ASN1 OID: prime256v1")
        .containsPattern("X509v3 Basic Constraints: critical\\s+CA:FALSE")
        .containsPattern("X509v3 Key Usage: critical\\s+Digital Signature\n")
        .doesNotContain("Extended Key Usage")
        .doesNotContain("Alternative Name");
    assertThat(text(offices.authorities.root(authority)))
        .containsPattern("X509v3 Basic Constraints: critical\\s+CA:TRUE, pathlen:0")
        .containsPattern("X509v3 Key Usage: critical\\s+Certificate Sign, CRL Sign\n");
  }

  @Test
  void readsAGuomiPairAsItIsMeant() {
    // Given
    Authority chain = offices.authority("chain", Curve.SM2);
    Certificate signs = offices.issue(chain, "node0", CertificateUse.TLS_SIGNING);
    Certificate encrypts = offices.issue(chain, "node0-en", CertificateUse.TLS_ENCRYPTION);
    openssl.write("root.pem", offices.authorities.root(chain).pem());

    // Then
    for (Certificate half : List.of(signs, encrypts)) {
      assertThat(text(half)).contains("Signature Algorithm: SM2-with-SM3", "ASN1 OID: SM2");
      openssl.write("peer0.pem", half.pem());
      assertThat(verify(Curve.SM2, Duration.ZERO).exit()).isZero();
    }
    assertThat(text(signs))
        .containsPattern("Key Usage: critical\\s+Digital Signature, Non Repudiation\n");
    assertThat(text(encrypts))
        .containsPattern(
            "Key Usage: critical\\s+Key Encipherment, Data Encipherment, Key Agreement\n");
  }

  @Test
  void readsAnRsaCertificateAsItIsMeant() {
    assertThat(
            text(
                offices.issue(
                    offices.authority("chain", Curve.RSA2048),
                    "node0",
                    CertificateUse.TLS,
                    "node0.example.org",
                    "2001:db8::1")))
        .contains("Signature Algorithm: sha256WithRSAEncryption", "Public-Key: (2048 bit)")
        .containsPattern("Key Usage: critical\\s+Digital Signature, Key Encipherment\n")
        .contains("TLS Web Server Authentication, TLS Web Client Authentication")
        .contains("IP Address:2001:DB8:0:0:0:0:0:1, DNS:node0.example.org");
  }

  @ParameterizedTest
  @CsvSource({"SECP256K1, SECP256K1_PEM", "P256, P256_PEM", "SM2, SM2_PEM", "RSA2048, RSA_PEM"})
  void readsAPrivateKeyAndFindsThePublicHalf(Curve curve, SecretFile.Format format) {
    // Given
    ManagedKey key = offices.fixture.key(curve, Purpose.TLS, "peer0");
    byte[] privateKey = offices.fixture.custody.open(key.id());

    // When
    openssl.write("key.pem", format.encode(privateKey));
    openssl.succeed("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der");

    // Then
    assertThat(directory.resolve("public.der")).hasBinaryContent(key.encodedPublicKey());
    assertThat(openssl.succeed("pkey", "-in", "key.pem", "-check", "-noout"))
        .contains("Key is valid");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void verifiesOurRequests(Curve curve) {
    // Given
    ManagedKey key = offices.fixture.key(curve, Purpose.NODE, "peer0");

    // When
    openssl.write("peer0.csr", offices.request(key, Subject.of("peer0"), "peer0.example.org"));

    // Then
    List<String> arguments =
        new ArrayList<>(List.of("req", "-in", "peer0.csr", "-verify", "-noout", "-text"));
    if (curve == Curve.SM2) {
      arguments.addAll(List.of("-vfyopt", IDENTITY));
    }
    assertThat(openssl.succeed(arguments.toArray(String[]::new)))
        .containsIgnoringCase("verify OK")
        .contains("Subject: CN = peer0", "DNS:peer0.example.org");
  }

  /** The commands of docs/fabric.md, word for word but for the files' names. */
  @Test
  void anOrganisationsOwnAuthorityAnswersOurRequestsWithIt() {
    // Given
    offices.fixture.clock.advance(Duration.between(offices.fixture.clock.instant(), Instant.now()));
    openssl.succeed(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-noenc",
        "-days",
        "3650",
        "-subj",
        "/O=beta/CN=beta root",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout",
        "root.key",
        "-out",
        "root.pem");
    Authority beta =
        new Authority(
            offices.fixture.tenant,
            offices.fixture.network,
            "beta-ca",
            Curve.P256,
            Subject.of("beta-ca"),
            Offices.TEN_YEARS,
            Optional.of(openssl.read("root.pem")));
    offices.authorities.root(beta);
    ManagedKey identity = offices.fixture.key(Curve.P256, Purpose.NODE, "peer");
    ManagedKey tls = offices.fixture.key(Curve.P256, Purpose.TLS, "peer-tls");

    for (CertificateOrder order :
        List.of(
            new CertificateOrder(
                "peer",
                Subject.of("peer").in("beta").inUnit("peer"),
                CertificateUse.IDENTITY,
                List.of(),
                Offices.YEAR,
                new Holder.Custody(identity.id())),
            new CertificateOrder(
                "peer-tls",
                Subject.of("peer").in("beta"),
                CertificateUse.TLS,
                List.of("peer.example.org", "127.0.0.1", "2001:db8::1"),
                Offices.YEAR,
                new Holder.Custody(tls.id())))) {
      // When
      CertificateRequest asked = offices.authorities.request(beta, order);
      openssl.write("peer.csr", asked.request());
      openssl.succeed(
          "x509",
          "-req",
          "-in",
          "peer.csr",
          "-CA",
          "root.pem",
          "-CAkey",
          "root.key",
          "-days",
          "365",
          "-copy_extensions",
          "copy",
          "-out",
          "peer0.pem");

      // Then
      Certificate taken =
          offices.authorities.accept(
              offices.fixture.tenant, offices.fixture.network, asked, openssl.read("peer0.pem"));
      assertThat(taken.name()).isEqualTo(order.name());
      assertThat(openssl.succeed("verify", "-CAfile", "root.pem", "peer0.pem"))
          .isEqualTo("peer0.pem: OK\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void itsOwnRequestsAreAnswered(Curve curve) {
    // Given
    openssl.succeed(generating(curve));
    List<String> asking =
        new ArrayList<>(
            List.of("req", "-new", "-key", "own.pem", "-out", "own.csr", "-subj", "/CN=admin"));
    if (curve == Curve.SM2) {
      asking.addAll(List.of("-sm3", "-sigopt", IDENTITY));
    }
    openssl.succeed(asking.toArray(String[]::new));
    Authority authority = offices.authority("root", curve);

    // When
    Certificate answer =
        offices.authorities.ensure(
            authority,
            offices.order(
                "client1", CertificateUse.IDENTITY, new Holder.Outside(openssl.read("own.csr"))));

    // Then
    openssl.write("root.pem", offices.authorities.root(authority).pem());
    openssl.write("peer0.pem", answer.pem());
    assertThat(verify(curve, Duration.ZERO).text()).isEqualTo("peer0.pem: OK\n");
    assertThat(openssl.succeed("x509", "-in", "peer0.pem", "-pubkey", "-noout"))
        .isEqualTo(openssl.succeed("pkey", "-in", "own.pem", "-pubout"));
    assertThat(text(answer)).contains("CN = client1.example.org").doesNotContain("admin");
  }

  private static String[] generating(Curve curve) {
    String[] how =
        switch (curve) {
          case SECP256K1 -> new String[] {"EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"};
          case P256 -> new String[] {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"};
          case SM2 -> new String[] {"SM2"};
          case ED25519 -> new String[] {"ED25519"};
          case RSA2048 -> new String[] {"RSA", "-pkeyopt", "rsa_keygen_bits:2048"};
        };
    List<String> all = new ArrayList<>(List.of("genpkey", "-out", "own.pem", "-algorithm"));
    all.addAll(Arrays.asList(how));
    return all.toArray(String[]::new);
  }

  /** Of {@code peer0.pem} under {@code root.pem}, so long after now. */
  private Openssl.Said verify(Curve curve, Duration later, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "-x509_strict",
                "-CAfile",
                "root.pem",
                "-attime",
                Long.toString(offices.fixture.clock.instant().plus(later).getEpochSecond())));
    if (curve == Curve.SM2) {
      arguments.addAll(List.of("-vfyopt", IDENTITY));
    }
    arguments.addAll(Arrays.asList(more));
    arguments.add("peer0.pem");
    return openssl.run(arguments.toArray(String[]::new));
  }

  private String text(Certificate certificate) {
    openssl.write("text.pem", certificate.pem());
    return openssl.succeed("x509", "-in", "text.pem", "-text", "-noout");
  }
}
