package io.ridgeway.keys.kek;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A cloud's key service in memory, as its API is published: what is asked is checked, credentials
 * included, before anything is done. It can be away, slow, busy.
 */
abstract class StandInCloud implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int NONCE = 12;

  final SecureRandom random = new SecureRandom();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final int port;
  private volatile HttpServer server;
  private final AtomicInteger slow = new AtomicInteger();
  volatile boolean denied;
  volatile boolean disabled;

  StandInCloud() throws IOException {
    this.server = started(0);
    this.port = server.getAddress().getPort();
  }

  /**
   * What was asked.
   *
   * @param query not decoded
   */
  record Asked(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse("");
    }

    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** What is answered. */
  record Said(int status, Object body) {}

  /** Answers as the service does while it is well. */
  abstract Said answer(Asked asked) throws Exception;

  /** The status of an overloaded service. */
  Said overloaded() {
    return new Said(503, Map.of());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  CloudDoor door(Duration timeout) {
    return new CloudDoor(address(), Optional.empty(), timeout);
  }

  /** The requests so far: method and address, as logs would have them. */
  List<String> asked() {
    return asked;
  }

  void away() {
    server.stop(0);
  }

  void back() throws IOException {
    server = started(port);
  }

  /** From now on it begins to answer and doesn't come to an end. */
  void slow() {
    slow(Integer.MAX_VALUE);
  }

  /** So many calls are begun to be answered and don't come to an end. */
  void slow(int times) {
    slow.set(times);
  }

  void busy(int times) {
    busy.set(times);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  byte[] seal(byte[] key, byte[] plain, byte[] associated) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(associated);
    byte[] sealed = cipher.doFinal(plain);
    byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE, sealed.length);
    return all;
  }

  static byte[] open(byte[] key, byte[] sealed, byte[] associated) throws GeneralSecurityException {
    if (sealed.length < NONCE) {
      throw new GeneralSecurityException("too short");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, sealed, 0, NONCE));
    cipher.updateAAD(associated);
    return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  private HttpServer started(int at) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    fresh.setExecutor(threads);
    fresh.createContext("/", this::handle);
    fresh.start();
    return fresh;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      Asked question =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      Said said = busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? overloaded() : well(question);
      byte[] body =
          said.body() instanceof String text
              ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
              : JSON.writeValueAsBytes(said.body());
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(said.status(), body.length);
      boolean hangs = slow.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
      int first = hangs ? 1 : body.length;
      exchange.getResponseBody().write(body, 0, first);
      exchange.getResponseBody().flush();
      if (hangs && closed.await(60, TimeUnit.SECONDS)) {
        exchange.getResponseBody().write(body, first, body.length - first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Said well(Asked question) {
    try {
      return answer(question);
    } catch (Exception e) {
      // As a fault of its own; tests then see that in place of what they want.
      return new Said(500, Map.of("fault", String.valueOf(e)));
    }
  }
}
