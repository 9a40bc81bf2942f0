package io.ridgeway.framework.fabric.admin;

import io.ridgeway.framework.Answers;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The operations ports of many nodes, asked at once. Thread-safe. */
public final class Operations {
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          // Nodes are asked every few seconds: an upgrade to HTTP/2 would be offered each time.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What the nodes say of a channel; nothing of those that don't answer in time.
   *
   * @param ports where each is asked
   */
  public Map<NodeName, ChannelMetrics> ask(
      Map<NodeName, HostPort> ports, String channel, Duration patience) {
    return ask(ports, text -> ChannelMetrics.parse(text, channel), patience);
  }

  /**
   * The channels whose ledgers the nodes hold; nothing of those that don't answer in time.
   *
   * @param ports where each is asked
   */
  public Map<NodeName, Set<String>> channels(Map<NodeName, HostPort> ports, Duration patience) {
    return ask(ports, ChannelMetrics::channels, patience);
  }

  private <T> Map<NodeName, T> ask(
      Map<NodeName, HostPort> ports, Function<String, T> reading, Duration patience) {
    Map<NodeName, CompletableFuture<T>> asked = new TreeMap<>();
    ports.forEach((node, at) -> asked.put(node, ask(at, reading, patience)));
    return Answers.heard(asked);
  }

  private <T> CompletableFuture<T> ask(
      HostPort at, Function<String, T> reading, Duration patience) {
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create("http://" + at + "/metrics")).build(),
            BodyHandlers.ofString());
    // The request's own timeout would end with the headers.
    return exchange
        .thenApply(answer -> reading.apply(text(answer)))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((result, failure) -> exchange.cancel(true));
  }

  private static String text(HttpResponse<String> answer) {
    if (answer.statusCode() != OK) {
      throw new IllegalStateException("no metrics, HTTP status " + answer.statusCode());
    }
    return answer.body();
  }
}
