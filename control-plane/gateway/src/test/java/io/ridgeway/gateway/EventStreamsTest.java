package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Framework;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamsTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
  private final NetworkId network = NetworkId.next();
  private final List<Reading> open = new ArrayList<>();
  private boolean stopped;

  EventStreamsTest() {
    gateway.routes.put(network, route(Map.of(TestGateway.KEY, gateway.credential)));
    TestGateway.await(() -> gateway.send(request("blocks/1")).status() == 200);
  }

  private NetworkRoute route(Map<String, io.ridgeway.model.CredentialId> secrets) {
    NetworkRoute ethereum = gateway.route(100_000, true, secrets, List.of());
    return new NetworkRoute(
        gateway.tenant,
        new Framework("fabric", "3.1"),
        true,
        100_000,
        ethereum.endpoints(),
        ethereum.credentials(),
        Map.of());
  }

  @AfterEach
  void stop() {
    if (!stopped) {
      stopped = true;
      open.forEach(Reading::close);
      gateway.close();
    }
  }

  @Test
  void eventsAreReplayedFromABlockEachUnderItsOwnId() {
    // Given
    gateway.ledger.tell(3, "Drafted");
    gateway.ledger.tell(5, "Concluded");

    // When
    Reading stream = read("?contract=notary&from=4", "");

    // Then
    assertThat(stream.http().statusCode()).isEqualTo(200);
    assertThat(stream.http().headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(stream.http().headers().firstValue("cache-control")).contains("no-store");
    assertThat(stream.event())
        .containsExactly(
            "id: 5:t5:0",
            "data: {\"block\":5,\"transaction\":\"t5\",\"index\":0,\"contract\":\"notary\","
                + "\"name\":\"Concluded\",\"payload\":\"lease\"}");
  }

  @Test
  void whoComesBackSaysWhatItSawLastAndMissesNothing() {
    // Given
    gateway.ledger.tell(3, "Drafted");
    gateway.ledger.tell(5, "Concluded");

    // Then
    assertThat(read("?contract=notary&from=1", "3:t3:0").event()).contains("id: 5:t5:0");
    assertThat(read("?contract=notary&after=3:t3:0", "").event()).contains("id: 5:t5:0");
    assertThat(gateway.ledger.calls())
        .contains(
            "events notaryOptionalLong[1]Optional[EventPosition[block=3, transaction=t3, index=0]]"
                + " by nobody");
  }

  @Test
  void aCallerThatGoesAwayLeavesNothingBehind() {
    // Given
    Reading stream = read("?contract=notary", "");
    TestGateway.await(() -> gateway.ledger.streams() == 1);

    // When
    stream.close();

    // Then
    TestGateway.await(() -> gateway.ledger.streams() == 0);
  }

  @Test
  void aNetworkHasSixteenStreamsAtMost() {
    // Given
    for (int i = 0; i < EventStreams.MOST_PER_NETWORK; i++) {
      read("?contract=notary", "");
    }
    TestGateway.await(() -> gateway.ledger.streams() == EventStreams.MOST_PER_NETWORK);

    // When
    Answer more = gateway.send(request("events?contract=notary"));

    // Then
    assertThat(more.status()).isEqualTo(429);
    assertThat(more.body()).contains("too-many-requests", "16 of a network");

    // When one is closed, there is room for another
    open.get(0).close();
    TestGateway.await(() -> gateway.ledger.streams() < EventStreams.MOST_PER_NETWORK);
    gateway.ledger.tell(9, "Drafted");
    assertThat(readUntilOpen().event()).contains("id: 9:t9:0");
  }

  /** The place is free a moment after the stream is. */
  private Reading readUntilOpen() {
    Reading last = read("?contract=notary", "");
    for (int i = 0; i < 500 && last.http().statusCode() != 200; i++) {
      pause();
      last = read("?contract=notary", "");
    }
    return last;
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theGatewayDoesNotWaitForStreamsWhenItCloses() {
    // Given
    Reading stream = read("?contract=notary", "");
    TestGateway.await(() -> gateway.ledger.streams() == 1);

    // When
    long from = System.nanoTime();
    stopped = true;
    gateway.close();

    // Then: its patience with calls is 10 s
    assertThat((System.nanoTime() - from) / 1_000_000).isLessThan(9_000);
    assertThat(gateway.ledger.streams()).isZero();
    stream.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events | 400 | contract is missing",
        "events?contract=notary&from=-1 | 400 | from must be a block's number",
        "events?contract=notary&after=5 | 400 | must be an event's id",
        "events?contract=notary&after=5:t5:-1 | 400 | must be an event's id",
        "events?contract=notary&offset=5 | 400 | known are",
        "events?contract=silent | 503 | No node of the network answers",
      })
  void whatMakesNoSenseIsRefusedBeforeTheStream(String rest, int status, String told) {
    Answer answer = gateway.send(request(rest));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains(told).doesNotContain("10.0.0.7");
  }

  private HttpRequest.Builder request(String rest) {
    return HttpRequest.newBuilder(
            gateway.uri().resolve("/gateway/v1/networks/" + network + "/" + rest))
        .header("X-Api-Key", TestGateway.KEY);
  }

  private Reading read(String query, String lastEventId) {
    HttpRequest.Builder request = request("events" + query);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      Reading reading = Reading.of(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
      open.add(reading);
      return reading;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A stream as its caller reads it. */
  private record Reading(HttpResponse<InputStream> http, BufferedReader lines) {
    static Reading of(HttpResponse<InputStream> http) {
      return new Reading(
          http, new BufferedReader(new InputStreamReader(http.body(), StandardCharsets.UTF_8)));
    }

    /** The lines of the next event; comments are passed over. */
    List<String> event() {
      List<String> event = new ArrayList<>();
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isEmpty() && !line.startsWith(":")) {
            event.add(line);
          } else if (line.isEmpty() && !event.isEmpty()) {
            return event;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("the stream ended after " + event);
    }

    void close() {
      try {
        http.body().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
