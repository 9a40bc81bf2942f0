package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "API keys for the gateway.")
final class GatewayCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make an API key; it is shown this once.")
  int create(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name) {
    JsonNode credential = root.api().post(path(network), Map.of("name", name));
    root.output().print(credential, "id", "name", "secret");
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a network's, revoked ones included.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output()
        .print(
            root.api().get(path(network)),
            "id",
            "name",
            "hint",
            "createdAt",
            "revokedAt",
            "limits");
    return 0;
  }

  @Command(
      name = "limit",
      mixinStandardHelpOptions = true,
      description = {
        "Set what a key may do at most, besides what its network may.",
        "What isn't named has no limit of its own afterwards."
      })
  int limit(
      @Parameters(paramLabel = "CREDENTIAL") String id,
      @Option(names = "--tps", paramLabel = "CALLS", description = "Calls a second.")
          @Nullable Integer tps,
      @Option(names = "--daily", paramLabel = "CALLS", description = "Calls a day (UTC).")
          @Nullable Long daily,
      @Option(
              names = "--concurrent",
              paramLabel = "CALLS",
              description = "Calls under way at once.")
          @Nullable Integer concurrent,
      @Option(names = "--bytes", paramLabel = "BYTES", description = "The longest body.")
          @Nullable Integer bytes) {
    Map<String, Object> wanted = new TreeMap<>();
    put(wanted, "tps", tps);
    put(wanted, "daily", daily);
    put(wanted, "concurrent", concurrent);
    put(wanted, "bytes", bytes);
    root.output()
        .print(
            root.api().put("/v1/gateway-credentials/" + Http.encode(id) + "/limits", wanted),
            "id",
            "name",
            "limits");
    return 0;
  }

  private static void put(Map<String, Object> wanted, String name, @Nullable Object value) {
    if (value != null) {
      wanted.put(name, value);
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Take one out of force at once.")
  int revoke(@Parameters(paramLabel = "CREDENTIAL") String id) {
    root.api().delete("/v1/gateway-credentials/" + Http.encode(id));
    return 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/gateway-credentials";
  }
}
