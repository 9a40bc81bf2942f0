package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.demo.Notary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample in Python, {@code examples/fisco-bcos/clients/python}, as its README has it run, with
 * the managed key {@code clerk}.
 */
record FiscoSample(Firm firm, String network, Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HASH = "0x" + "6b".repeat(32);

  /** What it says, and how it ended. */
  private record Run(int status, JsonNode said) {}

  /** Deploys a contract, uses it, and looks at what became of that. */
  void usesAContract() throws IOException, InterruptedException {
    // Given
    String secret = NotaryThroughTheGateway.secret(firm, network);
    Path code = Files.writeString(folder.resolve("Notary.hex"), Notary.code() + "\n");

    // When
    JsonNode deployed = good(secret, "deploy", "clerk", code.toString());
    String contract = deployed.path("result").asText();
    JsonNode made =
        good(secret, "submit", "clerk", contract, "notarise(bytes32,string)", HASH, "公证");

    // Then
    assertThat(contract).matches("0x[0-9a-f]{40}");
    assertThat(made.path("status").asText()).isEqualTo("COMMITTED");
    String id = made.path("transaction").asText();
    JsonNode seen = good(secret, "transaction", id);
    assertThat(seen.path("contract").asText()).isEqualToIgnoringCase(contract);
    JsonNode block = good(secret, "block", made.path("block").asText());
    assertThat(block.path("transactions").findValuesAsText("transaction")).contains(id);
    assertThat(good(secret, "query", contract, "when(bytes32)", HASH).path("result").asText())
        .startsWith("0x");

    // When
    Run refused = run(secret, "submit", "nobody", contract, "notarise(bytes32,string)", HASH, "");
    Run senseless = run(secret, "submit", "clerk");

    // Then
    assertThat(refused.status()).isOne();
    assertThat(refused.said().path("status").asInt()).isEqualTo(422);
    assertThat(refused.said().path("detail").asText()).contains("key");
    assertThat(senseless.status()).isEqualTo(2);
  }

  private JsonNode good(String secret, String... arguments)
      throws IOException, InterruptedException {
    Run run = run(secret, arguments);
    assertThat(run.status()).as("%s", run.said()).isZero();
    return run.said();
  }

  /** Comes again where the network's ten calls a second were used up. */
  private Run run(String secret, String... arguments) throws IOException, InterruptedException {
    Run run = once(secret, arguments);
    while (run.said().path("status").asInt() == 429) {
      run = once(secret, arguments);
    }
    return run;
  }

  private Run once(String secret, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("python3", "../../examples/fisco-bcos/clients/python/client.py"));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("client.err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder
        .environment()
        .put("RIDGEWAY_API", firm.network(network).path("endpoints").path("api").asText());
    builder.environment().put("RIDGEWAY_KEY", secret);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(String.join(" ", arguments)).isTrue();
    assertThat(said.isEmpty()).as(Files.readString(errors)).isEqualTo(process.exitValue() == 2);
    return new Run(process.exitValue(), JSON.readTree(said));
  }
}
