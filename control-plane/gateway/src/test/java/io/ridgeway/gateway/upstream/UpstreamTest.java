package io.ridgeway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class UpstreamTest {
  @Test
  void oneThatIsClosedSaysThatNothingWasSent() {
    Vertx vertx = Vertx.vertx();
    Duration second = Duration.ofSeconds(1);
    Upstream upstream = new Upstream(vertx, second, second);
    NodeRing ring = NodeRing.of(List.of(new HostPort("127.0.0.1", 1)), second, Clock.systemUTC());
    upstream.close().toCompletionStage().toCompletableFuture().join();

    Throwable failure =
        Assertions.catchThrowable(
            () ->
                upstream
                    .ask(ring.next(), ring, Buffer.buffer("{}"), true, 10)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());

    assertThat(failure).isInstanceOf(CompletionException.class);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            UpstreamException.class,
            known -> assertThat(known.fate()).isEqualTo(UpstreamException.Fate.UNSENT));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aNodeThatStaysSilentIsGivenUpInTimeAndOneThatStopsHalfwayASecondLater() {
    Vertx vertx = Vertx.vertx();
    Duration patience = Duration.ofSeconds(2);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.body().onSuccess(body -> answer(request.response(), body.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    Upstream upstream = new Upstream(vertx, Duration.ofSeconds(5), patience);
    HostPort at = new HostPort("127.0.0.1", server.actualPort());
    NodeRing ring = NodeRing.of(List.of(at), patience, Clock.systemUTC());

    assertThat(ask(upstream, ring, "all").join().toString()).isEqualTo("all of it");
    assertThat(fate(ask(upstream, ring, "none"))).isEqualTo(UpstreamException.Fate.LATE);
    assertThat(fate(ask(upstream, ring, "half"))).isEqualTo(UpstreamException.Fate.BROKEN);
    assertThat(ask(upstream, ring, "all").join().toString()).isEqualTo("all of it");
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void answer(HttpServerResponse response, String how) {
    if (how.equals("all")) {
      response.setChunked(true).write("all ");
      response.end("of it");
    } else if (how.equals("half")) {
      response.putHeader("content-length", "9").write("all ");
    }
  }

  private static CompletableFuture<Buffer> ask(Upstream upstream, NodeRing ring, String how) {
    return upstream
        .ask(ring.next(), ring, Buffer.buffer(how), false, 100)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static UpstreamException.Fate fate(CompletableFuture<Buffer> answer) {
    Throwable failure = Assertions.catchThrowable(answer::join);
    return ((UpstreamException) failure.getCause()).fate();
  }
}
