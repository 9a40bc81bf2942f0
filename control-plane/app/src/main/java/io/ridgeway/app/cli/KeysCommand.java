package io.ridgeway.app.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Managed keys: made and kept in custody.")
final class KeysCommand {
  private static final String[] COLUMNS = {
    "id", "name", "account", "createdAt", "expiresAt", "revoked"
  };

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make one; asked again, it is the same.")
  int create(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose application signs with it, where the ledger has organisations.")
          @Nullable String organisation) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", name);
    if (organisation != null) {
      wanted.put("organisation", organisation);
    }
    root.output().print(root.api().post(path(network), wanted), COLUMNS);
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a network's.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output().print(root.api().get(path(network)), COLUMNS);
    return 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/keys";
  }
}
