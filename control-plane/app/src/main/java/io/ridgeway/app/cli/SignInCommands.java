package io.ridgeway.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Signing in and out. */
final class SignInCommands {
  private SignInCommands() {}

  @Command(
      name = "login",
      mixinStandardHelpOptions = true,
      description = "Sign in: in a browser on any device, or as a service with its own client.")
  static final class Login implements Callable<Integer> {
    @ParentCommand Ridgectl root = new Ridgectl();

    @Option(names = "--client-id", description = "A service's client; then no browser is needed.")
    String client = "";

    @Option(
        names = "--client-secret-file",
        description = "The file with the service's secret; - reads standard input.")
    String secretFile = "";

    @Override
    public Integer call() throws IOException {
      String server = root.serverAddress();
      if (client.isEmpty()) {
        root.session.device(server, System.err::println);
      } else {
        root.session.service(server, client, secret());
      }
      root.output().line("Signed in at " + server + ".");
      return 0;
    }

    private String secret() throws IOException {
      if (secretFile.isEmpty()) {
        throw new Failure(
            Failure.REFUSED,
            "Give the secret's file with --client-secret-file, or - for standard input.");
      }
      byte[] bytes =
          secretFile.equals("-")
              ? System.in.readAllBytes()
              : Files.readAllBytes(Path.of(secretFile));
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }

  @Command(
      name = "logout",
      mixinStandardHelpOptions = true,
      description = "Forget the sign-in on this machine.")
  static final class Logout implements Callable<Integer> {
    @ParentCommand Ridgectl root = new Ridgectl();

    @Override
    public Integer call() {
      root.session.end();
      return 0;
    }
  }

  @Command(
      name = "whoami",
      mixinStandardHelpOptions = true,
      description = "Show who is signed in, and for whom.")
  static final class WhoAmI implements Callable<Integer> {
    @ParentCommand Ridgectl root = new Ridgectl();

    @Override
    public Integer call() {
      var me = root.api().get("/v1/me");
      Output output = root.output();
      if (output.isJson()) {
        output.print(me);
      } else {
        output.line(me.path("name").asText() + " at " + root.serverAddress());
        output.print(me.path("tenants"), "tenant", "name", "role");
      }
      return 0;
    }
  }
}
