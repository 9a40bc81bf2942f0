package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.demo.Notary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/**
 * An application that speaks a FISCO BCOS chain's own JSON-RPC at the gateway, and signs with a key
 * of its own. Test doubles look at no signature; it is whole all the same.
 */
public record FiscoOwnWords(Firm firm, String network, String cryptography) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALL = "call";

  /** Of the notary, in part: nodes keep it as they get it. */
  private static final String INTERFACE =
      "[{\"type\":\"function\",\"name\":\"when\",\"inputs\":[{\"type\":\"bytes32\"}],"
          + "\"outputs\":[{\"type\":\"uint256\"}],\"stateMutability\":\"view\"}]";

  /** Reads, sends a transaction to that contract, and is refused what isn't offered. */
  public void areSpoken(String contract) throws IOException, InterruptedException {
    NativeApi gateway = gateway();
    reads(gateway, contract);
    sends(gateway, contract);
    deploys(gateway);
    isRefused(gateway);
    isNotLetInWithoutAKey();
  }

  /** How many sealers the chain says that it has. */
  public int sealers() {
    return result(gateway(), "getSealerList").size();
  }

  /** A block's digest, as the chain says. */
  public String blockHash(long number) {
    return result(gateway(), "getBlockHashByNumber", number).asText();
  }

  private void reads(NativeApi gateway, String contract) {
    long height = result(gateway, "getBlockNumber").asLong();
    assertThat(height).isPositive();
    assertThat(result(gateway, "getSealerList").findValuesAsText("nodeID"))
        .hasSize(4)
        .allMatch(id -> id.matches("[0-9a-f]{128}"));
    assertThat(result(gateway, "getSystemConfigByKey", "compatibility_version").path("value"))
        .isEqualTo(JSON.valueToTree("3.16.4"));
    assertThat(result(gateway, "getCode", contract).asText()).startsWith("0x60");
    assertThat(result(gateway, CALL, contract, "0x12345678").has("output")).isTrue();
    Answer batch =
        post(
            gateway,
            JSON.createArrayNode()
                .add(request(7, "getBlockByNumber", height, true, true))
                .add(request(8, "getObserverList")));
    assertThat(batch.body()).hasSize(2);
    assertThat(batch.body().at("/0/result/number").asLong()).isEqualTo(height);
    assertThat(batch.body().at("/1/result").isArray()).isTrue();
  }

  private void sends(NativeApi gateway, String contract) {
    // Given
    long height = result(gateway, "getBlockNumber").asLong();
    FiscoTransaction sent =
        FiscoTransaction.signed(cryptography, network, contract, height + 500, notarise());

    // When
    JsonNode receipt = result(gateway, "sendTransaction", sent.encoded(), false);

    // Then
    assertThat(receipt.path("transactionHash").asText()).isEqualTo(sent.hash());
    assertThat(receipt.path("blockNumber").asLong()).isGreaterThan(height);
    assertThat(result(gateway, "getTransaction", sent.hash()).path("to").asText())
        .isEqualToIgnoringCase(contract);
    assertThat(result(gateway, "getTransactionReceipt", sent.hash()).path("blockNumber"))
        .isEqualTo(receipt.path("blockNumber"));

    // When it comes again
    JsonNode again =
        post(gateway, request(1, "sendTransaction", sent.encoded(), false)).body().path("error");

    // Then the chain says no, in its own words
    assertThat(again.path("code").asInt()).as(again.toString()).isGreaterThan(0);
    assertThat(again.path("message").asText()).isNotEmpty();

    // When it is for another chain
    FiscoTransaction foreign =
        FiscoTransaction.signed(cryptography, "chain0", contract, height + 500, notarise());
    JsonNode refused = post(gateway, request(1, "sendTransaction", foreign.encoded())).body();

    // Then
    assertThat(refused.at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(refused.at("/error/message").asText()).contains("another chain or group");
  }

  private void deploys(NativeApi gateway) {
    // Given
    long height = result(gateway, "getBlockNumber").asLong();
    byte[] code = HexFormat.of().parseHex(Notary.code().substring(2));
    FiscoTransaction sent =
        FiscoTransaction.deployment(cryptography, network, height + 500, code, INTERFACE);

    // When
    JsonNode receipt = result(gateway, "sendTransaction", sent.encoded(), false);

    // Then
    assertThat(receipt.path("transactionHash").asText()).isEqualTo(sent.hash());
    assertThat(receipt.path("status").asInt(-1)).isZero();
    assertThat(receipt.path("contractAddress").asText()).matches("(0x)?[0-9a-f]{40}");
  }

  private void isRefused(NativeApi gateway) {
    Answer peers = post(gateway, request(1, "getGroupPeers"));
    assertThat(peers.status()).isEqualTo(200);
    assertThat(peers.body().at("/error/code").asInt()).isEqualTo(-32601);
    assertThat(peers.body().at("/error/data/allowed").toString()).contains("sendTransaction");
  }

  private void isNotLetInWithoutAKey() throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(doors() + "/" + network))
                    .POST(BodyPublishers.ofString(request(1, "getBlockNumber").toString()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(-32010);
  }

  /** The call of {@code notarise(bytes32,string)} with any hash and an empty text. */
  private byte[] notarise() {
    byte[] name = "notarise(bytes32,string)".getBytes(StandardCharsets.US_ASCII);
    byte[] selector = Arrays.copyOf(new Keccak.Digest256().digest(name), 4);
    UUID any = UUID.randomUUID();
    return ByteBuffer.allocate(4 + 3 * 32)
        .put(selector)
        .putLong(any.getMostSignificantBits())
        .putLong(any.getLeastSignificantBits())
        .position(4 + 2 * 32 - 1)
        .put((byte) 64)
        .array();
  }

  /** With a new API key. */
  private NativeApi gateway() {
    return new NativeApi(doors().toString(), NotaryThroughTheGateway.secret(firm, network));
  }

  private URI doors() {
    return URI.create(firm.network(network).path("endpoints").path("api").asText())
        .resolve("/fisco");
  }

  private JsonNode result(NativeApi gateway, String method, Object... parameters) {
    Answer answer = post(gateway, request(1, method, parameters));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().has("error")).as(method + ": " + answer.body()).isFalse();
    return answer.body().path("result");
  }

  private Answer post(NativeApi gateway, JsonNode body) {
    return gateway.post(network, body);
  }

  private static ObjectNode request(int id, String method, Object... parameters) {
    ArrayNode all = JSON.createArrayNode().add("group0").add("");
    for (Object parameter : parameters) {
      all.add(JSON.<JsonNode>valueToTree(parameter));
    }
    return JSON.createObjectNode()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("method", method)
        .set("params", all);
  }
}
