package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final class Lines extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      java.io.StringWriter text = new java.io.StringWriter();
      text.append(line.getLoggerName()).append(' ').append(line.getMessage());
      text.append(java.util.Arrays.toString(line.getParameters()));
      if (line.getThrown() != null) {
        line.getThrown().printStackTrace(new java.io.PrintWriter(text));
      }
      lines.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void writesNoKeyToALogWhateverGoesWrong() {
    // Given
    Lines lines = new Lines();
    Logger root = Logger.getLogger("io.ridgeway");
    root.setLevel(Level.ALL);
    root.addHandler(lines);
    TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
    String secret = TestGateway.KEY;

    // When
    gateway.call("eth_blockNumber", "[]");
    gateway.call(secret, "[\"" + secret + "\"]");
    gateway.post("{\"" + secret + "\"");
    gateway.send(gateway.request("{}").uri(URI.create(gateway.uri() + "?key=" + secret)));
    gateway.send(gateway.request("{}").uri(URI.create(gateway.uri() + "/" + secret)));
    gateway.send(gateway.request("{}").header("Authorization", "Bearer " + secret + "x"));
    SocketCaller.open(gateway, "", java.util.Map.of(), List.of("jsonrpc", secret)).send(secret);
    SocketCaller.refused(gateway, "", java.util.Map.of(), List.of("jsonrpc", secret + "x"));
    SocketCaller.refused(gateway, "", java.util.Map.of(), List.of(secret));
    gateway.node.behave((request, body) -> request.connection().close());
    gateway.call(
        "eth_sendTransaction",
        "[{\"from\":\"" + TestGateway.ACCOUNT + "\",\"data\":\"0x" + "5ec2".repeat(9) + "\"}]");
    gateway.routes.away(true);
    gateway.routes.put(
        gateway.network, gateway.route(1, true, java.util.Map.of(), List.of(gateway.node.at())));
    TestGateway.await(() -> lines.lines.toString().contains("Routes can't be read"));
    gateway.close();
    root.removeHandler(lines);

    // Then
    assertThat(lines.lines).isNotEmpty();
    assertThat(lines.lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContain("rw_")
                    .doesNotContain(TestGateway.sha256(secret))
                    .doesNotContain("5ec25ec2"));
  }
}
