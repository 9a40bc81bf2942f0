package io.ridgeway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
}
