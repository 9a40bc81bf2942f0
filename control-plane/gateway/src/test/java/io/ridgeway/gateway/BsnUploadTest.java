package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Proposals.Member;
import io.ridgeway.gateway.BsnGateway.Answer;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.key.MacAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fabric's section for applications that keep their users' keys. */
class BsnUploadTest {
  private static final String API = "/api/fabric/v1/";
  private static final String ENDORSED = "/w==";

  private BsnGateway gateway = BsnGateway.upload(MacAlgorithm.SECP256R1);

  @AfterEach
  void close() {
    gateway.close();
  }

  private void reopen(MacAlgorithm algorithm) {
    gateway.close();
    gateway = BsnGateway.upload(algorithm);
  }

  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void aUserIsRegisteredAndEnrolled(MacAlgorithm algorithm) {
    // Given
    reopen(algorithm);
    String csr = "-----BEGIN CERTIFICATE REQUEST-----\nMII\n";

    // When
    Answer registered =
        gateway.call(API + "user/register", "{\"name\":\"mei\",\"secret\":\"s\"}", "meis");
    Answer enrolled =
        gateway.call(
            API + "user/enroll",
            "{\"name\":\"mei\",\"secret\":\"s\",\"csrPem\":\"" + csr.replace("\n", "\\n") + "\"}",
            "meis" + csr);

    // Then
    assertThat(registered.body().toString()).isEqualTo("{\"name\":\"mei\",\"secret\":\"s\"}");
    assertThat(enrolled.body().toString()).isEqualTo("{\"cert\":\"certificate of mei\"}");
    assertThat(gateway.signed(enrolled, "0Transaction successfulcertificate of mei")).isTrue();
    refused(
        gateway.call(API + "user/enroll", "{\"name\":\"mei\",\"csrPem\":\"C\"}", "meiC"),
        "The request can't be certified");
    refused(
        gateway.call(API + "user/enroll", "{\"name\":\"-m\",\"csrPem\":\"C\"}", "-mC"),
        "name must be 1 to 30");
  }

  /** Asked is what has an odd signature here, and would change the ledger what has another. */
  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void aProposalThatOnlyAsksIsAnswered(MacAlgorithm algorithm) {
    // Given
    reopen(algorithm);
    known(9, "mei@" + gateway.id, "alpha");
    String proposal = base64(1, 9, 7);

    // When
    Answer asked = trans("trans", proposal);

    // Then
    assertThat(asked.body().toString())
        .isEqualTo(
            "{\"blockInfo\":{\"txId\":\""
                + FakeLedger.TRANSACTION
                + "\",\"blockHash\":\"\",\"status\":0},\"ccRes\":{\"ccCode\":200,\"ccData\":\""
                + ENDORSED
                + "\"}}");
    assertThat(
            gateway.signed(
                asked, "0Transaction successful" + FakeLedger.TRANSACTION + "0200" + ENDORSED))
        .isTrue();
    assertThat(gateway.ledger.calls()).containsExactly("endorse 09/07 by nobody");
  }

  @Test
  void whatWouldChangeTheLedgerTakesTwoMoreStepsAndIsNeverSaidToBeDone() {
    // Given
    known(9, "mei@" + gateway.id, "alpha");
    known(3, "mei@" + gateway.id, "alpha");
    String proposal = base64(1, 9, 7, 7);

    // When
    Answer refused = trans("trans", proposal);
    Answer endorsed = trans("endorse", proposal);
    String payload = endorsed.body().path("payload").asText();
    Answer submitted =
        gateway.call(
            API + "node/submit",
            "{\"payload\":\"" + payload + "\",\"signature\":\"BQY=\"}",
            payload + "BQY=");

    // Then
    refused(refused, "Nothing was changed: this would change the ledger");
    assertThat(endorsed.body().toString())
        .isEqualTo(
            "{\"txId\":\""
                + FakeLedger.TRANSACTION
                + "\",\"payload\":\"AwQ=\",\"ccRes\":{\"ccCode\":200,\"ccData\":\""
                + ENDORSED
                + "\"}}");
    assertThat(submitted.body().at("/blockInfo/txId").asText()).isEqualTo(FakeLedger.TRANSACTION);
    assertThat(gateway.ledger.calls())
        .containsExactly(
            "endorse 09/0707 by nobody", "endorse 09/0707 by nobody", "send 0304/0506 by nobody");
    gateway.close();
    assertThat(gateway.counted()).as("the ledger was asked each time").isEqualTo(3);
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        Arguments.of("mei@" + ApplicationId.next(), "alpha"),
        Arguments.of("mei", "alpha"),
        Arguments.of("mei@APP", "beta"),
        Arguments.of("mei@APPx", "alpha"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void anApplicationSpeaksForItsOwnUsersOnly(String name, String organisation) {
    known(9, name.replace("APP", gateway.id.value()), organisation);
    refused(trans("trans", base64(1, 9, 7)), "isn't signed by a user of this application");
    refused(trans("endorse", base64(1, 9, 7)), "isn't signed by a user of this application");
    refused(
        gateway.call(
            API + "node/submit", "{\"payload\":\"CQ==\",\"signature\":\"BQY=\"}", "CQ==BQY="),
        "isn't signed by a user of this application");
    assertThat(gateway.ledger.calls()).isEmpty();
  }

  @Test
  void whatIsNoProposalIsSaid() {
    refused(trans("trans", "%%"), "TransData must be Base64");
    refused(trans("trans", base64(9)), "It is no signed proposal");
    refused(
        gateway.call(API + "node/submit", "{\"payload\":\"%\",\"signature\":\"AA==\"}", "%AA=="),
        "Payload must be Base64");
  }

  @Test
  void theLedgerIsAskedByTheApplicationsReader() {
    refused(gateway.call(API + "node/getLedgerInfo", "{}", ""), "isn't there yet");
    gateway.learn(gateway.id, ApplicationId.READER);
    TestGateway.await(() -> gateway.call(API + "node/getLedgerInfo", "{}", "").code() == 0);
    assertThat(gateway.ledger.calls())
        .containsOnly("block OptionalLong.empty by " + gateway.id.keyName(ApplicationId.READER));
    refused(
        gateway.call(
            API + "node/reqChainCode",
            "{\"userName\":\"mei\",\"nonce\":\"n\",\"chainCode\":\"c\",\"funcName\":\"f\"}",
            "meincf"),
        "This operation is for key trust");
  }

  private Answer trans(String what, String data) {
    return gateway.call(API + "node/" + what, "{\"transData\":\"" + data + "\"}", data);
  }

  private static String base64(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return Base64.getEncoder().encodeToString(all);
  }

  private void known(int payload, String name, String organisation) {
    gateway.ledger.signers.put((byte) payload, member(name, organisation));
  }

  static Member member(String name, String organisation) {
    return new Member(organisation, certificate(name));
  }

  private static String certificate(String name) {
    try {
      KeyPair pair = BsnGateway.pair(MacAlgorithm.SECP256R1);
      X500Name subject = new X500Name("CN=" + name + ",O=alpha,OU=client");
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.ONE,
              Date.from(Instant.EPOCH),
              Date.from(Instant.EPOCH.plus(Duration.ofDays(1))),
              subject,
              pair.getPublic());
      X509CertificateHolder made =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(made.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (OperatorCreationException | java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private void refused(Answer answer, String why) {
    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(answer.msg()).containsIgnoringCase(why);
    assertThat(gateway.signed(answer, "-1" + answer.msg())).isTrue();
  }
}
