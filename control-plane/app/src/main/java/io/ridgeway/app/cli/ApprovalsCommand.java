package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
            + " custody, and certificates that organisations' own authorities are to give.")
final class ApprovalsCommand {
  private static final String[] COLUMNS = {
    "id", "kind", "organisation", "state", "what", "expiresAt", "reason"
  };

  @ParentCommand NetworksCommand networks = new NetworksCommand();

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(names = "--cursor", defaultValue = "") String cursor) {
    String page = cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor);
    networks.root.output().print(networks.root.api().get(path(network) + page), COLUMNS);
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
            "kind",
            "operation",
            "organisation",
            "what",
            "state",
            "sha256",
            "toSign",
            "wanted",
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

  @Command(
      name = "request",
      mixinStandardHelpOptions = true,
      description =
          "Save the certificate request (PKCS#10, PEM) of one, for the organisation's own"
              + " authority.")
  int request(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "APPROVAL") String approval,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "Where it is written; printed if left out.")
          @Nullable Path file) {
    String request = wanted(network, approval).path("request").asText();
    if (file == null) {
      networks.root.output().line(request.stripTrailing());
      return 0;
    }
    try {
      Files.writeString(file, request, StandardCharsets.US_ASCII);
      return 0;
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be written.");
    }
  }

  @Command(
      name = "certify",
      mixinStandardHelpOptions = true,
      description = "Bring the certificate that the organisation's own authority gave for one.")
  int certify(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "APPROVAL") String approval,
      @Option(
              names = "--certificate",
              required = true,
              paramLabel = "FILE",
              description = "The certificate: PEM, alone.")
          Path certificate) {
    String pem;
    try {
      pem = Files.readString(certificate, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + certificate + " can't be read as text.");
    }
    networks
        .root
        .output()
        .print(
            networks.root.api().post(path(network, approval), Map.of("certificate", pem)), COLUMNS);
    return 0;
  }

  private JsonNode wanted(String network, String approval) {
    JsonNode wanted = networks.root.api().get(path(network, approval)).path("wanted");
    if (!wanted.isObject()) {
      throw new Failure(
          Failure.REFUSED, "That approval asks for a signature, and for no certificate: sign it.");
    }
    return wanted;
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
