package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.demo.Notary;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An application that follows an Ethereum network through the gateway's WebSocket: {@code
 * examples/ethereum/listener}, which is ethers 6 in Node, as its README has it run.
 */
final class EthersListener {
  private static final Path EXAMPLES = Path.of("..", "..", "examples", "ethereum");
  private static final int MINUTES_TO_END = 2;

  private final Firm firm;
  private final String network;
  private final Path program;

  /** Installed into that folder. */
  EthersListener(Firm firm, String network, Path folder) throws IOException {
    this.firm = firm;
    this.network = network;
    Path listener = Files.createDirectories(folder.resolve("listener"));
    for (String file : List.of("listen.js", "package.json", "package-lock.json")) {
      Files.copy(EXAMPLES.resolve("listener").resolve(file), listener.resolve(file));
    }
    Path artifact = Path.of("notary", "artifact", "Notary.json");
    Files.createDirectories(folder.resolve(artifact).getParent());
    Files.copy(EXAMPLES.resolve(artifact), folder.resolve(artifact));
    ExampleClients.run(listener, List.of("npm", "ci", "--no-audit", "--no-fund"));
    this.program = listener.resolve("listen.js");
  }

  /**
   * Hears each block, and what the notary tells, with the key in a header and as browsers do.
   *
   * @return the notary's address
   */
  String hearsBlocksAndTheNotary() throws IOException, InterruptedException {
    // Given
    String path = "/v1/networks/" + network;
    String account =
        firm.api().post(path + "/keys", Map.of("name", "clerk")).path("account").asText();
    String key =
        firm.api()
            .post(path + "/gateway-credentials", Map.of("name", "socket"))
            .path("secret")
            .asText();
    URI endpoint = URI.create(firm.network(network).path("endpoints").path("jsonRpc").asText());
    JsonRpc door = new JsonRpc(endpoint, key);
    RunningRidgeway.await(
        "the gateway knows the key", () -> door.ask("eth_blockNumber").status() == 200);
    Notary notary = Notary.deploy(door, account);
    byte[] hash = HexFormat.of().parseHex("5a".repeat(32));

    // One after the other, for the network's ten calls a second.
    try (Run header = listening(endpoint, key, notary, "header");
        Run protocol = listening(endpoint, key, notary, "protocol")) {

      // When
      JsonNode receipt = notary.notarise(account, hash);

      // Then
      for (Run run : List.of(header, protocol)) {
        run.await("the event", () -> !run.told("notarised").isEmpty());
        assertThat(run.told("listening").get(0).path("listening").asText())
            .isEqualTo(Integer.decode(door.call("eth_chainId").asText()).toString());
        JsonNode told = run.told("notarised").get(0);
        assertThat(told.path("notarised").asText()).isEqualTo("0x" + "5a".repeat(32));
        assertThat(told.path("by").asText()).isEqualTo(account.toLowerCase(Locale.ROOT));
        assertThat(told.path("at").asLong()).isEqualTo(notary.when(hash));
        long block = Long.decode(receipt.path("blockNumber").asText());
        assertThat(told.path("block").asLong()).isEqualTo(block);
        assertThat(told.path("transaction").asText())
            .isEqualTo(receipt.path("transactionHash").asText());
        run.await("blocks behind it", () -> run.blocks().contains(block + 2));
        List<Long> blocks = run.blocks();
        for (int i = 1; i < blocks.size(); i++) {
          assertThat(blocks.get(i)).as(blocks.toString()).isEqualTo(blocks.get(i - 1) + 1);
        }

        // When
        run.end();

        // Then
        assertThat(run.told("unsubscribed")).hasSize(1);
        assertThat(run.told("notarised")).hasSize(1);
      }
    }
    return notary.address();
  }

  private Run listening(URI endpoint, String key, Notary notary, String keyIn) throws IOException {
    Run run = new Run(endpoint, key, notary.address(), keyIn);
    run.await("blocks", () -> run.told("block").size() >= 2);
    return run;
  }

  /** One run of it. */
  private final class Run implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Run(URI endpoint, String key, String notary, String keyIn) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder("node", program.toString(), notary)
              .redirectError(program.resolveSibling(keyIn + ".err").toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "RIDGEWAY_URL",
                  endpoint.toString().replaceFirst("^http", "ws"),
                  "RIDGEWAY_API_KEY",
                  key,
                  "KEY_IN",
                  keyIn));
      process = builder.start();
      reader = new Thread(this::read, "listener-" + keyIn);
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader in = process.inputReader()) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lines.add(JSON.readTree(line));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<JsonNode> told(String member) {
      return lines.stream().filter(line -> line.fieldNames().next().equals(member)).toList();
    }

    private List<Long> blocks() {
      return told("block").stream().map(line -> line.path("block").asLong()).toList();
    }

    private void await(String what, BooleanSupplier so) {
      RunningRidgeway.await(what, () -> so.getAsBoolean() || !process.isAlive());
      assertThat(so.getAsBoolean()).as("%s; it said %s", what, lines).isTrue();
    }

    private void end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertThat(process.waitFor(MINUTES_TO_END, TimeUnit.MINUTES)).isTrue();
      reader.join();
      assertThat(process.exitValue()).as(lines.toString()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
