package io.ridgeway.framework.fiscobcos.conformance;

import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.CONFIG;
import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.GENESIS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The RPC door of a test double: the node's JSON-RPC in its HTTP form, a few questions only. The
 * SDK's own protocol isn't spoken.
 */
final class RpcDoor implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNKNOWN_METHOD = -32601;

  /** {@code LedgerError::GetStorageError}: what a node says of what it doesn't have. */
  private static final int NOT_FOUND = 3008;

  private final NodeReading reading;
  private final Mesh mesh;
  private final Pool pool;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  RpcDoor(NodeReading reading, Doors doors, Mesh mesh) throws IOException {
    this.reading = reading;
    this.mesh = mesh;
    this.pool =
        new Pool(
            reading.value(GENESIS, "chain", "chain_id"),
            reading.value(GENESIS, "chain", "group_id"),
            mesh.rulings(),
            mesh::height);
    InetSocketAddress at =
        new InetSocketAddress(
            reading.value(CONFIG, "rpc", "listen_ip"),
            Integer.parseInt(reading.value(CONFIG, "rpc", "listen_port")));
    server = doors.tls().isEmpty() ? HttpServer.create() : secured(doors);
    server.bind(at, 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private static HttpsServer secured(Doors doors) throws IOException {
    SSLContext context = doors.tls().orElseThrow();
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(doors.parameters());
          }
        });
    return https;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      result(request.path("method").asText(), request.path("params"), answer);
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void result(String method, JsonNode parameters, ObjectNode answer) {
    switch (method) {
      case "getSyncStatus" -> answer.put("result", sync());
      case "getConsensusStatus" -> answer.put("result", consensus());
      case "getPendingTxSize" -> answer.put("result", 0);
      case "getBlockHashByNumber" ->
          answer.put("result", "0x" + mesh.hashOf(parameters.path(2).asLong()));
      case "getSealerList" -> {
        ArrayNode sealers = answer.putArray("result");
        mesh.sealers().stream().sorted().forEach(id -> sealers.addObject().put("nodeID", id));
      }
      case "getObserverList" -> {
        // A double takes in everybody of its genesis, unless it was told otherwise.
        ArrayNode observers = answer.putArray("result");
        mesh.rulings().observers(mesh.present()).stream().sorted().forEach(observers::add);
      }
      case "sendTransaction" -> {
        try {
          answer.set("result", pool.send(parameters.path(2).asText()));
        } catch (Pool.NotTaken e) {
          error(answer, e.code, e.getMessage());
        }
      }
      case "getTransaction" ->
          found(answer, pool.transaction(parameters.path(2).asText()), parameters);
      case "getTransactionReceipt" ->
          found(answer, receipt(parameters.path(2).asText()), parameters);
      // No contract is there that could answer, but for those that nodes have built in.
      case "call" ->
          answer
              .putObject("result")
              .put("blockNumber", mesh.height())
              .put("status", 0)
              .put(
                  "output",
                  mesh.rulings()
                      .answer(
                          parameters.path(2).asText(), parameters.path(3).asText(), mesh.height()));
      case "getCode" ->
          answer.put(
              "result", mesh.rulings().isContract(parameters.path(2).asText()) ? "0x60" : "");
      case "getBlockByNumber" -> block(answer, parameters);
      case "getBlockByHash" -> blockOf(answer, parameters.path(2).asText());
      case "getTotalTransactionCount" ->
          answer
              .putObject("result")
              .put("blockNumber", mesh.height())
              .put("transactionCount", pool.count())
              .put("failedTransactionCount", 0);
      case "getSystemConfigByKey" ->
          answer
              .putObject("result")
              .put("blockNumber", 0)
              .put(
                  "value",
                  parameters.path(2).asText().equals("compatibility_version")
                      ? mesh.rulings().rules()
                      : "");
      case "getBlockNumber" -> answer.put("result", mesh.height());
      case "getGroupList" ->
          answer
              .putObject("result")
              .putArray("groupList")
              .add(reading.value(GENESIS, "chain", "group_id"));
      case "getGroupPeers" -> answer.put("result", mesh.company());
      default -> error(answer, UNKNOWN_METHOD, "a test double doesn't answer " + method);
    }
  }

  private static void error(ObjectNode answer, int code, String message) {
    answer.putObject("error").put("code", code).put("message", message);
  }

  private static void found(ObjectNode answer, Optional<ObjectNode> known, JsonNode parameters) {
    known.ifPresentOrElse(
        found -> answer.set("result", found),
        () -> error(answer, NOT_FOUND, "there is no " + parameters.path(2).asText()));
  }

  private void blockOf(ObjectNode answer, String hash) {
    for (long number = mesh.height(); number >= 0; number--) {
      if (hash.equals("0x" + mesh.hashOf(number))) {
        block(answer, number);
        return;
      }
    }
    error(answer, NOT_FOUND, "there is no " + hash);
  }

  private Optional<ObjectNode> receipt(String transaction) {
    return mesh.history()
        .flatMap(past -> past.receipt(transaction))
        .or(() -> pool.receipt(transaction));
  }

  private void block(ObjectNode answer, JsonNode parameters) {
    long number = parameters.path(2).asLong();
    if (mesh.history().isEmpty()) {
      block(answer, number);
    } else if (number > mesh.height()) {
      error(answer, NOT_FOUND, "there is no block " + number);
    } else {
      answer.set(
          "result",
          mesh.history()
              .get()
              .block(number, parameters.path(3).asBoolean(), parameters.path(4).asBoolean()));
    }
  }

  /** With those transactions alone that this one was sent itself. */
  private void block(ObjectNode answer, long number) {
    ObjectNode block = answer.putObject("result");
    block
        .put("hash", "0x" + mesh.hashOf(number))
        .put("number", number)
        .put("timestamp", System.currentTimeMillis());
    ArrayNode parents = block.putArray("parentInfo");
    if (number > 0) {
      parents
          .addObject()
          .put("blockNumber", number - 1)
          .put("blockHash", "0x" + mesh.hashOf(number - 1));
    }
    block.set("transactions", pool.in(number));
  }

  /** JSON within a string, as the node has it. */
  private String sync() {
    long height = mesh.height();
    ObjectNode sync =
        JSON.createObjectNode()
            .put("archivedBlockNumber", 0)
            .put("isSyncing", false)
            .put("genesisHash", mesh.hashOf(0))
            .put("nodeID", mesh.self())
            .put("blockNumber", height)
            .put("latestHash", mesh.hashOf(height))
            .put("knownHighestNumber", height);
    ArrayNode peers = sync.putArray("peers");
    mesh.present().stream()
        .filter(node -> !node.equals(mesh.self()))
        .forEach(node -> peers.addObject().put("nodeID", node));
    return sync.toString();
  }

  private String consensus() {
    ObjectNode consensus =
        JSON.createObjectNode()
            .put("nodeID", mesh.self())
            .put("isConsensusNode", mesh.sealers().contains(mesh.self()))
            .put("minRequiredQuorum", mesh.quorum())
            .put("timeout", false)
            .put("view", 0);
    ArrayNode sealers = consensus.putArray("consensusNodeList");
    mesh.sealers().stream().sorted().forEach(id -> sealers.addObject().put("nodeID", id));
    return consensus.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
