package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "usage", mixinStandardHelpOptions = true, description = "Show what a network used.")
final class UsageCommand implements Callable<Integer> {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Parameters(paramLabel = "NETWORK")
  String network = "";

  @Option(
      names = "--from",
      description = "An instant (2026-01-31T00:00:00Z). Default: 30 days ago.")
  String from = "";

  @Option(names = "--to", description = "An instant. Default: now.")
  String to = "";

  @Override
  public Integer call() {
    String query =
        (from.isEmpty() ? "" : "&from=" + Http.encode(from))
            + (to.isEmpty() ? "" : "&to=" + Http.encode(to));
    JsonNode usage =
        root.api()
            .get(
                "/v1/networks/"
                    + Http.encode(network)
                    + "/usage"
                    + (query.isEmpty() ? "" : "?" + query.substring(1)));
    Output output = root.output();
    if (output.isJson()) {
      output.print(usage);
      return 0;
    }
    output.print(usage.path("records"), "meter", "from", "to", "quantity", "source");
    output.line("");
    usage
        .path("totals")
        .fields()
        .forEachRemaining(
            t -> output.line(String.format("%-20s %s", t.getKey(), t.getValue().asText())));
    return 0;
  }
}
