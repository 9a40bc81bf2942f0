package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ridgectl}: Ridgeway from the command line. */
@Command(
    name = "ridgectl",
    mixinStandardHelpOptions = true,
    version = "ridgectl 0.1.0",
    description = "Order, run and use blockchain networks on a Ridgeway installation.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused; the message says why",
      "2:wrong use of the command line",
      "3:not signed in, or not allowed",
      "4:the server can't be reached or failed"
    },
    subcommands = {
      SignInCommands.Login.class,
      SignInCommands.Logout.class,
      SignInCommands.WhoAmI.class,
      TenantCommand.class,
      MembersCommand.class,
      CatalogueCommand.class,
      QuoteCommand.class,
      OrderCommand.class,
      NetworksCommand.class,
      ContractsCommand.class,
      KeysCommand.class,
      KeyExportsCommand.class,
      ClientsCommand.class,
      GatewayCommand.class,
      BsnCommand.class,
      WebhooksCommand.class,
      ExplorerCommand.class,
      ArchiveCommand.class,
      UsageCommand.class,
      InvoicesCommand.class,
      ReceivablesCommand.class,
      CityNodesCommand.class,
      AdaptersCommand.class,
      KekCommand.class
    })
public final class Ridgectl implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      description =
          "The portal's address; else RIDGEWAY_URL, else where you signed in, else"
              + " http://127.0.0.1:8080.")
  String server = "";

  @Option(
      names = "--tenant",
      scope = ScopeType.INHERIT,
      description =
          "The organisation to act for; else the one chosen by 'tenant use', else your only one.")
  String tenant = "";

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      description = "table (default) or json.")
  Output.Form form = Output.Form.TABLE;

  final Session session = new Session(SessionFile.usual(), new Http(), Clock.systemUTC());

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs one command; the exit code is the result. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine line = new CommandLine(new Ridgectl());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof Failure failure) {
            err.println("ridgectl: " + failure.getMessage());
            return failure.exitCode();
          }
          if (e instanceof ApiProblem problem) {
            err.println("ridgectl: " + problem.getMessage());
            return problem.exitCode();
          }
          throw e;
        });
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do; --help lists it.");
  }

  Output output() {
    return new Output(System.out, form);
  }

  String serverAddress() {
    if (!server.isEmpty()) {
      return server;
    }
    String named = System.getenv("RIDGEWAY_URL");
    if (named != null && !named.isBlank()) {
      return named;
    }
    String signedIn = session.server();
    return signedIn.isEmpty() ? "http://127.0.0.1:8080" : signedIn;
  }

  Api api() {
    return new Api(serverAddress(), session::accessToken, this::chosenTenant);
  }

  private String chosenTenant() {
    return tenant.isEmpty() ? session.tenant() : tenant;
  }

  /** The organisation that commands act for: the chosen one, or else the only one. */
  String actingFor() {
    if (!chosenTenant().isEmpty()) {
      return chosenTenant();
    }
    JsonNode mine = api().get("/v1/me").path("tenants");
    if (mine.size() != 1) {
      throw new Failure(
          Failure.REFUSED,
          mine.isEmpty()
              ? "You belong to no organisation yet: ridgectl tenant create"
              : "You belong to several organisations: choose one by ridgectl tenant use ID");
    }
    return mine.path(0).path("tenant").asText();
  }

  /** As the API writes enumerated values. */
  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
