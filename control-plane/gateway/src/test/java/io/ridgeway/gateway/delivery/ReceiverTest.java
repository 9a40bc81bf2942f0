package io.ridgeway.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.callback.CallbackRules;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
  private static final Letter LETTER = new Letter(Map.of("webhook-id", "7"), "{\"a\":1}");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final Hook hook = new Hook(vertx);

  @AfterEach
  void close() {
    hook.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aLetterIsPostedAndTheBeginningOfTheAnswerRead() {
    hook.answering(202, "x".repeat(100_000));
    Answer answer = send(allowing("127.0.0.1"), Resolver.DNS, PATIENCE, hook.url() + "?a=b%20c");
    assertThat(answer.status()).hasValue(202);
    assertThat(answer.text()).hasSize(4_096);
    assertThat(hook.got())
        .singleElement()
        .satisfies(
            got -> {
              assertThat(got.path()).isEqualTo("/hook?a=b%20c");
              assertThat(got.body()).isEqualTo("{\"a\":1}");
              assertThat(got.headers())
                  .containsEntry("webhook-id", "7")
                  .containsEntry("content-type", "application/json")
                  .containsEntry("host", "127.0.0.1:" + hook.port());
            });
  }

  @Test
  void redirectsAreNotFollowed() {
    hook.answering(
        request ->
            request.response().setStatusCode(302).putHeader("Location", hook.url() + "2").end());
    assertThat(send(allowing("127.0.0.1"), Resolver.DNS, PATIENCE, hook.url()).status())
        .hasValue(302);
    assertThat(hook.got()).hasSize(1);
  }

  @Test
  void whoeverIsSlowIsNotWaitedFor() {
    hook.answering(request -> request.response().setChunked(true).write("a"));
    Answer answer = send(allowing("127.0.0.1"), Resolver.DNS, Duration.ofMillis(300), hook.url());
    assertThat(answer).isEqualTo(Answer.none("No answer came in time."));
  }

  @Test
  void aNameThatLeadsInsideIsNotConnectedTo() {
    // Given a name that is of the public internet for whoever asked first
    AtomicInteger asked = new AtomicInteger();
    Resolver rebinding =
        host ->
            List.of(
                InetAddress.getByName(
                    asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1"));
    asked.set(1);

    // When
    Answer answer =
        send(
            new CallbackRules(true, Set.of()),
            rebinding,
            PATIENCE,
            "http://hooks.example.com:" + hook.port() + "/");

    // Then
    assertThat(answer.status()).isEmpty();
    assertThat(answer.text()).doesNotContain("127.0.0.1");
    assertThat(hook.got()).isEmpty();
  }

  @Test
  void whatWasCheckedIsWhatIsConnectedTo() {
    // Given a name that nothing but this resolver knows, asked once for each letter
    AtomicInteger asked = new AtomicInteger();
    Resolver resolver =
        host -> {
          asked.incrementAndGet();
          return List.of(InetAddress.getByName("127.0.0.1"));
        };

    // When
    Answer answer =
        send(
            allowing("127.0.0.1:" + hook.port()),
            resolver,
            PATIENCE,
            "http://hooks.example.invalid.example.com:" + hook.port() + "/x");

    // Then
    assertThat(answer.status()).hasValue(200);
    assertThat(asked).hasValue(1);
    assertThat(hook.got().get(0).headers().get("host"))
        .isEqualTo("hooks.example.invalid.example.com:" + hook.port());
  }

  @Test
  void oneAddressInsideAmongOthersIsEnoughToRefuse() {
    Resolver mixed =
        host -> List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1"));
    assertThat(
            send(new CallbackRules(true, Set.of()), mixed, PATIENCE, "http://hooks.example.com/")
                .text())
        .isEqualTo("The host's name has no address.");
  }

  @Test
  void aNameWithoutAnAddressIsSaid() {
    Resolver none =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(send(CallbackRules.usual(), none, PATIENCE, "https://hooks.example.com/").text())
        .isEqualTo("The host's name has no address.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433:%d/",
        "http://0x7f.1:%d/",
        "http://0177.0.0.1:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::1]:%d/",
        "http://localhost:%d/",
        "http://127.0.0.1:%d/"
      })
  void addressesInsideAreRefusedHoweverTheyAreWritten(String url) {
    Answer answer =
        send(
            new CallbackRules(true, Set.of()),
            Resolver.DNS,
            PATIENCE,
            String.format(url, hook.port()));
    assertThat(answer.status()).isEmpty();
    assertThat(hook.got()).isEmpty();
  }

  @Test
  void tlsNeedsACertificateThatHolds() {
    Answer answer =
        send(
            allowing("127.0.0.1"),
            Resolver.DNS,
            PATIENCE,
            "https://127.0.0.1:" + hook.port() + "/");
    assertThat(answer.text()).isEqualTo("No connection could be made, or it broke off.");
  }

  /** As where tenants have events told to the same large host. */
  @Test
  void lettersThatAreNotAnsweredKeepNoOthersWaiting() throws InterruptedException {
    // Given
    int slow = 12;
    Queue<HttpServerRequest> unanswered = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < slow; i++) {
      hook.answering(unanswered::add);
    }
    ExecutorService threads = Executors.newFixedThreadPool(slow);
    try (Receiver receiver =
        new Receiver(vertx, allowing("127.0.0.1"), Resolver.DNS, PATIENCE, o -> o)) {
      for (int i = 0; i < slow; i++) {
        threads.execute(() -> receiver.send(hook.url(), LETTER));
      }
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (unanswered.size() < slow) {
        assertThat(System.nanoTime()).as("all are under way").isLessThan(until);
        Thread.sleep(10);
      }

      // When, Then
      assertThat(receiver.send(hook.url(), LETTER).status()).hasValue(200);
      unanswered.forEach(request -> request.response().end());
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static CallbackRules allowing(String address) {
    return new CallbackRules(true, Set.of(address));
  }

  private Answer send(CallbackRules rules, Resolver resolver, Duration patience, String url) {
    try (Receiver receiver = new Receiver(vertx, rules, resolver, patience, o -> o)) {
      return receiver.send(url, LETTER);
    }
  }
}
