package io.ridgeway.gateway;

import io.ridgeway.gateway.grpc.GrpcFrame;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls by gRPC, as far as it is HTTP/2: over one connection, with a certificate or without. */
final class GrpcCaller implements AutoCloseable {
  private final Vertx vertx;
  private final HttpClient client;
  private final int port;

  GrpcCaller(Vertx vertx, int port, TestCertificate trusted, Optional<TestCertificate> shown) {
    this.vertx = vertx;
    this.port = port;
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trusted.pem())));
    shown.ifPresent(
        mine ->
            options.setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(mine.pem()))
                    .addKeyValue(Buffer.buffer(mine.key()))));
    this.client = vertx.createHttpClient(options);
  }

  /** An answer that is over. */
  record Answered(int http, byte[] body, String status, String message, String details) {
    String text() {
      return body.length == 0 ? "" : new String(GrpcFrame.message(body), StandardCharsets.UTF_8);
    }
  }

  Answered call(String method, String message) {
    return call(method, GrpcFrame.of(message.getBytes(StandardCharsets.UTF_8)), Map.of());
  }

  /** Listens before it sends, on one event loop: an answer that comes at once isn't missed. */
  Answered call(String method, byte[] body, Map<String, String> headers) {
    CompletableFuture<Answered> answered = new CompletableFuture<>();
    vertx.runOnContext(
        now ->
            client
                .request(options(method, headers))
                .compose(
                    request ->
                        request
                            .send(Buffer.buffer(body))
                            .compose(
                                response -> response.body().map(all -> answered(response, all))))
                .onSuccess(answered::complete)
                .onFailure(answered::completeExceptionally));
    return join(answered);
  }

  CompletableFuture<HttpClientRequest> request(String method, Map<String, String> headers) {
    return client.request(options(method, headers)).toCompletionStage().toCompletableFuture();
  }

  private RequestOptions options(String method, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(method.startsWith("?") ? method : "/gateway.Gateway/" + method)
            .putHeader("content-type", "application/grpc")
            .putHeader("te", "trailers");
    headers.forEach((name, value) -> options.getHeaders().set(name, value));
    return options;
  }

  static Answered answered(HttpClientResponse response, Buffer body) {
    return new Answered(
        response.statusCode(),
        body.getBytes(),
        text(response.getTrailer("grpc-status")),
        URLDecoder.decode(text(response.getTrailer("grpc-message")), StandardCharsets.UTF_8),
        text(response.getTrailer("grpc-status-details-bin")));
  }

  private static String text(String header) {
    return header == null ? "" : header;
  }

  static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    client.close();
  }
}
