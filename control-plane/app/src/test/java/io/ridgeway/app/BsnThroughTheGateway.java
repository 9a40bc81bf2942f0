package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An application as BSN's gateway knows them, on a real Fabric network: what it puts on the wire
 * and how it checks what comes back, by BouncyCastle's provider and nothing of ours.
 */
final class BsnThroughTheGateway {
  private final BsnClient client;
  private final JsonNode application;
  private final int algorithm;

  private BsnThroughTheGateway(Firm firm, String network, int algorithm, int caType) {
    this.algorithm = algorithm;
    this.client = BsnClient.of(firm, network, "fabric", algorithm, caType);
    this.application = client.application();
  }

  /** Key trust, every algorithm: all that is offered of Fabric's operations. */
  static void runs(Firm firm, String network) {
    for (int algorithm = 1; algorithm <= 3; algorithm++) {
      BsnThroughTheGateway one = new BsnThroughTheGateway(firm, network, algorithm, 1);
      one.works("bsn-lease-" + algorithm);
      one.isFrozen(firm);
      System.out.printf(
          "BSN's protocol, key trust, algorithmType %d: getAppInfo, register, reqChainCode,"
              + " getTransaction, getTransdata, getBlockInfo, getBlockData, getLedgerInfo ran%n",
          algorithm);
    }
  }

  /** Events and blocks, told to somebody who refuses the first of each; in either mode. */
  static void isTold(Firm firm, String network, ToldEvents listener) {
    for (int caType = 1; caType <= 2; caType++) {
      new BsnThroughTheGateway(firm, network, 1, caType)
          .listens(new NotaryThroughTheGateway(firm, network), listener, caType);
      System.out.printf(
          "BSN's protocol, caType %d, algorithmType 1: chainCode/event/register, blockRegister,"
              + " query, remove and callbacks ran%n",
          caType);
    }
  }

  private void listens(NotaryThroughTheGateway notary, ToldEvents listener, int caType) {
    String events = "/bsn-event-" + caType;
    String blocksAt = "/bsn-block-" + caType;
    String lease = "lease-told-" + caType;
    String url = listener.url(events);
    String event =
        done(
                "chainCode/event/register",
                Map.of(
                    "chainCode", "notary",
                    "eventKey", "Concluded",
                    "notifyUrl", url,
                    "attachArgs", "a=1"),
                "notaryConcluded" + url + "a=1",
                List.of("eventId"))
            .path("eventId")
            .asText();
    String blocks = listener.url(blocksAt);
    String block =
        done(
                "chainCode/event/blockRegister",
                Map.of("notifyUrl", blocks, "attachArgs", ""),
                blocks,
                List.of("eventId"))
            .path("eventId")
            .asText();
    assertThat(post("chainCode/event/query", Map.of(), "").path("body").findValuesAsText("eventId"))
        .containsExactlyInAnyOrder(event, block);
    refusedInside();

    // When
    RunningRidgeway.await(
        "they are told from some block on",
        () ->
            firmWebhooks(notary).stream()
                .allMatch(w -> w.path("from").isNumber() || w.path("after").isTextual()));
    notary.concludes(lease);

    // Then
    RunningRidgeway.await("it comes again", () -> listener.await(events, m -> true).size() > 1);
    List<ToldEvents.Message> told = listener.await(events, m -> true);
    assertThat(told.get(1).text()).contains(told.get(0).json().at("/body/nonceStr").asText());
    for (ToldEvents.Message message : told) {
      checkCallback(message.json());
    }
    JsonNode body = told.get(0).json().path("body");
    assertThat(body.path("eventName").asText()).isEqualTo("Concluded");
    assertThat(body.path("payload").asText()).isEqualTo(lease);
    assertThat(body.path("attachArgs").asText()).isEqualTo("a=1");
    assertThat(body.path("eventId").asText()).isEqualTo(event);
    JsonNode transaction =
        done(
            "node/getBlockInfo",
            Map.of("blockNumber", 0, "blockHash", "", "txId", body.path("txId").asText()),
            "0" + body.path("txId").asText(),
            List.of(
                "blockHash",
                "blockNumber",
                "preBlockHash",
                "blockSize",
                "blockTxCount",
                "/transactions/0/txId",
                "/transactions/0/status",
                "/transactions/0/createName",
                "/transactions/0/timeSpanSec",
                "/transactions/0/timeSpanNsec"));
    assertThat(body.path("blockNumber").asLong())
        .isEqualTo(transaction.path("blockNumber").asLong());
    assertThat(body.path("previousHash").asText())
        .isEqualTo(transaction.path("preBlockHash").asText());
    long number = transaction.path("blockNumber").asLong();
    listener.await(blocksAt, m -> m.json().at("/body/blockNumber").asLong() == number);
    for (ToldEvents.Message message : listener.await(blocksAt, m -> true)) {
      checkCallback(message.json());
    }
    for (String id : List.of(event, block)) {
      done("chainCode/event/remove", Map.of("eventId", id), id, List.of());
    }
    assertThat(post("chainCode/event/query", Map.of(), "").path("body")).isEmpty();
  }

  private void refusedInside() {
    for (String inside : List.of("https://192.168.0.1/", "https://[::ffff:127.0.0.1]/", "x")) {
      JsonNode answer = post("chainCode/event/blockRegister", Map.of("notifyUrl", inside), inside);
      assertThat(answer.at("/header/code").asInt()).isEqualTo(-1);
      assertThat(answer.at("/header/msg").asText()).startsWith("The URL ");
    }
  }

