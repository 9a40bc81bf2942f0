package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody on loopback whom events are told, as Standard Webhooks and BSN have it. Refuses the
 * first message to every path.
 */
public final class ToldEvents implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();

  /** What came. */
  record Message(String path, Map<String, String> headers, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public ToldEvents() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((k, v) -> headers.put(k.toLowerCase(java.util.Locale.ROOT), v.get(0)));
      boolean first = messages.stream().noneMatch(m -> m.path().equals(path));
      messages.add(new Message(path, headers, text));
      byte[] answer = (first ? "no" : "success").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(first ? 503 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The first that is so, and those before it at the same path. */
  List<Message> await(String path, Predicate<Message> so) {
    RunningRidgeway.await(
        "a message comes to " + path,
        () -> messages.stream().anyMatch(m -> m.path().equals(path) && so.test(m)));
    return messages.stream().filter(m -> m.path().equals(path)).toList();
  }

  /**
   * A webhook from that block on: its first event is refused once, and comes again as it was.
   *
   * @return the id of the event
   */
  public String hears(Api api, String network, String contract, long from) {
    String path = "/" + network;
    assertThatThrownBy(
            () ->
                api.post(
                    "/v1/networks/" + network + "/webhooks",
                    Map.of("name", "inside", "url", "https://10.0.0.1/", "contract", contract)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("public internet");
    JsonNode made =
        api.post(
            "/v1/networks/" + network + "/webhooks",
            Map.of("name", "archive", "url", url(path), "contract", contract, "from", from));
    String one = "/v1/webhooks/" + made.path("id").asText();
    List<Message> got =
        await(path, m -> messages.stream().filter(n -> n.path().equals(path)).count() > 1);
    Message first = got.get(0);
    Message again = got.get(1);
    assertThat(again.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
    assertThat(again.text()).isEqualTo(first.text());
    for (Message message : List.of(first, again)) {
      assertThat(message.headers().get("webhook-signature"))
          .isEqualTo("v1," + hmac(made.path("secret").asText(), message));
    }
    String event = first.json().at("/data/id").asText();
    RunningRidgeway.await(
        "its delivery is written down",
        () ->
            api.get(one + "/deliveries").path("items").findValuesAsText("event").contains(event)
                && api.get(one).path("after").isTextual());
    assertThat(api.get("/v1/networks/" + network + "/webhooks").toString())
        .doesNotContain("whsec_");

    // A test, by the old secret and the new one
    String rotated = api.post(one + "/secrets", Map.of()).path("secret").asText();
    api.post(one + "/tests", Map.of());
    await(
        path,
        m ->
            m.json().path("type").asText().equals("webhook.test")
                && m.headers()
                    .get("webhook-signature")
                    .equals(
                        "v1," + hmac(rotated, m) + " v1," + hmac(made.path("secret").asText(), m)));
    api.delete(one);
    return event;
  }

  private static String hmac(String secret, Message message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      String content =
          message.headers().get("webhook-id")
              + "."
              + message.headers().get("webhook-timestamp")
              + "."
              + message.text();
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
