package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "receivables",
    mixinStandardHelpOptions = true,
    description = "For operators: what organisations owe, and how much they may.",
    synopsisSubcommandLabel = "COMMAND")
final class ReceivablesCommand implements Runnable {
  private static final String[] COLUMNS = {
    "id", "number", "tenant", "buyer", "total", "dueOn", "state", "reference"
  };

  @ParentCommand Ridgectl root = new Ridgectl();
  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do; --help lists it.");
  }

  @Command(name = "list", description = "Invoices of all organisations, newest first.")
  int list(
      @Option(names = "--unpaid", description = "Only those that are to be paid yet.")
          boolean unpaid,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    String path = "/ops/v1/invoices?unpaid=" + unpaid;
    root.output()
        .print(
            root.api().get(path + (cursor.isEmpty() ? "" : "&cursor=" + Http.encode(cursor))),
            COLUMNS);
    return 0;
  }

  @Command(name = "pay", description = "Record that an invoice was paid.")
  int pay(
      @Parameters(paramLabel = "INVOICE") String id,
      @Option(
              names = "--reference",
              required = true,
              description = "By which the payment is found again, such as the bank's.")
          String reference) {
    root.output()
        .print(
            root.api()
                .post(
                    "/ops/v1/invoices/" + Http.encode(id) + "/payment",
                    Map.of("reference", reference)),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "ended",
      description = "Networks that run on though their term is over, newest first.")
  int ended(@Option(names = "--cursor", defaultValue = "") String cursor) {
    String path = "/ops/v1/ended-terms";
    root.output()
        .print(
            root.api().get(cursor.isEmpty() ? path : path + "?cursor=" + Http.encode(cursor)),
            "network",
            "name",
            "tenant",
            "state",
            "endedAt");
    return 0;
  }

  @Command(name = "credit", description = "What an organisation owes, and how much it may.")
  int credit(@Parameters(paramLabel = "TENANT") String tenant) {
    return show(root.api().get(path(tenant) + "/credit"));
  }

  @Command(name = "limit", description = "Set how much an organisation may owe in a currency.")
  int limit(
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "AMOUNT", description = "Such as 5000.00.") String amount,
      @Parameters(paramLabel = "CURRENCY") String currency) {
    return show(root.api().put(limitPath(tenant, currency), Map.of("amount", amount)));
  }

  @Command(name = "unlimit", description = "Have the default limit of a currency apply again.")
  int unlimit(
      @Parameters(paramLabel = "TENANT") String tenant,
      @Parameters(paramLabel = "CURRENCY") String currency) {
    return show(root.api().delete(limitPath(tenant, currency)));
  }

  private int show(JsonNode credit) {
    Output output = root.output();
    if (output.isJson()) {
      output.print(credit);
    } else {
      output.print(credit.path("standings"), "currency", "owed", "limit", "own");
      credit.path("overdue").forEach(number -> output.line("Overdue: " + number.asText()));
    }
    return 0;
  }

  private static String limitPath(String tenant, String currency) {
    return path(tenant) + "/credit-limits/" + Http.encode(Ridgectl.upper(currency));
  }

  private static String path(String tenant) {
    return "/ops/v1/tenants/" + Http.encode(tenant);
  }
}