  private static List<JsonNode> firmWebhooks(NotaryThroughTheGateway notary) {
    List<JsonNode> all = new java.util.ArrayList<>();
    notary
        .firm()
        .api()
        .get("/v1/networks/" + notary.network() + "/webhooks")
        .path("items")
        .forEach(all::add);
    return all;
  }

  /** Signed over the codes and the values as they stand. */
  private void checkCallback(JsonNode told) {
    StringBuilder text = new StringBuilder();
    text.append(told.at("/header/userCode").asText()).append(told.at("/header/appCode").asText());
    told.path("body").forEach(value -> text.append(value.asText()));
    assertThat(told.at("/header/appCode").asText()).isEqualTo(application.path("appCode").asText());
    verify(told.path("mac").asText(), text.toString(), told);
  }

  private void works(String lease) {
    assertThat(info().path("body").toString())
        .contains("\"caType\":1,\"algorithmType\":" + algorithm + ",\"mspId\":\"alpha\"");

    JsonNode registered =
        done(
            "user/register",
            Map.of("name", "mei", "secret", "s"),
            "meis",
            List.of("name", "secret"));
    assertThat(registered.path("name").asText()).isEqualTo("mei");

    String nonce = UUID.randomUUID().toString();
    String hash = "ab".repeat(32);
    Map<String, Object> call =
        Map.of(
            "userName",
            "mei",
            "nonce",
            nonce,
            "chainCode",
            "notary",
            "funcName",
            "draft",
            "args",
            List.of(lease, hash, "alpha,beta"));
    String signed = "mei" + nonce + "notarydraft" + lease + hash + "alpha,beta";
    JsonNode sent =
        done(
            "node/reqChainCode",
            call,
            signed,
            List.of(
                "/blockInfo/txId",
                "/blockInfo/blockHash",
                "/blockInfo/status",
                "/ccRes/ccCode",
                "/ccRes/ccData"));
    assertThat(sent.at("/ccRes/ccData").asText()).contains("\"status\":\"OPEN\"");
    assertThat(post("node/reqChainCode", call, signed).at("/header/msg").asText())
        .startsWith("The nonce was used already");

    String tx = sent.at("/blockInfo/txId").asText();
    Map<String, Object> byTx = Map.of("txId", tx);
    RunningRidgeway.await(
        "the transaction is in a block",
        () -> post("node/getTransaction", byTx, tx).at("/header/code").asInt() == 0);
    JsonNode transaction =
        done(
            "node/getTransaction",
            byTx,
            tx,
            List.of(
                "blockHash", "blockNumber", "status", "createName", "timeSpanSec", "timeSpanNsec"));
    assertThat(transaction.path("status").asInt(7)).isZero();
    assertThat(transaction.path("createName").asText())
        .isEqualTo("mei@" + application.path("appCode").asText());
    assertThat(
            new String(
                Base64.getDecoder()
                    .decode(
                        done("node/getTransdata", byTx, tx, List.of("txId", "transData"))
                            .path("transData")
                            .asText()),
                StandardCharsets.ISO_8859_1))
        .contains(lease);
    blocks(transaction, tx, lease);
  }

  private void blocks(JsonNode transaction, String tx, String lease) {
    String blockHash = transaction.path("blockHash").asText();
    long number = transaction.path("blockNumber").asLong();
    JsonNode byHash =
        done(
            "node/getBlockInfo",
            Map.of("blockNumber", 0, "blockHash", blockHash, "txId", ""),
            "0" + blockHash,
            List.of(
                "blockHash",
                "blockNumber",
                "preBlockHash",
                "blockSize",
                "blockTxCount",
                "/transactions/0/txId",
                "/transactions/0/status",
                "/transactions/0/createName",
                "/transactions/0/timeSpanSec",
                "/transactions/0/timeSpanNsec"));
    assertThat(byHash.path("blockNumber").asLong()).isEqualTo(number);
    assertThat(byHash.at("/transactions/0/txId").asText()).isEqualTo(tx);
    JsonNode whole =
        done(
            "node/getBlockData",
            Map.of("blockNumber", number, "blockHash", "", "txId", ""),
            "" + number,
            List.of("blockHash", "blockNumber", "preBlockHash", "blockData"));
    assertThat(whole.path("blockHash").asText()).isEqualTo(blockHash);
    byte[] bytes = Base64.getDecoder().decode(whole.path("blockData").asText());
    assertThat(bytes).hasSize(byHash.path("blockSize").asInt());
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(lease);
    JsonNode ledger =
        done("node/getLedgerInfo", Map.of(), "", List.of("blockHash", "height", "preBlockHash"));
    assertThat(ledger.path("height").asLong()).isGreaterThan(number);
  }

  private void isFrozen(Firm firm) {
    String change = "/v1/bsn-applications/" + application.path("id").asText() + "/switches";
    firm.api().put(change, Map.of("frozen", true));
    RunningRidgeway.await(
        "it is frozen",
        () ->
            post("node/getLedgerInfo", Map.of(), "")
                .at("/header/msg")
                .asText()
                .startsWith("The application is frozen"));
    firm.api().put(change, Map.of("frozen", false));
  }

  private JsonNode info() {
    return client.info();
  }

  private JsonNode done(String path, Map<String, ?> body, String signed, List<String> values) {
    return client.done(path, body, signed, values);
  }

  private JsonNode post(String path, Map<String, ?> body, String signed) {
    return client.post(path, body, signed);
  }

  private void verify(String mac, String text, JsonNode whole) {
    client.verify(mac, text, whole);
  }
}
