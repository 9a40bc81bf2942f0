package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "approvals",
    mixinStandardHelpOptions = true,
    description =
        "Signatures that a network's operations wait for, of administrators whose keys aren't in"
            + " custody.")
final class ApprovalsCommand {
  private static final String[] COLUMNS = {
    "id", "organisation", "state", "what", "expiresAt", "reason"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    networks.root.output().print(networks.root.api().get(path(network)), COLUMNS);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one, with what is to be signed.")
  int show(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "APPROVAL") String approval) {
    networks
        .root
        .output()
        .print(
            networks.root.api().get(path(network, approval)),
            "id",
            "operation",
            "organisation",
            "what",
            "state",
            "sha256",
            "toSign",
            "createdAt",
            "expiresAt",
            "answeredBy",
            "reason");
    return 0;
  }

  @Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      description =
          "Sign one here, with the administrator's key file, and bring the signature, once you said"
              + " yes to what it says. The key never leaves this machine.")
  int sign(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "APPROVAL") String approval,
      @Option(
              names = "--key-file",
              required = true,
              paramLabel = "FILE",
              description = "The private key, on P-256: PKCS#8 in PEM, unencrypted.")
          Path keyFile,
      @Option(names = "--yes", description = "Don't ask.") boolean yes) {
    JsonNode asked = networks.root.api().get(path(network, approval));
    KeyFile key = KeyFile.read(keyFile);
    Question question = Question.of(asked);
    key.requireOf(question.certificate());
    var err = networks.root.spec.commandLine().getErr();
    question.lines(asked.path("what").asText()).forEach(err::println);
    if (!yes) {
      requireYes(System.console());
    }
    String signature = Base64.getEncoder().encodeToString(key.sign(question.bytes()));
    networks
        .root
        .output()
        .print(
            networks.root.api().post(path(network, approval), Map.of("signature", signature)),
            COLUMNS);
    return 0;
  }

  private static void requireYes(@Nullable Console console) {
    if (console == null) {
      throw new Failure(
          Failure.REFUSED,
          "Nothing was signed: there is no terminal to ask at. Scripts that have read what is asked"
              + " (approvals show) say --yes.");
    }
    if (!"yes".equals(console.readLine("Type yes to sign it: "))) {
      throw new Failure(Failure.REFUSED, "Nothing was signed.");
    }
  }

  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description =
          "Refuse to sign one: its operation ends, and the network becomes again what it was.")
  int reject(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "APPROVAL") String approval,
      @Option(names = "--reason", required = true, description = "Why; it stands in the operation.")
          String reason) {
    networks
        .root
        .output()
        .print(
            networks
                .root
                .api()
                .post(path(network, approval) + "/refusal", Map.of("reason", reason)),
            COLUMNS);
    return 0;
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/approvals";
  }

  private static String path(String network, String approval) {
    return path(network) + "/" + Http.encode(approval);
  }
}
