package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.BsnGateway.Answer;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Section;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description that is handed out is the one that the code makes, and its answers. */
class DescriptionTest {
  private static final Path RESOURCE =
      Path.of("src/main/resources/io/ridgeway/gateway/openapi.json");

  @Test
  void itSaysWhatTheCodeDoes() throws IOException {
    Map<Operation, JsonNode> answers = new EnumMap<>(Operation.class);
    for (CaType caType : CaType.values()) {
      fabric(caType, answers);
      fisco(caType, answers);
    }
    assertThat(answers).as("each operation was done once").hasSize(Operation.values().length);
    String made = new DescriptionOf(answers).text();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(RESOURCE.getParent());
      Files.writeString(RESOURCE, made);
    }
    assertThat(Files.readString(RESOURCE))
        .as("run this test with -Dgolden.update=true, and look at what changed")
        .isEqualTo(made);
  }

  private static void fabric(CaType caType, Map<Operation, JsonNode> answers) {
    try (BsnGateway gateway =
        caType == CaType.UPLOAD
            ? BsnGateway.upload(MacAlgorithm.SECP256R1)
            : new BsnGateway(MacAlgorithm.SECP256R1)) {
      gateway.learn(gateway.id, caType == CaType.UPLOAD ? ApplicationId.READER : "mei");
      gateway.ledger.signers.put((byte) 9, BsnUploadTest.member("mei@" + gateway.id, "alpha"));
      gateway.ledger.signers.put((byte) 3, BsnUploadTest.member("mei@" + gateway.id, "alpha"));
      TestGateway.await(() -> gateway.call(Operation.LEDGER.path(), "{}", "").code() == 0);
      answers.put(
          Operation.APP_INFO,
          gateway
              .post(Operation.APP_INFO.path(), gateway.envelope(gateway.id, "{}", "").toString())
              .body());
      all(gateway, Section.FABRIC, caType, answers);
    }
  }

  private static void fisco(CaType caType, Map<Operation, JsonNode> answers) {
    try (BsnGateway gateway =
        BsnGateway.fisco(MacAlgorithm.SECP256R1, caType, new FakeReceipts())) {
      gateway.learn(gateway.id, "mei");
      all(gateway, Section.FISCO, caType, answers);
    }
  }

  private static void all(
      BsnGateway gateway, Section section, CaType caType, Map<Operation, JsonNode> answers) {
    BsnWire.operations(section)
        .filter(o -> o.mode().takes(caType))
        .forEach(
            operation -> {
              ObjectNode body = sense(operation);
              Answer answer =
                  gateway.call(operation.path(), body.toString(), BsnWire.signed(operation, body));
              if (operation == Operation.FISCO_EVENT_REGISTER) {
                // One of each kind, so that both lists have something to show.
                body.put("eventType", 2);
                gateway.call(operation.path(), body.toString(), BsnWire.signed(operation, body));
              }
              assertThat(answer.code()).as(operation + ": " + answer.msg()).isZero();
              answers.put(operation, answer.body());
            });
  }

  /** A body that the fakes have an answer to. */
  private static ObjectNode sense(Operation operation) {
    ObjectNode body = BsnWire.good(operation);
    for (String name : List.of("txId", "blockHash", "contractAddress", "contractAbi")) {
      body.remove(name);
    }
    switch (operation) {
      case TRANSACTION, TRANSACTION_DATA -> body.put("txId", FakeLedger.TRANSACTION);
      case ENROLL -> body.put("csrPem", "-----BEGIN CERTIFICATE REQUEST-----");
      case TRANS, ENDORSE -> body.put("transData", "AQkH");
      case SUBMIT -> body.put("payload", "AwQ=").put("signature", "BQY=");
      case FISCO_TRANS -> body.put("transData", "0x1a10");
      case EVENT_REMOVE, FISCO_EVENT_REMOVE -> body.put("eventId", "e0");
      default -> {}
    }
    return body;
  }

  @Test
  void theNativeDoorKnowsTheMembersThatAreDescribedAndNoOthers() {
    for (boolean submits : new boolean[] {true, false}) {
      List<String> described = submits ? DescriptionOf.CALL : DescriptionOf.QUESTION;
      for (String name : described) {
        assertThatThrownBy(() -> parse("{\"" + name + "\":7}", submits))
            .as(name)
            .isInstanceOfSatisfying(
                Refusal.class,
                refusal -> {
                  assertThat(refusal.type()).isEqualTo(ProblemType.BAD_REQUEST);
                  assertThat(refusal.detail()).contains(name);
                });
      }
      assertThatThrownBy(() -> parse("{\"other\":7}", submits))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
                assertThat(refusal.detail()).contains(described);
              });
    }
    assertThatCode(() -> parse("{\"contract\":\"c\",\"function\":\"f\"}", true))
        .doesNotThrowAnyException();
  }

  private static void parse(String body, boolean submits) {
    NativeRequest.parse(body.getBytes(StandardCharsets.UTF_8), submits);
  }

  @Test
  void everyPathOfTheNativeDoorLeadsWhereItSays() {
    for (NativePath.What what : NativePath.What.values()) {
      assertThat(
              NativePath.of(DescriptionOf.path(what).replaceAll("\\{[a-z]+}", "x"))
                  .map(NativePath::what))
          .contains(what);
    }
  }

  @Test
  void anybodyIsHandedItAndNobodyChangesIt() throws Exception {
    try (BsnGateway gateway = new BsnGateway(MacAlgorithm.SECP256R1)) {
      HttpRequest.Builder at = HttpRequest.newBuilder(gateway.at(Description.PATH));
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<String> answer = http.send(at.GET().build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(answer.body()).isEqualTo(new String(Description.read(), StandardCharsets.UTF_8));
      assertThat(http.send(at.DELETE().build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(405);
    }
  }
}
