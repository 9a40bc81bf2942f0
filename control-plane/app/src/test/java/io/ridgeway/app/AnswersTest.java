package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HttpServer server;
  private String address;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean good =
              path.equals("/good") || (path.equals("/late") && asked.incrementAndGet() > 2);
          exchange.sendResponseHeaders(good ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isContentWhenAllAnswerIfNotAtOnce() throws Exception {
    assertThat(run(address + "/good", address + "/late")).isZero();
    assertThat(said).hasToString("200 " + address + "/good\n200 " + address + "/late\n");
  }

  @Test
  void saysWhoDoesNotAnswer() throws Exception {
    // Given
    int taken = server.getAddress().getPort();

    // Then
    assertThat(run(address + "/good", address + "/bad")).isOne();
    server.stop(0);
    assertThat(run("http://127.0.0.1:" + taken + "/good")).isOne();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("503 " + address + "/bad")
        .contains("no answer (ConnectException) ");
  }

  @Test
  void isNotContentWithNothing() throws Exception {
    assertThat(run()).isOne();
  }

  private int run(String... addresses) throws InterruptedException {
    return Answers.run(
        List.of(addresses),
        Duration.ofMillis(1),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }
}
