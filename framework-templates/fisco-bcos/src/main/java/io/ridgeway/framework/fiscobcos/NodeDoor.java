package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.tls.NodeTls;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * One node's door of applications: its JSON-RPC in the HTTP form, over TLS 1.2 in which both ends
 * show a certificate. Ours is the gateway's, and its key signs in custody, once a connection;
 * connections are kept for what comes next within a few seconds.
 *
 * @param node for messages
 * @param patience how long an answer may take; a connection at most as long, and never over 2 s
 */
record NodeDoor(NodeName node, URI at, SSLSocketFactory tls, Duration patience) implements Asking {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /** More than any answer that is asked for here. */
  private static final int MOST_BYTES = 64 << 20;

  static NodeDoor open(
      NodeName node,
      HostPort at,
      Cryptography cryptography,
      Administrators administrators,
      Duration patience) {
    String authority = FiscoIdentities.doorAuthority(cryptography);
    SSLSocketFactory tls =
        new NodeTls(
                administrators.identities().root(authority).pem(),
                administrators.identities().key(FiscoIdentities.tls(node)).encodedPublicKey())
            .mutualRsa(
                administrators.identities().certificate(authority, FiscoIdentities.GATEWAY).pem(),
                message ->
                    administrators
                        .sign(
                            FiscoIdentities.GATEWAY,
                            new ToSign.Message(message),
                            "TLS with " + node)
                        .encoded())
            .getSocketFactory();
    return new NodeDoor(node, URI.create("https://" + at + "/"), tls, patience);
  }

  /** Of all that can be reached and have a certificate, by name; nothing is connected yet. */
  static List<NodeDoor> all(
      LedgerEndpoints nodes, Chain chain, Administrators administrators, Duration patience) {
    return nodes.nodes().entrySet().stream()
        .filter(node -> isCertified(node.getKey(), chain.cryptography(), administrators))
        .filter(node -> node.getValue().containsKey(FiscoBcosPack.DOOR))
        .map(
            node ->
                open(
                    node.getKey(),
                    node.getValue().get(FiscoBcosPack.DOOR),
                    chain.cryptography(),
                    administrators,
                    patience))
        .toList();
  }

  /** One that is just about to come may have an address before it has a name. */
  private static boolean isCertified(
      NodeName node, Cryptography cryptography, Administrators administrators) {
    return administrators
        .identities()
        .certificates()
        .getOrDefault(FiscoIdentities.doorAuthority(cryptography), Map.of())
        .containsKey(FiscoIdentities.tls(node));
  }

  @Override
  public JsonNode ask(String method, List<?> parameters) {
    ObjectNode request =
        JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    ArrayNode list = request.putArray("params");
    parameters.forEach(list::addPOJO);
    JsonNode answer;
    try {
      answer = send(JSON.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new LedgerException.Unreachable(node + " gives no JSON");
    } catch (IOException e) {
      // Its message may hold a host.
      throw new LedgerException.Unreachable(node + " does not answer");
    }
    JsonNode error = answer.path("error");
    if (error.isObject() && error.path("code").asInt() != 0) {
      throw new LedgerException.Refused(
          error.path("code").asInt(), error.path("message").asText(), Optional.empty());
    }
    return answer.path("result");
  }

  private JsonNode send(byte[] request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(tls);
      // The node is told by its key, which says more than a name: NodeTls has looked at it.
      https.setHostnameVerifier((name, session) -> true);
    }
    connection.setConnectTimeout(
        Math.toIntExact(Math.min(patience.toMillis(), CONNECTING.toMillis())));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(request.length);
    try (var out = connection.getOutputStream()) {
      out.write(request);
    }
    try (InputStream in = connection.getInputStream()) {
      byte[] answer = in.readNBytes(MOST_BYTES);
      return JSON.readTree(answer);
    }
  }
}
