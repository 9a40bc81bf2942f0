package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.BsnGateway.Answer;
import io.ridgeway.gateway.BsnWire.Wrong;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Section;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that are wrong, made of the table of operations: none of them ends in anything but HTTP
 * 200 and a refusal that says why, and whoever can be told gets it signed.
 */
class BsnWireTest {
  private BsnGateway gateway;
  private Scene scene;

  /** In front of what, and in which mode. */
  enum Scene {
    FABRIC_TRUST(Section.FABRIC, CaType.TRUST),
    FABRIC_UPLOAD(Section.FABRIC, CaType.UPLOAD),
    FISCO_TRUST(Section.FISCO, CaType.TRUST),
    FISCO_UPLOAD(Section.FISCO, CaType.UPLOAD);

    private final Section section;
    private final CaType caType;

    Scene(Section section, CaType caType) {
      this.section = section;
      this.caType = caType;
    }

    BsnGateway open(MacAlgorithm algorithm) {
      if (section == Section.FISCO) {
        return BsnGateway.fisco(algorithm, caType, new FakeReceipts());
      }
      return caType == CaType.UPLOAD ? BsnGateway.upload(algorithm) : new BsnGateway(algorithm);
    }
  }

  private void open(Scene which) {
    scene = which;
    gateway = which.open(MacAlgorithm.SECP256R1);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldOfEveryBodyIsHeldToTheTable(Scene which) {
    open(which);
    List<Wrong> all = BsnWire.wrong(scene.section).toList();
    for (Wrong wrong : all) {
      Answer answer = call(wrong.operation(), wrong.body());
      proper(wrong.toString(), answer);
      if (wrong.refused()) {
        assertThat(answer.code()).as(wrong.toString()).isEqualTo(-1);
        assertThat(answer.msg()).as(wrong.toString()).contains("body." + wrong.field());
      }
    }
    assertThat(calls()).as("nothing that was refused reached the ledger").isLessThan(all.size());
    System.out.printf("BSN, %s: %d wrong bodies%n", scene, all.size());
  }

  @ParameterizedTest
  @EnumSource
  void everyBodyIsAnObject(Scene which) {
    open(which);
    for (Operation operation : operations()) {
      for (String body : List.of("7", "\"text\"", "[]", "true", "1.5", "null")) {
        Answer answer = gateway.call(operation.path(), body, "");
        proper(operation + " " + body, answer);
        if (!body.equals("null") || !operation.fields().isEmpty()) {
          assertThat(answer.msg()).as(operation + " " + body).contains("body");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyHeaderIsHeldToItsForm(Scene which) {
    open(which);
    for (Operation operation : everyOperation()) {
      ObjectNode body = BsnWire.good(operation);
      String codes = gateway.tenant.value() + gateway.id.value();
      String mac = gateway.mac(gateway.client, codes + BsnWire.signed(operation, body));
      String good = gateway.envelope(gateway.id, body.toString(), mac).toString();
      for (String name : List.of("userCode", "appCode")) {
        String pair =
            "\"" + name + "\":\"" + (name.equals("userCode") ? gateway.tenant : gateway.id) + "\"";
        assertThat(good).contains(pair);
        for (String value :
            List.of("7", "null", "\"\"", "[]", "{}", "true", "\"" + "x".repeat(129) + "\"")) {
          Answer answer =
              gateway.post(operation.path(), good.replace(pair, "\"" + name + "\":" + value));
          nobodys(operation + " " + name + " " + value, answer);
          assertThat(answer.msg()).contains("header." + name);
        }
        for (String value : List.of("\"x\"", "\"\\ud800\"", "\"" + "x".repeat(128) + "\"")) {
          nobodys(
              operation + " " + name + " " + value,
              gateway.post(operation.path(), good.replace(pair, "\"" + name + "\":" + value)));
        }
        nobodys(
            operation + " twice " + name,
            gateway.post(operation.path(), good.replace(pair, pair + "," + pair)));
      }
      for (String whole :
          List.of("", "{}", "[]", "7", "null", "nonsense", good + "x", "{" + good)) {
        nobodys(operation + " " + whole, gateway.post(operation.path(), whole));
      }
      nobodys(
          operation + " in UTF-16",
          gateway.post(
              operation.path(), good.replace("{", "{ ").getBytes(StandardCharsets.UTF_16)));
      byte[] broken = good.getBytes(StandardCharsets.UTF_8);
      broken[good.indexOf(gateway.id.value())] = (byte) 0xc3;
      nobodys(operation + " in no UTF-8", gateway.post(operation.path(), broken));
      nobodys(
          operation + " too deep",
          gateway.post(operation.path(), "{\"header\":" + "[".repeat(5_000) + "]".repeat(5_000)));
      nobodys(operation + " too long", gateway.post(operation.path(), good + " ".repeat(1 << 20)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMacHoldsButTheApplicationsOverThisBody(Scene which) {
    open(which);
    KeyPair stranger = BsnGateway.pair(gateway.algorithm);
    for (Operation operation : operations()) {
      ObjectNode body = BsnWire.good(operation);
      String text = gateway.tenant.value() + gateway.id.value() + BsnWire.signed(operation, body);
      Map<String, String> macs = new LinkedHashMap<>();
      macs.put("over another body", '"' + gateway.mac(gateway.client, text + "x") + '"');
      macs.put("over no codes", '"' + gateway.mac(gateway.client, text.substring(1)) + '"');
      macs.put("of another's key", '"' + gateway.mac(stranger, text) + '"');
      macs.put("that is none", "\"nonsense\"");
      macs.put("in hex", "\"30440220\"");
      macs.put("that is empty", "\"\"");
      macs.put("that is missing", "null");
      macs.put("that is a number", "7");
      macs.put("that is an array", "[\"" + gateway.mac(gateway.client, text) + "\"]");
      macs.put("that is oversize", '"' + "A".repeat(300) + '"');
      macs.forEach(
          (how, mac) -> {
            ObjectNode envelope = gateway.envelope(gateway.id, body.toString(), "");
            envelope.set("mac", BsnWire.json(mac));
            Answer answer = gateway.post(operation.path(), envelope.toString());
            proper(operation + ", a mac " + how, answer);
            assertThat(answer.msg()).as(operation + " " + how).startsWith("The mac doesn't hold");
          });
    }
    assertThat(calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAnotherApplicationsIsNotOnesOwn(Scene which) {
    open(which);
    ApplicationId other = ApplicationId.next();
    KeyPair key = BsnGateway.pair(gateway.algorithm);
    NetworkRoute now = gateway.routes.one(gateway.network).orElseThrow();
    gateway.routes.put(
        gateway.network,
        now.with(
            Map.of(
                gateway.id.value(),
                gateway.application(gateway.id, gateway.client, false, false),
                other.value(),
                gateway.application(other, key, false, false))));
    String info = gateway.envelope(other, "{}", "").toString();
    TestGateway.await(() -> gateway.post(Operation.APP_INFO.path(), info).code() == 0);
    for (Operation operation : operations()) {
      ObjectNode body = BsnWire.good(operation);
      String text = BsnWire.signed(operation, body);
      String mine = gateway.mac(gateway.client, gateway.tenant.value() + gateway.id + text);
      Answer taken =
          gateway.post(operation.path(), gateway.envelope(other, body.toString(), mine).toString());
      proper(operation + " with another's mac", taken);
      assertThat(taken.msg()).startsWith("The mac doesn't hold");
      String swapped = gateway.mac(gateway.client, gateway.tenant.value() + other + text);
      assertThat(
              gateway
                  .post(
                      operation.path(),
                      gateway.envelope(other, body.toString(), swapped).toString())
                  .msg())
          .startsWith("The mac doesn't hold");
    }
    assertThat(calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void frozenIsRefusedAndRevokedIsUnknownWhateverIsAsked(Scene which) {
    open(which);
    NetworkRoute now = gateway.routes.one(gateway.network).orElseThrow();
    gateway.routes.put(
        gateway.network,
        now.with(
            Map.of(
                gateway.id.value(), gateway.application(gateway.id, gateway.client, false, true))));
    String info = gateway.envelope(gateway.id, "{}", "").toString();
    TestGateway.await(() -> gateway.post(Operation.APP_INFO.path(), info).code() == -1);
    for (Operation operation : operations()) {
      Answer answer = call(operation, BsnWire.good(operation));
      proper(operation.toString(), answer);
      assertThat(answer.msg()).as(operation.toString()).startsWith("The application is frozen");
    }
    gateway.routes.put(gateway.network, now.with(Map.of()));
    TestGateway.await(
        () -> gateway.post(Operation.APP_INFO.path(), info).msg().startsWith("userCode and"));
    for (Operation operation : everyOperation()) {
      nobodys(operation.toString(), call(operation, BsnWire.good(operation)));
    }
    assertThat(calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatWasRecordedDoesNothingTwiceWhereItHasANonce(Scene which) {
    open(which);
    if (scene == Scene.FABRIC_TRUST) {
      gateway.learn(gateway.id, "mei");
      TestGateway.await(() -> call(Operation.LEDGER, BsnWire.good(Operation.LEDGER)).code() == 0);
    }
    for (Operation operation : operations()) {
      Answer first = call(operation, BsnWire.good(operation));
      Answer again = call(operation, BsnWire.good(operation));
      proper(operation.toString(), first);
      proper(operation.toString(), again);
      boolean noncePasses =
          operation.fields().stream().anyMatch(f -> f.name().equals("nonce"))
              && operation.mode().takes(scene.caType);
      if (noncePasses) {
        assertThat(first.code()).as(first.msg()).isZero();
        assertThat(again.msg()).startsWith("The nonce was used already");
      }
    }
  }

  private List<Operation> operations() {
    return BsnWire.operations(scene.section).toList();
  }

  private List<Operation> everyOperation() {
    List<Operation> all = new ArrayList<>(Arrays.asList(Operation.values()));
    all.removeIf(o -> o.section() != scene.section && o.section() != Section.APP);
    return all;
  }

  private int calls() {
    return gateway.ledger.calls().size();
  }

  private Answer call(Operation operation, ObjectNode body) {
    return gateway.call(operation.path(), body.toString(), BsnWire.signed(operation, body));
  }

  /** As the protocol has every answer; a refusal is signed. */
  private void proper(String what, Answer answer) {
    assertThat(answer.http().statusCode()).as(what).isEqualTo(200);
    assertThat(answer.http().headers().firstValue("content-length")).as(what).isPresent();
    assertThat(answer.msg()).as(what).isNotNull().isNotEqualTo(Problem.internal().detail());
    if (answer.code() != 0) {
      assertThat(answer.code()).as(what).isEqualTo(-1);
      assertThat(answer.body().isNull()).as(what).isTrue();
      assertThat(gateway.signed(answer, "-1" + answer.msg())).as(what).isTrue();
    }
  }

  /** It can't be told whose it was, so no key signs the answer. */
  private void nobodys(String what, Answer answer) {
    assertThat(answer.http().statusCode()).as(what).isEqualTo(200);
    assertThat(answer.code()).as(what).isEqualTo(-1);
    assertThat(answer.msg()).as(what).isNotBlank().isNotEqualTo(Problem.internal().detail());
    assertThat(answer.json().path("mac").textValue()).as(what).isEmpty();
  }
}
