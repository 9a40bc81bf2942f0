package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "freezes",
    aliases = "freeze",
    mixinStandardHelpOptions = true,
    description = "Accounts and contracts that are frozen on the ledger by lawful order.")
final class FreezesCommand {
  private static final String[] COLUMNS = {
    "id", "state", "kind", "address", "frozen", "reference", "block", "requestedBy", "requestedAt"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  /** One of the two. */
  static final class Subject {
    @Option(names = "--account", paramLabel = "ADDRESS", description = "An account: who signs.")
    @Nullable String account;

    @Option(names = "--contract", paramLabel = "ADDRESS", description = "A contract.")
    @Nullable String contract;

    private String kind() {
      return account == null ? "CONTRACT" : "ACCOUNT";
    }

    private String address() {
      return Objects.requireNonNullElseGet(account, () -> Objects.requireNonNull(contract));
    }
  }

  /** Why. */
  static final class Grounds {
    @Option(names = "--reason", required = true, description = "Why; kept for good.")
    String reason = "";

    @Option(
        names = "--reference",
        required = true,
        description = "What asks for it: a court's file number, an order's.")
    String reference = "";
  }

  @Command(
      name = "begin",
      mixinStandardHelpOptions = true,
      description =
          "Freeze one: nothing that a frozen account sends is carried out, and nobody can call a"
              + " frozen contract.")
  int begin(
      @Parameters(paramLabel = "NETWORK") String network,
      @ArgGroup(exclusive = true, multiplicity = "1") Subject subject,
      @ArgGroup(exclusive = false, multiplicity = "1") Grounds grounds,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return order(network, subject, true, grounds, watch);
  }

  @Command(name = "lift", mixinStandardHelpOptions = true, description = "Let one go again.")
  int lift(
      @Parameters(paramLabel = "NETWORK") String network,
      @ArgGroup(exclusive = true, multiplicity = "1") Subject subject,
      @ArgGroup(exclusive = false, multiplicity = "1") Grounds grounds,
      @Option(names = "--watch", description = "Follow it until it is over.") boolean watch) {
    return order(network, subject, false, grounds, watch);
  }

  private int order(
      String network, Subject subject, boolean frozen, Grounds grounds, boolean watch) {
    Ridgectl root = networks.root;
    JsonNode begun =
        root.api()
            .post(
                path(network),
                Map.of(
                    "kind",
                    subject.kind(),
                    "address",
                    subject.address(),
                    "frozen",
                    frozen,
                    "reason",
                    grounds.reason,
                    "reference",
                    grounds.reference));
    root.output().print(begun, COLUMNS);
    return watch ? new Watch(root).over(network, begun.path("operation").asText()) : 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    networks
        .root
        .output()
        .print(
            networks
                .root
                .api()
                .get(path(network) + (cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor))),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one's record, with its transactions.")
  int show(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "FREEZE", index = "1") String freeze) {
    JsonNode found = networks.root.api().get(path(network) + "/" + Http.encode(freeze));
    Output output = networks.root.output();
    if (output.isJson()) {
      output.print(found);
      return 0;
    }
    output.print(
        found,
        "id",
        "state",
        "kind",
        "address",
        "frozen",
        "reason",
        "reference",
        "requestedBy",
        "requestedAt",
        "administrator",
        "message");
    output.line("");
    output.print(found.path("transactions"), "name", "act", "block", "answer");
    return 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/freezes";
  }
}
