package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
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
        .print(root.api().get(path(network)), "id", "name", "hint", "createdAt", "revokedAt");
    return 0;
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
