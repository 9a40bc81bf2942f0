package io.ridgeway.gateway.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Somebody who is told events, on a port of loopback. Answers as it was told to, else 200. */
final class Hook implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();

  /** A request that came. */
  record Got(String path, Map<String, String> headers, String body) {}

  Hook(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              got.add(
                                  new Got(
                                      request.uri(),
                                      request.headers().entries().stream()
                                          .collect(
                                              Collectors.toMap(
                                                  e ->
                                                      e.getKey().toLowerCase(java.util.Locale.ROOT),
                                                  Map.Entry::getValue)),
                                      body.toString()));
                              Consumer<HttpServerRequest> answer = answers.poll();
                              if (answer == null) {
                                request.response().end("{\"success\":true}");
                              } else {
                                answer.accept(request);
                              }
                            }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  Hook answering(int status, String body) {
    return answering(request -> request.response().setStatusCode(status).end(body));
  }

  Hook answering(Consumer<HttpServerRequest> answer) {
    answers.add(answer);
    return this;
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
