package io.ridgeway.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "key-exports",
    mixinStandardHelpOptions = true,
    description = "Managed keys out of custody: one administrator asks, another approves.")
final class KeyExportsCommand {
  private static final String[] COLUMNS = {
    "id", "key", "state", "askedBy", "answeredBy", "expiresAt", "recipient", "reason"
  };

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(name = "ask", mixinStandardHelpOptions = true, description = "Ask for a key.")
  int ask(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key,
      @Option(names = "--reason", required = true, description = "Why.") String reason,
      @Option(
              names = "--recipient",
              required = true,
              paramLabel = "FILE",
              description = "A public key of RSA, PEM: the key is sealed to it.")
          Path recipient) {
    String pem;
    try {
      pem = Files.readString(recipient, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + recipient + " can't be read as text.");
    }
    root.output()
        .print(
            root.api()
                .post(
                    records(network).path(),
                    Map.of("key", key, "reason", reason, "recipient", pem)),
            COLUMNS);
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a network's.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    return records(network).list("");
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Approve what another administrator asked for.")
  int approve(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "EXPORT") String export) {
    return answer(network, export, true);
  }

  @Command(
      name = "refuse",
      mixinStandardHelpOptions = true,
      description = "Refuse what another administrator asked for.")
  int refuse(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "EXPORT") String export) {
    return answer(network, export, false);
  }

  private int answer(String network, String export, boolean approved) {
    root.output()
        .print(
            root.api()
                .post(records(network).path(export) + "/answers", Map.of("approved", approved)),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description =
          "Fetch the sealed key, once; openssl cms -decrypt -inform PEM -inkey FILE opens it.")
  int fetch(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "EXPORT") String export,
      @Option(
              names = "--into",
              required = true,
              paramLabel = "FILE",
              description = "Where it is written; never over a file that is there.")
          Path into) {
    if (Files.exists(into)) {
      throw new Failure(Failure.REFUSED, "The file " + into + " is there already.");
    }
    String sealed =
        root.api()
            .post(records(network).path(export) + "/fetched", Map.of())
            .path("sealed")
            .asText();
    try {
      Files.writeString(into, sealed, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      // It can't be fetched again, and only its recipient opens it.
      root.output().line(sealed);
      throw new Failure(
          Failure.REFUSED, "The file " + into + " can't be written; it is printed instead.");
    }
    return 0;
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(root, network, "key-exports", COLUMNS);
  }
}
