package io.ridgeway.app.cli;

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

  private static final String[] SHOWN = {
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
    "message"
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
    return records(network)
        .begin(
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
                grounds.reference),
            watch);
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    return records(network).list(cursor);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one's record, with its transactions.")
  int show(
      @Parameters(paramLabel = "NETWORK", index = "0") String network,
      @Parameters(paramLabel = "FREEZE", index = "1") String freeze) {
    return records(network).show(freeze, SHOWN, "transactions", "name", "act", "block", "answer");
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(networks.root, network, "freezes", COLUMNS);
  }
}
