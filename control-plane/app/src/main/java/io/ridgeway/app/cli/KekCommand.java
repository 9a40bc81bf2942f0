package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "kek",
    mixinStandardHelpOptions = true,
    description = "For operators: the key-encryption keys, and what each of them wraps.")
final class KekCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Which one wraps, what older ones still do, and whether that is under way.")
  int status() {
    return print(root.api().get("/ops/v1/key-encryption"));
  }

  @Command(
      name = "rewrap",
      mixinStandardHelpOptions = true,
      description = "Wrap everything by the current one; goes on in the background.")
  int rewrap() {
    return print(root.api().post("/ops/v1/key-encryption/rewraps", Map.of()));
  }

  private int print(JsonNode standing) {
    Output output = root.output();
    if (output.isJson()) {
      output.print(standing);
      return 0;
    }
    String current = standing.path("current").asText();
    output.line("wraps now: " + current);
    for (JsonNode count : standing.path("wrapped")) {
      String kek = count.path("kek").asText();
      output.line(
          "%s: %d tenants, %d city nodes' secrets%s"
              .formatted(
                  kek,
                  count.path("dataKeys").asLong(),
                  count.path("secrets").asLong(),
                  kek.equals(current)
                      ? ""
                      : count.path("known").asBoolean()
                          ? " (still needed)"
                          : " (still needed, and not known here)"));
    }
    JsonNode rewrap = standing.path("rewrap");
    if (rewrap.isObject()) {
      output.line(
          "re-wrap by %s, asked by %s at %s: %s"
              .formatted(
                  rewrap.path("target").asText(),
                  rewrap.path("askedBy").asText(),
                  rewrap.path("askedAt").asText(),
                  rewrap.path("endedAt").isTextual()
                      ? "ended at " + rewrap.path("endedAt").asText()
                      : "under way"));
      if (!rewrap.path("problem").asText().isEmpty()) {
        output.line("in its way: " + rewrap.path("problem").asText());
      }
    }
    output.line(
        standing.path("settled").asBoolean()
            ? "no other key is needed any more"
            : "older keys are still needed: keep them among ridgeway.keys.also");
    return 0;
  }
}
