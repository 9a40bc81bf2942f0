package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "explorer",
    mixinStandardHelpOptions = true,
    description = "Look through a network's ledger; it counts as no usage.")
final class ExplorerCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "blocks",
      mixinStandardHelpOptions = true,
      description = "List the newest blocks, or those before one.")
  int blocks(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--before", paramLabel = "BLOCK", description = "Older ones than that.")
          @Nullable Long before,
      @Option(names = "--limit", defaultValue = "20", description = "How many; 50 at most.")
          int limit) {
    String from = before == null ? "" : "&before=" + before;
    root.output()
        .print(
            root.api().get(path(network) + "/blocks?limit=" + limit + from),
            "number",
            "at",
            "transactions",
            "hash");
    return 0;
  }

  @Command(
      name = "block",
      mixinStandardHelpOptions = true,
      description = "Show a block and its transactions.")
  int block(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(
              paramLabel = "BLOCK",
              index = "1",
              defaultValue = "latest",
              description = "Its number; the newest without.")
          String block) {
    JsonNode found = root.api().get(path(network) + "/blocks/" + Http.encode(block));
    Output output = root.output();
    output.print(found, "number", "hash", "previousHash", "at");
    if (!output.isJson()) {
      output.line("");
      output.print(found.path("transactions"), "transaction", "code");
    }
    return 0;
  }

  @Command(
      name = "transaction",
      aliases = "tx",
      mixinStandardHelpOptions = true,
      description = "Show a transaction, with its call and events as far as they can be made out.")
  int transaction(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "TRANSACTION", index = "1") String transaction) {
    JsonNode found = root.api().get(path(network) + "/transactions/" + Http.encode(transaction));
    Output output = root.output();
    output.print(
        found,
        "transaction",
        "kind",
        "status",
        "code",
        "block",
        "at",
        "by",
        "contract",
        "contractName",
        "created",
        "function",
        "endorsers");
    if (!output.isJson()) {
      output.line("");
      JsonNode call = found.path("call");
      if (call.isObject()) {
        output.line(call.path("signature").asText());
        output.print(call.path("values"), "name", "type", "value");
      } else {
        output.print(found.path("args"), "text");
      }
      for (JsonNode event : found.path("events")) {
        output.line("");
        JsonNode decoded = event.path("decoded");
        output.line(
            event.path("contract").asText()
                + " "
                + (decoded.isObject() ? decoded.path("signature") : event.path("name")).asText());
        output.print(decoded.path("values"), "name", "type", "value");
      }
    }
    return 0;
  }

  @Command(
      name = "contracts",
      mixinStandardHelpOptions = true,
      description = "List the contracts that the explorer knows.")
  int contracts(@Parameters(paramLabel = "NETWORK") String network) {
    root.output()
        .print(root.api().get(path(network) + "/contracts"), "name", "address", "by", "at");
    return 0;
  }

  @Command(
      name = "abi",
      mixinStandardHelpOptions = true,
      description = "Give a contract's ABI, so that its calls and events are decoded.")
  int abi(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "ADDRESS", index = "1") String address,
      @Parameters(paramLabel = "NAME", index = "2") String name,
      @Parameters(
              paramLabel = "FILE",
              index = "3",
              description = "The JSON that the compiler or the build tool wrote.")
          Path file) {
    String abi;
    try {
      abi = Files.readString(file);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, file + " can't be read as text.");
    }
    root.output()
        .print(
            root.api().put(contract(network, address), Map.of("name", name, "abi", abi)),
            "name",
            "address",
            "by",
            "at");
    return 0;
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = "Remove a contract's ABI.")
  int forget(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "ADDRESS", index = "1") String address) {
    root.api().delete(contract(network, address));
    return 0;
  }

  private static String contract(String network, String address) {
    return path(network) + "/contracts/" + Http.encode(address);
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/explorer";
  }
}
