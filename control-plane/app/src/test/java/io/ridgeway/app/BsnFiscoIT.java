package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * FISCO BCOS's section of BSN's protocol, every operation in both modes with every algorithm, on
 * what FiscoSoftware says. Test doubles run no contract and look at no signature.
 */
class BsnFiscoIT {
  /** On doubles a question has no answer: it returns nothing, so that nothing is to be read. */
  private static final String ABI =
      "[{\"type\":\"function\",\"name\":\"notarise\",\"stateMutability\":\"nonpayable\","
          + "\"inputs\":[{\"type\":\"bytes32\"},{\"type\":\"string\"}],\"outputs\":[]},"
          + "{\"type\":\"function\",\"name\":\"when\",\"constant\":true,\"inputs\":"
          + "[{\"type\":\"bytes32\"}],\"outputs\":[]}]";

  private static final List<String> EXECUTED =
      List.of(
          "constant",
          "queryInfo",
          "txId",
          "blockHash",
          "blockNumber",
          "gasUsed",
          "status",
          "from",
          "to",
          "input",
          "output",
          "logs");
  private static final List<String> SENT =
      List.of("txId", "blockHash", "blockNumber", "gasUsed", "from", "to", "value", "input");

  @Test
  void applicationsOfBsnUseAChain() throws Exception {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FiscoSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    String network = firm.order(firm.quote(wish()), UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    firm.api().post("/v1/networks/" + network + "/keys", Map.of("name", "clerk"));
    NativeApi gateway = NotaryThroughTheGateway.gateway(firm, network);
    String contract = gateway.deploy("clerk", Notary.code()).body().path("result").asText();
    assertThat(contract).matches("0x[0-9a-f]{40}");

    // Then
    for (int algorithm = 1; algorithm <= 3; algorithm++) {
      trusts(firm, network, contract, algorithm);
      uploads(firm, network, contract, algorithm);
    }
    try (ToldEvents listener = new ToldEvents()) {
      isTold(firm, network, contract, listener);
    }
    firm.delete(network);
  }

  private static BsnClient client(
      Firm firm, String network, String contract, int algorithm, int caType) {
    BsnClient client = BsnClient.of(firm, network, "fiscobcos", algorithm, caType);
    firm.api()
        .put(
            "/v1/bsn-applications/" + client.appCode() + "/contracts/notary",
            Map.of("address", contract, "abi", ABI));
    JsonNode info = client.info().path("body");
    assertThat(info.path("channelId").asText()).isEqualTo("group0");
    assertThat(info.path("caType").asInt()).isEqualTo(caType);
    return client;
  }

  private static void trusts(Firm firm, String network, String contract, int algorithm) {
    BsnClient client = client(firm, network, contract, algorithm, 1);
    JsonNode user =
        client.done(
            "user/register", Map.of("userId", "mei"), "mei", List.of("userId", "userAddress"));
    assertThat(user.path("userAddress").asText()).matches("0x[0-9a-f]{40}");
    Map<String, Object> call = call("notarise", param());
    String signed = "meinotarynotarise" + call.get("funcParam");
    RunningRidgeway.await(
        "the gateway knows the contract",
        () ->
            !client
                .post("node/reqChainCode", call("none", "[]"), "meinotarynone[]")
                .at("/header/msg")
                .asText()
                .startsWith("contractName"));
    JsonNode done = client.done("node/reqChainCode", call, signed, EXECUTED);
    assertThat(done.path("constant").asBoolean()).isFalse();
    assertThat(done.path("status").asText()).isEqualTo("0x0");
    assertThat(done.path("to").asText()).isEqualToIgnoringCase(contract);
    String hash = "[\"0x" + "cd".repeat(32) + "\"]";
    JsonNode asked =
        client.done("node/reqChainCode", call("when", hash), "meinotarywhen" + hash, EXECUTED);
    assertThat(asked.path("constant").asBoolean()).isTrue();
    assertThat(asked.path("queryInfo").asText()).startsWith("0x");
    reads(client, done.path("txId").asText());
    client.refused(
        "node/trans",
        Map.of("contractName", "notary", "transData", "0x1a"),
        "notary0x1a",
        "for public key upload");
    ran("key trust", algorithm, "user/register, reqChainCode (changing, asking)");
  }

  private static void uploads(Firm firm, String network, String contract, int algorithm) {
    BsnClient client = client(firm, network, contract, algorithm, 2);
    long height =
        client.done("node/getBlockHeight", Map.of(), "", List.of("data")).path("data").asLong();
    String signed =
        FiscoTransaction.signed(
                "standard", network, contract, height + 100, new byte[] {0x12, 0x34, 0x56, 0x78})
            .encoded();
    JsonNode done =
        client.done(
            "node/trans",
            Map.of("contractName", "notary", "transData", signed),
            "notary" + signed,
            EXECUTED);
    assertThat(done.path("constant").asBoolean()).isFalse();
    assertThat(done.path("input").asText()).isEqualTo("0x12345678");
    JsonNode asked =
        client.done(
            "node/trans",
            Map.of(
                "contractName",
                "notary",
                "transData",
                "0x12345678",
                "contractAddress",
                contract,
                "contractAbi",
                ABI),
            "notary0x12345678" + contract + ABI,
            EXECUTED);
    assertThat(asked.path("constant").asBoolean()).isTrue();
    client.refused(
        "node/trans",
        Map.of("contractName", "notary", "transData", "0xf8aa8201"),
        "notary0xf8aa8201",
        "of FISCO BCOS 2.x");
    client.refused("user/register", Map.of("userId", "mei"), "mei", "for key trust");
    reads(client, done.path("txId").asText());
    ran("public key upload", algorithm, "trans (changing, asking; 2.x refused)");
  }

  private static void reads(BsnClient client, String tx) {
    JsonNode info = client.done("node/getTxInfoByTxHash", Map.of("txHash", tx), tx, SENT);
    assertThat(info.path("txId").asText()).isEqualTo(tx);
    client.done(
        "node/getTxReceiptByTxHash",
        Map.of("txHash", tx),
        tx,
        List.of(
            "txId",
            "blockHash",
            "blockNumber",
            "gasUsed",
            "from",
            "to",
            "contractAddress",
            "logs"));
    String number = info.path("blockNumber").asText();
    JsonNode block =
        client
            .post("node/getBlockInfo", Map.of("blockNumber", number, "blockHash", ""), number)
            .path("body");
    assertThat(block.path("transactions").findValuesAsText("txId")).contains(tx);
    String hash = info.path("blockHash").asText();
    assertThat(block.path("blockHash").asText()).isEqualTo(hash);
    assertThat(
            client
                .post("node/getBlockInfo", Map.of("blockNumber", "", "blockHash", hash), hash)
                .at("/body/blockNumber")
                .asText())
        .isEqualTo(number);
    assertThat(
            client
                .done(
                    "node/getTxCountByBlockNumber",
                    Map.of("blockNumber", number),
                    number,
                    List.of("data"))
                .path("data")
                .asInt())
        .isPositive();
    assertThat(client.done("node/getTxCount", Map.of(), "", List.of("data")).path("data").asInt())
        .isPositive();
  }

  private static void ran(String mode, int algorithm, String what) {
    System.out.printf(
        "BSN's protocol, FISCO BCOS (%s), %s, algorithmType %d: getAppInfo, %s, getTxInfoByTxHash,"
            + " getTxReceiptByTxHash, getBlockInfo, getBlockHeight, getTxCount,"
            + " getTxCountByBlockNumber ran%n",
        FiscoSoftware.isReal() ? "the official node" : "test doubles", mode, algorithm, what);
  }

  /** Somebody who refuses the first message of each path is told it again. */
  private static void isTold(Firm firm, String network, String contract, ToldEvents listener) {
    BsnClient client = client(firm, network, contract, 1, 1);
    client.done("user/register", Map.of("userId", "mei"), "mei", List.of("userId", "userAddress"));
    String event = order(client, 2, contract, listener.url("/fisco-event"));
    String block = order(client, 1, "", listener.url("/fisco-block"));
    JsonNode all = client.post("event/query", Map.of(), "").path("body");
    assertThat(all.path("contractEvent").findValuesAsText("eventId")).containsExactly(event);
    assertThat(all.path("blockEvent").findValuesAsText("eventId")).containsExactly(block);
    RunningRidgeway.await(
        "they are told from some block on",
        () -> {
          JsonNode orders = firm.api().get("/v1/networks/" + network + "/webhooks").path("items");
          for (JsonNode one : orders) {
            if (!one.path("from").isNumber() && !one.path("after").isTextual()) {
              return false;
            }
          }
          return orders.size() == 2;
        });
    Map<String, Object> call = call("notarise", param());
    JsonNode done =
        client.done(
            "node/reqChainCode", call, "meinotarynotarise" + call.get("funcParam"), EXECUTED);

    // Then
    String tx = done.path("txId").asText();
    RunningRidgeway.await(
        "it comes again",
        () -> listener.await("/fisco-event", m -> m.text().contains(tx)).size() > 1);
    List<ToldEvents.Message> told = listener.await("/fisco-event", m -> true);
    assertThat(told.get(1).json().at("/body/nonceStr"))
        .isEqualTo(told.get(0).json().at("/body/nonceStr"));
    told.forEach(m -> checkCallback(client, m.json(), 2));
    listener.await("/fisco-block", m -> true).forEach(m -> checkCallback(client, m.json(), 1));
    for (String id : List.of(event, block)) {
      client.done("event/remove", Map.of("eventId", id), id, List.of());
    }
    System.out.printf(
        "BSN's protocol, FISCO BCOS (%s), algorithmType 1: event/register, query, remove and"
            + " callbacks ran%n",
        FiscoSoftware.isReal() ? "the official node" : "test doubles");
  }

  private static String order(BsnClient client, int type, String contract, String url) {
    return client
        .done(
            "event/register",
            Map.of(
                "eventType",
                type,
                "contractAddress",
                contract,
                "contractName",
                "",
                "notifyUrl",
                url,
                "attachArgs",
                "a=1"),
            type + contract + url + "a=1",
            List.of("eventId"))
        .path("eventId")
        .asText();
  }

  private static void checkCallback(BsnClient client, JsonNode told, int type) {
    StringBuilder text = new StringBuilder();
    text.append(told.at("/header/userCode").asText()).append(client.appCode());
    told.path("body").forEach(value -> text.append(value.asText()));
    client.verify(told.path("mac").asText(), text.toString(), told);
    assertThat(told.at("/body/eventType").asInt()).isEqualTo(type);
    assertThat(told.at("/body/attachArgs").asText()).isEqualTo("a=1");
  }

  private static Map<String, Object> call(String function, String param) {
    return Map.of(
        "userId", "mei", "contractName", "notary", "funcName", function, "funcParam", param);
  }

  private static String param() {
    String hash = UUID.randomUUID().toString().replace("-", "").repeat(2);
    return "[\"0x" + hash + "\",\"\u516c\u8bc1\"]";
  }

  private static Map<String, Object> wish() {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "fisco-" + UUID.randomUUID().toString().substring(0, 8));
    spec.put("framework", Map.of("name", "fisco-bcos", "version", "3.16"));
    spec.put("tier", "DEDICATED");
    spec.put("nodes", Map.of("sealer", 4));
    spec.put("parameters", Map.of());
    spec.put("cityNodes", List.of("local-1"));
    spec.put("tps", 10);
    spec.put("storageGib", 2);
    return Map.of("spec", spec, "term", "ANNUAL", "currency", "USD");
  }
}
