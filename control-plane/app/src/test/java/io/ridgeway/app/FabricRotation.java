package io.ridgeway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how many transactions are lost while all certificates of a network that is used are
 * renewed; run by {@code benchmarks/fabric-rotation/run}. Three orderers, two members with two
 * peers and a contract's service each; 20 transactions a second through the gateway, each of which
 * its client tries again up to three times within ten seconds.
 */
final class FabricRotation {
  private static final int RATE = 20;
  private static final int RETRIES = 3;
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration ANSWERS = Duration.ofSeconds(4);
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger over = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String api;
  private final String secret;

  private FabricRotation(String api, String secret) {
    this.api = api;
    this.secret = secret;
  }

  public static void main(String[] arguments) {
    int status = 1;
    try {
      measure();
      status = 0;
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace();
    }
    // The servers end with this process, whatever threads it has.
    System.exit(status);
  }

  private static void measure() {
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway, "rotor");
    String network =
        firm.order(
            Wish.fabric(
                    Map.of("orderer", 3, "peer", 4, "contract", 2),
                    Map.of("organisations", "alpha,beta", "contract", "depositary"))
                .with("name", "rotated")
                .with("tps", 100));
    firm.awaitState(network, "Ready");
    String path = "/v1/networks/" + network;
    firm.api().post(path + "/keys", Map.of("name", "clerk"));
    String secret =
        firm.api()
            .post(path + "/gateway-credentials", Map.of("name", "load"))
            .path("secret")
            .asText();
    new FabricRotation(firm.network(network).path("endpoints").path("api").asText(), secret)
        .rotated(firm, network);
    firm.delete(network);
  }

  private void rotated(Firm firm, String network) {
    RunningRidgeway.await("a transaction is taken", () -> isDone(once(UUID.randomUUID() + "-0")));
    ScheduledExecutorService clients = Executors.newScheduledThreadPool(8 * RATE);
    AtomicBoolean going = new AtomicBoolean(true);
    var load =
        clients.scheduleAtFixedRate(
            () -> {
              if (going.get()) {
                int number = begun.incrementAndGet();
                clients.execute(() -> submitted(number));
              }
            },
            0,
            1_000_000_000L / RATE,
            TimeUnit.NANOSECONDS);
    pause(BEFORE);
    long began = System.nanoTime();
    JsonNode operation = firm.api().post("/v1/networks/" + network + "/rotations", Map.of());
    RunningRidgeway.await(
        "the certificates are renewed",
        Duration.ofMinutes(10),
        () -> isOver(firm, network, operation.path("id").asText()));
    double took = (System.nanoTime() - began) / 1e9;
    pause(BEFORE);
    going.set(false);
    load.cancel(false);
    RunningRidgeway.await("all have ended", () -> over.get() == begun.get());
    clients.shutdown();
    System.out.printf(Locale.ROOT, "nine nodes had their certificates renewed in %.1f s%n", took);
    System.out.printf(
        Locale.ROOT,
        "fabric-rotation: %d lost of %d, %d retries, goal 0 lost, %s%n",
        lost.get(),
        begun.get(),
        retries.get(),
        lost.get() == 0 ? "holds" : "short");
  }

  private static boolean isOver(Firm firm, String network, String operation) {
    for (JsonNode one : firm.api().get("/v1/networks/" + network + "/operations").path("items")) {
      if (one.path("id").asText().equals(operation)) {
        return one.path("state").asText().equals("SUCCEEDED");
      }
    }
    return false;
  }

  /** As a client would: again after a pause that doubles, as long as there is time. */
  private void submitted(int number) {
    long end = System.nanoTime() + WITHIN.toNanos();
    Duration wait = Duration.ofMillis(500);
    String document = run + "-" + number;
    String answer = once(document);
    for (int i = 0; i < RETRIES && !isDone(answer); i++) {
      if (System.nanoTime() + wait.toNanos() > end) {
        break;
      }
      pause(wait);
      wait = wait.multipliedBy(3);
      retries.incrementAndGet();
      answer = once(document);
    }
    if (!isDone(answer)) {
      lost.incrementAndGet();
      System.out.println("lost: " + document + ": " + answer);
    }
    over.incrementAndGet();
  }

  /** An answer that was lost is no second transaction: the document is there already. */
  private static boolean isDone(String answer) {
    return answer.startsWith("200 ") || answer.contains("was deposited by");
  }

  /** The status and what was said. */
  private String once(String document) {
    String body =
        JSON.valueToTree(
                Map.of(
                    "contract", "depositary",
                    "function", "deposit",
                    "args", List.of(hash(document), document),
                    "key", "clerk"))
            .toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/transactions"))
            .timeout(ANSWERS)
            .header("X-Api-Key", secret)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "0 " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "0 interrupted";
    }
  }

  /** As long as a SHA-256. */
  private static String hash(String document) {
    return UUID.nameUUIDFromBytes(document.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "")
        + UUID.nameUUIDFromBytes(("2" + document).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
  }

  private static void pause(Duration some) {
    try {
      Thread.sleep(some.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
