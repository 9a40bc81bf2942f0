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
    name = "webhooks",
    mixinStandardHelpOptions = true,
    description = "Have contracts' events told to URLs.")
final class WebhooksCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Have a contract's events told to a URL; the secret is shown this once.")
  int create(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "URL") String url,
      @Parameters(paramLabel = "CONTRACT") String contract,
      @Option(
              names = "--event",
              paramLabel = "NAME",
              description = "Those of that name only; all without.")
          @Nullable String event,
      @Option(
              names = "--key",
              paramLabel = "KEY",
              description = "Which managed key asks the ledger; the usual without.")
          @Nullable String key,
      @Option(
              names = "--from",
              paramLabel = "BLOCK",
              description = "The first block to look at; the next one without.")
          @Nullable Long from) {
    Map<String, Object> wanted =
        new TreeMap<>(Map.of("name", name, "url", url, "contract", contract));
    if (event != null) {
      wanted.put("event", event);
    }
    if (key != null) {
      wanted.put("key", key);
    }
    if (from != null) {
      wanted.put("from", from);
    }
    JsonNode made = root.api().post(network(network), wanted);
    root.output().print(made, "id", "name", "url", "secret");
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a network's, with the callbacks of BSN's applications.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output()
        .print(
            root.api().get(network(network)),
            "id",
            "kind",
            "name",
            "url",
            "contract",
            "after",
            "disabled",
            "note");
    return 0;
  }

  @Command(
      name = "deliveries",
      mixinStandardHelpOptions = true,
      description = "Show what became of the last events.")
  int deliveries(@Parameters(paramLabel = "WEBHOOK") String id) {
    root.output()
        .print(
            root.api().get(one(id) + "/deliveries"),
            "event",
            "state",
            "attempts",
            "answer",
            "lastAt",
            "nextAt");
    return 0;
  }

  @Command(name = "test", mixinStandardHelpOptions = true, description = "Send a test there.")
  int test(@Parameters(paramLabel = "WEBHOOK") String id) {
    root.api().post(one(id) + "/tests", Map.of());
    return 0;
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = "Make a new secret, shown this once; the one before holds for another day.")
  int rotate(@Parameters(paramLabel = "WEBHOOK") String id) {
    root.output().print(root.api().post(one(id) + "/secrets", Map.of()), "id", "secret");
    return 0;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Have nothing sent until it is resumed.")
  int pause(@Parameters(paramLabel = "WEBHOOK") String id) {
    root.api().post(one(id) + "/pauses", Map.of());
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Have it go on where it stands, or again from a block.")
  int resume(
      @Parameters(paramLabel = "WEBHOOK") String id,
      @Option(names = "--from", paramLabel = "BLOCK", description = "The block to begin with.")
          @Nullable Long from) {
    root.api().post(one(id) + "/resumptions", from == null ? Map.of() : Map.of("from", from));
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Have nothing told there any more.")
  int remove(@Parameters(paramLabel = "WEBHOOK") String id) {
    root.api().delete(one(id));
    return 0;
  }

  private static String network(String network) {
    return "/v1/networks/" + Http.encode(network) + "/webhooks";
  }

  private static String one(String id) {
    return "/v1/webhooks/" + Http.encode(id);
  }
}
