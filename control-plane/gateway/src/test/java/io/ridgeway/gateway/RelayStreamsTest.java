package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.gateway.GrpcCaller.Answered;
import io.ridgeway.gateway.grpc.GrpcFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RelayStreamsTest extends RelayCase {
  /** What the messages of streams say, one after the other. */
  private final StringBuffer heard = new StringBuffer();

  @Test
  void aStreamThatWentOnForAsLongAsItsCallerWantedCounts() {
    assertThat(till.call("ChaincodeEvents", "late").status()).isEqualTo("4");
    assertThat(till.call("ChaincodeEvents", "silent").status()).isEqualTo("14");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void aPlaceIsKeptUntilTheAnswerHasLeft() {
    // Given a caller that reads nothing of its streams' answers, though they are over
    List<HttpClientResponse> unread = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST_PER_NETWORK; i++) {
      CompletableFuture<HttpClientResponse> answer = opening(HttpClientResponse::pause);
      relay.open.get(i).message(new byte[1 << 20]);
      relay.open.get(i).end(new End(true, 0, "", NONE));
      unread.add(GrpcCaller.join(answer));
    }

    // When
    GrpcCaller other = caller(Optional.of(TILL));
    assertThat(other.call("ChaincodeEvents", "any").status()).isEqualTo("8");
    unread.forEach(response -> response.request().reset());

    // Then
    TestGateway.await(() -> other.call("ChaincodeEvents", "any").status().equals("0"));
  }

  @Test
  void aStreamGoesOnUntilItsCallerLeavesAndCountsOnce() {
    // Given
    HttpClientResponse head = stream();
    Answers peer = relay.open.get(0);

    // When
    peer.message(bytes("second"));
    TestGateway.await(() -> heard.toString().endsWith("second"));
    TestGateway.await(() -> relay.wanted.get() == 2);
    head.request().reset();

    // Then
    TestGateway.await(() -> relay.cancelled.get() == 1);
    assertThat(relay.calls.get(0).patience()).isEmpty();
    assertThat(counted()).isEqualTo(1);
  }

  /** Once a peer has the call; its answer is listened to in that way from its head on. */
  private CompletableFuture<HttpClientResponse> opening(UnaryOperator<HttpClientResponse> how) {
    int before = relay.open.size();
    CompletableFuture<HttpClientResponse> answer =
        till.request("ChaincodeEvents", Map.of())
            .thenCompose(
                request ->
                    request
                        .send(Buffer.buffer(GrpcFrame.of(bytes("open"))))
                        .map(how)
                        .toCompletionStage());
    TestGateway.await(() -> relay.open.size() == before + 1);
    return answer;
  }

  /** With one message, which comes with its head. */
  private HttpClientResponse stream() {
    int before = relay.open.size();
    CompletableFuture<HttpClientResponse> answer =
        opening(
            response ->
                response.handler(chunk -> heard.append(chunk.getString(5, chunk.length()))));
    relay.open.get(before).message(bytes("first"));
    return GrpcCaller.join(answer);
  }

  @Test
  void aCallerThatReadsNothingIsSentNoMoreThanFits() {
    // Given
    CompletableFuture<HttpClientResponse> answer = opening(HttpClientResponse::pause);

    // When a node only sends what was asked for
    Answers peer = relay.open.get(0);
    int sent = 0;
    for (int still = 0; still < 20 && sent < 1_000; still++) {
      if (relay.wanted.get() >= sent) {
        peer.message(new byte[1 << 16]);
        sent++;
        still = 0;
      }
      pause();
    }
    GrpcCaller.join(answer);

    // Then
    assertThat(sent).isBetween(1, 200);
    GrpcCaller.join(answer).request().reset();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStreamEndsWhenItsCertificateIsRevokedAndWhenTheGatewayCloses() {
    // Given
    HttpClientResponse first = stream();
    CompletableFuture<Answered> ended = ended(first);
    put(fabric(100_000, true).withClients(Map.of()));
    // Then within the 15 s in which that is looked at
    assertThat(GrpcCaller.join(ended).status()).isEqualTo("16");
    assertThat(relay.cancelled.get()).isEqualTo(1);

    // Given
    put(fabric(100_000, true));
    CompletableFuture<Answered> second = ended(stream());
    // When
    gateway.server.close();
    // Then
    assertThat(GrpcCaller.join(second).status()).isEqualTo("14");
  }

  private static CompletableFuture<Answered> ended(HttpClientResponse head) {
    return head.end()
        .map(over -> GrpcCaller.answered(head, Buffer.buffer()))
        .toCompletionStage()
        .toCompletableFuture();
  }

  @Test
  void aNetworkHasSoManyStreamsAndNoMore() {
    CompletableFuture<Answered> first = ended(stream());
    for (int i = 1; i < EventStreams.MOST_PER_NETWORK; i++) {
      stream();
    }

    Answered one = till.call("ChaincodeEvents", "open");

    assertThat(one.status()).isEqualTo("8");
    assertThat(one.message()).contains("16 of a network");
    relay.open.get(0).end(new End(true, 0, "", NONE));
    assertThat(GrpcCaller.join(first).status()).isEqualTo("0");
    assertThat(stream().statusCode()).isEqualTo(200);
  }
}
