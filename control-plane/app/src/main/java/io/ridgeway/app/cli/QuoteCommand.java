package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "quote",
    mixinStandardHelpOptions = true,
    description = "Price a network. The quote can be ordered until it expires.")
final class QuoteCommand implements Callable<Integer> {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Parameters(paramLabel = "NAME", description = "Your name for the network.")
  String name = "";

  @Option(
      names = "--framework",
      defaultValue = "ethereum",
      description = "Default: ${DEFAULT-VALUE}.")
  String framework = "";

  @Option(names = "--version", description = "Default: the newest of the catalogue.")
  String version = "";

  @Option(
      names = "--tier",
      defaultValue = "dedicated",
      description = "dedicated, or shared for a share of others' nodes. Default: ${DEFAULT-VALUE}.")
  String tier = "";

  @Option(
      names = "--nodes",
      split = ",",
      description =
          "For example validator=4,rpc=1; in the shared tier only contract=2, so many contracts of"
              + " your own.")
  Map<String, Integer> nodes = new LinkedHashMap<>();

  @Option(
      names = "--parameter",
      description = "For example blockPeriodSeconds=1; may be given again.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--at",
      split = ",",
      required = true,
      description = "City nodes, the preferred first.")
  List<String> cityNodes = List.of();

  @Option(
      names = "--under",
      split = ",",
      description = "Under whose law alone nodes may be placed: CN,SG. Default: any.")
  List<String> jurisdictions = List.of();

  @Option(names = "--tps", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  int tps;

  @Option(
      names = "--storage",
      defaultValue = "10",
      description = "GiB of each node. Default: ${DEFAULT-VALUE}.")
  int storageGib;

  @Option(
      names = "--term",
      defaultValue = "annual",
      description = "annual or monthly. Default: ${DEFAULT-VALUE}.")
  String term = "";

  @Option(names = "--currency", defaultValue = "USD", description = "Default: ${DEFAULT-VALUE}.")
  String currency = "";

  @Override
  public Integer call() {
    Api api = root.api();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", name);
    spec.put(
        "framework",
        Map.of("name", framework, "version", version.isEmpty() ? newest(api) : version));
    spec.put("tier", Ridgectl.upper(tier));
    if (!nodes.isEmpty()) {
      spec.put("nodes", nodes);
    }
    spec.put("parameters", parameters);
    spec.put("cityNodes", cityNodes);
    spec.put("tps", tps);
    spec.put("storageGib", storageGib);
    if (!jurisdictions.isEmpty()) {
      spec.put("jurisdictions", jurisdictions.stream().map(Ridgectl::upper).toList());
    }
    JsonNode quote =
        api.post(
            "/v1/quotes",
            Map.of(
                "spec", spec, "term", Ridgectl.upper(term), "currency", Ridgectl.upper(currency)));
    return print(root.output(), quote);
  }

  /** Shows a quote, and how it is ordered. */
  static int print(Output output, JsonNode quote) {
    if (output.isJson()) {
      output.print(quote);
      return 0;
    }
    output.print(
        quote.path("offer").path("lines"), "text", "quantity", "unit", "unitPrice", "amount");
    output.line("");
    output.print(quote, "id", "offer/term", "offer/total", "validUntil");
    if (quote.hasNonNull("interruption")) {
      output.line(quote.path("interruption").asText());
    }
    boolean survives = quote.path("survivesSiteLoss").asBoolean();
    if (!survives) {
      output.line("It survives no site loss: the loss of one city node may stop it.");
    }
    output.line(
        "Order it: ridgectl order "
            + quote.path("id").asText()
            + (survives ? "" : " --accept-no-site-loss"));
    return 0;
  }

  private String newest(Api api) {
    for (JsonNode offered : api.get("/v1/catalogue").path("frameworks")) {
      if (offered.path("name").asText().equals(framework)) {
        return offered.path("versions").path(0).asText();
      }
    }
    // Let the server say what there is.
    return "newest";
  }
}
